// Programs that send their whole history each turn: what an earlier turn sent stays what it was, by the same method and to the byte.
import assert from "node:assert/strict";
import { test } from "node:test";
import { startFake } from "../fakes/fake.ts";
import { conversation, inBody } from "./official.ts";
import { type Held, LARGE, PNG, pictureServer, REPORTED } from "./pictures.ts";
import { added, withKeys } from "./setup.ts";

const [HEIC] = REPORTED["a HEIC photo"] as [Held];
const [MISLABELLED] = REPORTED["a PNG labelled JPEG"] as [Held];
const picture = (held: Held) => ({ type: "image" as const, source: inBody(held) });
const large = (index: 0 | 1): Held => ({ mediaType: "image/png", data: (LARGE[index] as Buffer).toString("base64") });

test("pictures that were mended, and one from a url whose server gives another by then, where thinking is bound to them", async (t) => {
  const server = await pictureServer();
  const fake = await startFake("bedrock", { thinking: true });
  t.after(() => Promise.all([server.close(), fake.close()]));
  withKeys(fake);
  const place = { platform: "bedrock", credentials: fake.credentials } as const;
  const say = conversation(place, added("bedrock", server.origin));
  await say([picture(HEIC), picture(MISLABELLED), { type: "image", source: { type: "url", url: server.url } }]);
  const first = fake.requests.at(-1)?.images;
  server.give(LARGE[0] as Buffer);
  await say("And now?");
  await say([picture(HEIC)]);
  assert.equal(server.asked, 1);
  assert.deepEqual(fake.requests.at(-1)?.images.slice(0, 3), first);
});

test("without foveaFetch's memory of the url: the turn is refused, with both blocks named, and nothing is sent", async (t) => {
  const server = await pictureServer();
  const fake = await startFake("bedrock", { thinking: true });
  t.after(() => Promise.all([server.close(), fake.close()]));
  withKeys(fake);
  const place = { platform: "bedrock", credentials: fake.credentials } as const;
  const fetch = added("bedrock", server.origin, { maxKeptUrlBytes: 1 });
  const say = conversation(place, fetch, "anthropic.claude-fable-5-2");
  await say([{ type: "image", source: { type: "url", url: server.url } }]);
  await say("The same, though it had to be fetched again.");
  assert.equal(server.asked, 2);
  server.give(LARGE[0] as Buffer);
  await assert.rejects(
    say("And now?"),
    /messages\.0\.content\.0.*its url gives another picture.*messages\.1\.content\.0/,
  );
  assert.equal(fake.requests.length, 2);
});

test("a picture of 2400 px that is one of more than 20 by now: bound to thinking it is refused, else made smaller", async (t) => {
  const fake = await startFake("anthropic", { thinking: false });
  t.after(() => fake.close());
  const place = { platform: "anthropic", credentials: fake.credentials } as const;
  const say = conversation(place, added("anthropic", "http://127.0.0.1:1", { platform: "anthropic" }));
  await say([picture(large(0))]);
  const before = fake.requests.at(-1)?.images[0]?.sha256;
  await say(Array.from({ length: 20 }, () => picture(large(1))));
  assert.notEqual(fake.requests.at(-1)?.images[0]?.sha256, before);

  const bound = await startFake("anthropic", { thinking: true });
  t.after(() => bound.close());
  const there = { platform: "anthropic", credentials: bound.credentials } as const;
  const ask = conversation(there, added("anthropic", "http://127.0.0.1:1"), "claude-fable-5-2");
  await ask([picture(large(0))]);
  const crowd = Array.from({ length: 20 }, () => picture(large(1)));
  await assert.rejects(ask(crowd), /messages\.0\.content\.0 would have to be changed.*messages\.1\.content\.0/);
  assert.equal(bound.requests.length, 1);
});

for (const platform of ["anthropic", "aws", "google-cloud", "foundry"] as const)
  test(`${platform}: with uploads a request that would be too long goes as files, each uploaded once, also in later turns`, async (t) => {
    const lowered = { maxRequestBytes: 20_000 };
    const fake = await startFake(platform, { limits: lowered, thinking: true });
    t.after(() => fake.close());
    withKeys(fake);
    const place = { platform, credentials: fake.credentials };
    const fetch = added(platform, "http://127.0.0.1:1", { platform, uploads: "auto", capabilities: lowered });
    const say = conversation(place, fetch);
    const asked = () => fake.requests.filter(({ target }) => target.includes("/messages"));
    const methods = () =>
      asked()
        .at(-1)
        ?.images.map(({ method }) => method);
    await assert.rejects(conversation(place)([picture(large(0)), picture(large(1))]), { status: 413 });

    await say([picture(MISLABELLED), picture(large(0)), picture(large(1))]);
    assert.equal(fake.files.size, 2);
    assert.deepEqual(methods(), ["base64", "file", "file"]);
    const first = asked().at(-1)?.images;
    // Short enough now that nothing would have to be a file: what was one stays one.
    await say("And now?");
    await say([picture(large(1))]);
    assert.deepEqual(asked().at(-1)?.images.slice(0, 3), first);
    assert.equal(fake.files.size, 2);

    const [id = ""] = fake.files.keys();
    fake.forget(id);
    await say("The platform has forgotten one: it is put there once more, and the turn is answered.");
    assert.equal(fake.files.size, 2);
    assert.equal(asked().at(-1)?.status, 200);
    assert.equal(asked().at(-2)?.status, 404);
    const [again] = asked().at(-1)?.images.slice(1) ?? [];
    assert.equal(again?.sha256, first?.[1]?.sha256);
    const sent = asked().length;
    await say("And it stays.");
    assert.equal(asked().length, sent + 1);
  });

test("a file that the caller sent stays, and a platform's word about it is the caller's", async (t) => {
  const fake = await startFake("anthropic");
  t.after(() => fake.close());
  const place = { platform: "anthropic", credentials: fake.credentials } as const;
  const fetch = added("anthropic", "http://127.0.0.1:1", { platform: "anthropic", uploads: "auto" });
  const source = { type: "file" as const, file_id: "file_011CNha8iCJcU1wXNR6q4V8w" };
  await assert.rejects(conversation(place, fetch)([{ type: "image", source: source as never }]), { status: 404 });
  assert.equal(fake.requests.length, 1);
});

test('`method: "file"` puts pictures on the platform, and finds them there again; an upload that is refused is told as it is', async (t) => {
  const fake = await startFake("anthropic");
  t.after(() => fake.close());
  const place = { platform: "anthropic", credentials: fake.credentials } as const;
  const fetch = added("anthropic", "http://127.0.0.1:1", { platform: "anthropic", method: "file" });
  const png = { mediaType: "image/png", data: PNG.toString("base64") };
  await conversation(place, fetch)([picture(png), picture(HEIC), picture(png)]);
  assert.equal(fake.files.size, 2);
  await conversation(place, fetch)([picture(png)]);
  assert.equal(fake.files.size, 2);
  fake.behave({ status: 403 }, 1, "files");
  await assert.rejects(conversation(place, fetch)([picture(large(0))]), (error: Error & { status?: number }) => {
    assert.equal(error.status, 403);
    assert.match(error.message, /messages\.0\.content\.0: .* did not take the upload: The fake was told to answer 403/);
    return true;
  });
});
