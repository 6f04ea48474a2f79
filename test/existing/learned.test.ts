// Limits that a platform has and its row does not: its refusal says them, the request is brought within them and sent once more, and later ones are
// right at once.
import assert from "node:assert/strict";
import { test } from "node:test";
import sharp from "sharp";
import { startFake } from "../fakes/fake.ts";
import { ask, inBody, stream } from "./official.ts";
import { LARGE, SCREENSHOT } from "./pictures.ts";
import { added } from "./setup.ts";

const held = (bytes: Buffer) => inBody({ mediaType: "image/png", data: bytes.toString("base64") });
const [LARGE_ONE] = LARGE as readonly [Buffer];

test("a longest side, a longest text, and the side of many pictures", async (t) => {
  const limits = { maxEdgePx: 1000, maxImageChars: 400_000, manyFrom: 3, manyMaxEdgePx: 500 };
  const fake = await startFake("anthropic", { limits });
  t.after(() => fake.close());
  const place = { platform: "anthropic", credentials: fake.credentials } as const;
  const fetch = added("anthropic", "http://127.0.0.1:1");
  const statuses = () => fake.requests.map(({ status }) => status);
  const smaller = await sharp(SCREENSHOT).resize(900).png().toBuffer();

  assert.match(await ask(place, [held(LARGE_ONE)], fetch), /^1 images: /);
  assert.deepEqual(statuses(), [400, 200]);
  assert.match(await stream(place, [held(smaller)], fetch), /^1 images: /);
  assert.deepEqual(statuses().slice(2), [400, 200]);
  assert.match(await ask(place, [held(LARGE_ONE), held(smaller)], fetch), /^2 images: /);
  assert.deepEqual(statuses().slice(4), [200]);
  assert.match(await ask(place, [held(LARGE_ONE), held(LARGE_ONE), held(smaller)], fetch), /^3 images: /);
  assert.deepEqual(statuses().slice(5), [400, 200]);
  assert.match(await ask(place, [held(LARGE_ONE), held(smaller), held(smaller)], fetch), /^3 images: /);
  assert.deepEqual(statuses().slice(7), [200]);
});

test("a request as an object, and a refusal that is no matter of limits", async (t) => {
  const fake = await startFake("anthropic", { limits: { maxEdgePx: 1000 } });
  t.after(() => fake.close());
  const place = { platform: "anthropic", credentials: fake.credentials } as const;
  const fovea = added("anthropic", "http://127.0.0.1:1");
  const fetch: typeof fovea = (input, init) => fovea(new Request(input, init));
  assert.match(await ask(place, [held(LARGE_ONE)], fetch), /^1 images: /);
  assert.deepEqual(
    fake.requests.map(({ status }) => status),
    [400, 200],
  );
  fake.behave({ status: 400 });
  await assert.rejects(ask(place, [held(LARGE_ONE)], fetch), /The fake was told to answer 400/);
  assert.equal(fake.requests.length, 3);
});

test("what cannot be brought within a limit is refused in the platform's own words", async (t) => {
  const fake = await startFake("anthropic", { limits: { maxImageChars: 100 } });
  t.after(() => fake.close());
  const place = { platform: "anthropic", credentials: fake.credentials } as const;
  await assert.rejects(
    ask(place, [held(LARGE_ONE)], added("anthropic", "http://127.0.0.1:1")),
    /exceeds .* MB maximum/,
  );
  assert.equal(fake.requests.length, 1);
});
