// Requests that the client signed over their body (AWS): a body that is changed is signed again, with the same key, or the caller is told how that can be.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { FoveaFetchOptions } from "@fovea/client/fetch";
import { type Fake, startFake } from "../fakes/fake.ts";
import { generate } from "./ai-sdk.ts";
import { ask, inBody, type Source } from "./official.ts";
import { HEIC, type Held, PNG, REPORTED } from "./pictures.ts";
import { added, type Fetch, withKeys } from "./setup.ts";

const NOWHERE = "http://127.0.0.1:1";
const [MISLABELLED] = REPORTED["a PNG labelled JPEG"] as [Held];
const RIGHT: Source = inBody({ mediaType: "image/png", data: PNG.toString("base64") });

function withoutKeys(): void {
  for (const name of ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"]) delete process.env[name];
}

const keysOf = ({ credentials: { aws } }: Fake) => {
  if (aws === null) throw new TypeError("no AWS keys");
  const { accessKeyId, secretAccessKey, sessionToken } = aws;
  return { accessKeyId, secretAccessKey, ...(sessionToken !== null && { sessionToken }) };
};

for (const platform of ["bedrock", "bedrock-legacy", "aws"] as const)
  describe(`signed for ${platform}`, async () => {
    const start = async (t: { after(fn: () => Promise<void>): void }, options: FoveaFetchOptions = {}) => {
      const fake = await startFake(platform);
      t.after(() => fake.close());
      const place = { platform, credentials: fake.credentials };
      return { fake, place, fetch: added(platform, NOWHERE, options) };
    };

    test("the platform is found by what the signature is for", async (t) => {
      const told: string[] = [];
      const { fake, place, fetch } = await start(t, { onLedger: (line) => told.push(line.platform) });
      withKeys(fake);
      await ask(place, [inBody(MISLABELLED)], fetch);
      assert.deepEqual(told, [platform]);
    });

    test("with keys that are handed over", async (t) => {
      withoutKeys();
      const keys = { accessKeyId: "", secretAccessKey: "" };
      const { fake, place, fetch } = await start(t, { credentials: async () => keys });
      Object.assign(keys, keysOf(fake));
      assert.match(await ask(place, [inBody(MISLABELLED)], fetch), /^1 images: /);
    });

    test("without any, or with others: an error says what to do, holds no secret, and nothing is sent", async (t) => {
      const { fake, place, fetch } = await start(t);
      const { accessKeyId, secretAccessKey } = keysOf(fake);
      for (const set of [null, "AKIAOTHER"]) {
        withoutKeys();
        if (set !== null) Object.assign(process.env, { AWS_ACCESS_KEY_ID: set, AWS_SECRET_ACCESS_KEY: "other secret" });
        await assert.rejects(ask(place, [inBody(MISLABELLED)], fetch), (error: Error & { status?: number }) => {
          assert.equal(error.status, 400);
          assert.match(error.message, set === null ? /holds no AWS keys/ : /holds other AWS keys/);
          assert.match(error.message, /credentials: async \(\) =>.*a bearer token/);
          for (const secret of [accessKeyId, secretAccessKey, "other secret"])
            assert.ok(!error.message.includes(secret));
          return true;
        });
      }
      const failing = added(platform, NOWHERE, {
        credentials: () => Promise.reject(new Error("the secret is hunter2")),
      });
      await assert.rejects(
        ask(place, [inBody(MISLABELLED)], failing),
        (error: Error) => !error.message.includes("hunter2"),
      );
      assert.equal(fake.requests.length, 0);
    });

    test("what needs no change keeps its own signature, and needs no key", async (t) => {
      withoutKeys();
      const { fake, place, fetch } = await start(t);
      let signed: string | null = null;
      const seeing: Fetch = (input, init) => {
        signed = new Headers(init?.headers).get("authorization");
        return fetch(input, init);
      };
      await ask(place, [RIGHT], seeing);
      assert.equal(fake.requests.at(-1)?.headers.authorization, signed);
    });

    test("a bearer token covers no body", async (t) => {
      withoutKeys();
      const { place, fetch } = await start(t);
      assert.match(await ask(place, [inBody(MISLABELLED)], fetch, "key"), /^1 images: /);
    });
  });

test("AI SDK signs by another library and other headers", async (t) => {
  const fake = await startFake("bedrock-legacy");
  t.after(() => fake.close());
  withoutKeys();
  const place = { platform: "bedrock-legacy", credentials: fake.credentials } as const;
  const keys = keysOf(fake);
  assert.match(
    await generate(place, [HEIC], "image/heic", added("bedrock-legacy", NOWHERE, { credentials: () => keys })),
    /^1 /,
  );
  await assert.rejects(generate(place, [HEIC], "image/heic", added("bedrock-legacy", NOWHERE)), {
    name: "AI_APICallError",
    statusCode: 400,
    isRetryable: false,
  });
});
