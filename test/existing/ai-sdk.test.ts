// AI SDK: the same programs without and with foveaFetch, and nothing else changed. Some of it AI SDK does itself, which is said where it is so.
import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { startFake } from "../fakes/fake.ts";
import { afterTool, generate, PROVIDERS, stream } from "./ai-sdk.ts";
import { HEIC, LARGE, PNG, pictureServer, SCREENSHOT } from "./pictures.ts";
import { added, withKeys } from "./setup.ts";

// It speaks of deprecated options and of itself.
(globalThis as { AI_SDK_LOG_WARNINGS?: boolean }).AI_SDK_LOG_WARNINGS = false;

const server = await pictureServer();
after(() => server.close());

const REPORTED: Readonly<Record<string, readonly [readonly Uint8Array[], string]>> = {
  "a screenshot of 9 MB": [[SCREENSHOT], "image/png"],
  "25 pictures of 2400 px": [Array.from({ length: 25 }, (_, index) => LARGE[index % 2] as Buffer), "image/png"],
  "a HEIC photo": [[HEIC], "image/heic"],
};

for (const platform of PROVIDERS)
  describe(`AI SDK on ${platform}`, async () => {
    const fake = await startFake(platform);
    after(() => fake.close());
    const place = { platform, credentials: fake.credentials };
    const fetch = added(platform, server.origin);
    const refused = { name: "AI_APICallError", statusCode: 400 };

    for (const [what, [pictures, mediaType]] of Object.entries(REPORTED))
      test(`${what}: refused without, answered with it`, async () => {
        withKeys(fake);
        await assert.rejects(generate(place, pictures, mediaType), refused);
        assert.match(await generate(place, pictures, mediaType, fetch), new RegExp(`^${pictures.length} images: `));
      });

    test("a stream", async () => {
      withKeys(fake);
      await assert.rejects(stream(place, [HEIC], "image/heic"), refused);
      assert.match(await stream(place, [HEIC], "image/heic", fetch), /^1 images: /);
    });

    test("a PNG labelled JPEG in a tool's result, whose bytes AI SDK does not look at", async () => {
      withKeys(fake);
      const picture = PNG.toString("base64");
      await assert.rejects(afterTool(place, picture, "image/jpeg"), refused);
      assert.match(await afterTool(place, picture, "image/jpeg", fetch), /^1 images: /);
      assert.equal(fake.requests.at(-1)?.images[0]?.at, "messages.2.content.0.content.0");
    });

    test("in a user's message AI SDK corrects the label itself, and takes the data: prefix off: then not a byte changes", async () => {
      withKeys(fake);
      const dataUrl = `data:image/png;base64,${PNG.toString("base64")}`;
      for (const [picture, mediaType] of [
        [PNG, "image/jpeg"],
        [dataUrl, "image/png"],
      ] as const) {
        await generate(place, [picture], mediaType);
        const alone = fake.requests.at(-1)?.body;
        await generate(place, [picture], mediaType, fetch);
        assert.ok(alone !== undefined && fake.requests.at(-1)?.body.equals(alone));
      }
    });

    test("an empty picture is an error that names it and says what to do; nothing is sent, and nothing tried again", async () => {
      withKeys(fake);
      const before = fake.requests.length;
      await assert.rejects(generate(place, [new Uint8Array()], "image/png", fetch), (error: Error) => {
        const { statusCode, isRetryable } = error as Error & { statusCode?: number; isRetryable?: boolean };
        assert.deepEqual([statusCode, isRetryable], [400, false]);
        assert.match(error.message, /^messages\.0\.content\.0: The base64 text is empty\. Look at what made the file/);
        return true;
      });
      assert.equal(fake.requests.length, before);
    });

    const downloads = platform === "bedrock-legacy" || platform === "vertex";
    test(`a url: ${downloads ? "AI SDK fetches it itself, and no private one" : "left to the platform, so refused without, answered with it"}`, async () => {
      withKeys(fake);
      const url = new URL(server.url);
      if (downloads) {
        const own = { name: "AI_DownloadError" };
        await assert.rejects(generate(place, [url], "image/png"), own);
        await assert.rejects(generate(place, [url], "image/png", fetch), own);
        return;
      }
      await assert.rejects(generate(place, [url], "image/png"), refused);
      assert.match(await generate(place, [url], "image/png", fetch), /^1 images: /);
    });
  });
