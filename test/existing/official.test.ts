// The official SDK on every platform: the same programs without and with foveaFetch, and nothing else changed.
import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { startFake } from "../fakes/fake.ts";
import { PLATFORMS } from "../platforms/behind.ts";
import { COUNTS } from "../platforms/sent.ts";
import { ask, askOld, batch, countTokens, inBody, type Source, stream } from "./official.ts";
import { EMPTY, type Held, pictureServer, REPORTED } from "./pictures.ts";
import { added, type Fetch, withKeys } from "./setup.ts";

const server = await pictureServer();
after(() => server.close());
const byUrl: Source = { type: "url", url: server.url };
const [MISLABELLED] = REPORTED["a PNG labelled JPEG"] as [Held];
const [HEIC] = REPORTED["a HEIC photo"] as [Held];
const TAKES_URLS: ReadonlySet<string> = new Set(["anthropic", "aws", "google-cloud", "foundry", "foundry-azure"]);

/** A big integer, `1.0`, an exponent, white space and a key out of order: what an SDK never writes and a platform takes. */
const odd = (body: string): string =>
  body.replace(
    /("max_tokens":64)/,
    `"tools":[ {"input_schema":{"type":"object","maximum":12345678901234567890,\t"minimum":1.0,"multipleOf":1E2},\n"name":"look"}] , $1`,
  );

for (const platform of PLATFORMS)
  describe(`the official client of ${platform}`, async () => {
    const fake = await startFake(platform);
    after(() => fake.close());
    const place = { platform, credentials: fake.credentials };
    const fetch = added(platform, server.origin);
    const last = () => fake.requests.at(-1);
    const bodyOf = () => last()?.body.toString() ?? "";

    for (const [what, held] of Object.entries(REPORTED))
      test(`${what}: refused without, answered with it`, async () => {
        withKeys(fake);
        const sources = held.map(inBody);
        await assert.rejects(ask(place, sources), { status: 400 });
        assert.match(await ask(place, sources, fetch), new RegExp(`^${held.length} images: `));
        assert.equal(last()?.status, 200);
      });

    test("a url that the platform cannot fetch: refused without, answered with it", async () => {
      withKeys(fake);
      await assert.rejects(ask(place, [byUrl]), { status: 400 });
      assert.match(await ask(place, [byUrl], fetch), /^1 images: /);
      assert.equal(last()?.images[0]?.method, "base64");
    });

    test("a public https url goes as it is where the address shows that the platform takes it", async () => {
      const named = added(platform, server.origin, { platform });
      withKeys(fake);
      if (!TAKES_URLS.has(platform)) return;
      await ask(place, [{ type: "url", url: "https://example.com/a.png" }], named);
      assert.equal(last()?.images[0]?.method, "url");
    });

    test("a stream", async () => {
      withKeys(fake);
      await assert.rejects(stream(place, [inBody(HEIC)]));
      assert.match(await stream(place, [inBody(HEIC)], fetch), /^1 images: /);
    });

    test("an empty picture is an error that names it and says what to do; nothing is sent, and nothing tried again", async () => {
      const before = fake.requests.length;
      withKeys(fake);
      await assert.rejects(ask(place, [inBody(EMPTY)], fetch), (error: Error & { status?: number }) => {
        assert.equal(error.status, 400);
        assert.match(error.message, /messages\.0\.content\.0: The base64 text is empty\. Look at what made the file/);
        return true;
      });
      assert.equal(fake.requests.length, before);
    });

    if (COUNTS.includes(platform))
      test("counting tokens", async () => {
        withKeys(fake);
        await assert.rejects(countTokens(place, [inBody(HEIC)]));
        assert.ok((await countTokens(place, [inBody(HEIC), byUrl], fetch)) > 0);
      });

    test("a body of odd spelling arrives byte for byte, but for what had to be changed", async () => {
      const oddly: Fetch = (input, init) => fetch(input, { ...init, body: odd(String(init?.body)) });
      withKeys(fake);
      const right = { ...MISLABELLED, mediaType: "image/png" };
      await ask(place, [inBody(right)]);
      const asSent = odd(bodyOf());
      assert.ok(asSent.includes("12345678901234567890"));

      await ask(place, [inBody(MISLABELLED)], oddly);
      assert.equal(bodyOf(), asSent, "a label");

      await ask(place, [inBody(HEIC)], oddly);
      const source = /\{"type":"base64","media_type":"image\/[a-z]+","data":"[^"]+"\}/;
      assert.equal(bodyOf().replace(source, "..."), asSent.replace(source, "..."), "a picture");
    });
  });

test("a batch: every request in it by itself, on the platforms that have them", async (t) => {
  for (const platform of ["anthropic", "aws", "google-cloud"] as const) {
    const fake = await startFake(platform);
    t.after(() => fake.close());
    const place = { platform, credentials: fake.credentials };
    withKeys(fake);
    assert.match(await batch(place, [inBody(HEIC), byUrl], added(platform, server.origin)), /^msgbatch_/);
    const [image, url] = fake.requests.at(-1)?.images ?? [];
    assert.deepEqual([image?.method, url?.method], ["base64", "base64"]);
    assert.equal(image?.at, "requests.0.params.messages.0.content.0");
    const broken = batch(place, [inBody(EMPTY)], added(platform, server.origin));
    await assert.rejects(broken, /requests\.0\.params\.messages\.0\.content\.0: The base64 text is empty/);
  }
});

test("the SDK before 1.0", async (t) => {
  const fake = await startFake("anthropic");
  t.after(() => fake.close());
  const place = { platform: "anthropic", credentials: fake.credentials } as const;
  for (const held of Object.values(REPORTED)) {
    await assert.rejects(askOld(place, held.map(inBody)), { status: 400 });
    assert.match(await askOld(place, held.map(inBody), added("anthropic", server.origin)), /^\d+ images: /);
  }
});

test("the platform is found by its address: the program's base URL is the real one", async (t) => {
  for (const [platform, address] of [
    ["anthropic", "https://api.anthropic.com"],
    ["foundry", "https://my-resource.services.ai.azure.com/anthropic"],
  ] as const) {
    const fake = await startFake(platform);
    t.after(() => fake.close());
    const { baseURL } = fake.credentials;
    const toFake: Fetch = (input, init) => globalThis.fetch(String(input).replace(address, baseURL), init);
    const place = { platform, credentials: { ...fake.credentials, baseURL: address } };
    const url: Source = { type: "url", url: "https://example.com/a.png" };
    await ask(place, [inBody(HEIC), url], added(platform, server.origin, { fetch: toFake }));
    assert.deepEqual(
      fake.requests.at(-1)?.images.map(({ method }) => method),
      ["base64", "url"],
    );
  }
});
