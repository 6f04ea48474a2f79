// LangChain.js: the same programs without and with foveaFetch, and nothing else changed; by its own client, and by those of the clouds.
import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { startFake } from "../fakes/fake.ts";
import { PLATFORMS } from "../platforms/behind.ts";
import { invoke, invokeDataUrl, invokeUrl, stream } from "./langchain.ts";
import { EMPTY, type Held, pictureServer, REPORTED } from "./pictures.ts";
import { added, withKeys } from "./setup.ts";

const server = await pictureServer();
after(() => server.close());
const [MISLABELLED] = REPORTED["a PNG labelled JPEG"] as [Held];

for (const platform of PLATFORMS)
  describe(`LangChain.js on ${platform}`, async () => {
    const fake = await startFake(platform);
    after(() => fake.close());
    const place = { platform, credentials: fake.credentials };
    const fetch = added(platform, server.origin);
    const refused = /^(Bad|Image|Error).*400/s;
    const refuses = (call: Promise<string>) => assert.rejects(call, (error) => refused.test(String(error)));

    for (const [what, held] of Object.entries(REPORTED))
      test(`${what}: refused without, answered with it`, async () => {
        withKeys(fake);
        await refuses(invoke(place, held));
        assert.match(await invoke(place, held, fetch), new RegExp(`^${held.length} images: `));
        assert.equal(fake.requests.at(-1)?.images.length, held.length);
      });

    test("a stream", async () => {
      withKeys(fake);
      await refuses(stream(place, [MISLABELLED]));
      assert.match(await stream(place, [MISLABELLED], fetch), /^1 images: /);
    });

    test("a data: URL with the wrong label, which LangChain believes", async () => {
      withKeys(fake);
      await refuses(invokeDataUrl(place, MISLABELLED));
      assert.match(await invokeDataUrl(place, MISLABELLED, fetch), /^1 images: /);
    });

    test("a url that the platform cannot fetch", async () => {
      withKeys(fake);
      await refuses(invokeUrl(place, server.url));
      assert.match(await invokeUrl(place, server.url, fetch), /^1 images: /);
    });

    test("an empty picture is an error that names it and says what to do; nothing is sent", async () => {
      withKeys(fake);
      const before = fake.requests.length;
      await assert.rejects(
        invoke(place, [EMPTY], fetch),
        /messages\.0\.content\.0: The base64 text is empty\. Look at/,
      );
      assert.equal(fake.requests.length, before);
    });
  });
