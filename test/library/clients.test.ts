import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, test } from "node:test";
import { createFovea } from "@fovea/client";
import Anthropic0 from "anthropic-sdk-0";
import sharp from "sharp";
import { type FakePlatform, startFake } from "../fakes/fake.ts";
import { cat, catPath } from "../inputs/makers.ts";
import { MODEL, officialClient } from "../platforms/clients.ts";

// createFovea on the official client of every platform, pointed at its fake: the platform is found, and what it takes is sent.

const CAT = createHash("sha256").update(cat).digest("hex");

/** Those that cannot be told from the client: an address of nobody's, and one of two hostings that look alike. */
const NAMED: readonly FakePlatform[] = ["foundry-azure"];

for (const platform of [
  "anthropic",
  "aws",
  "bedrock",
  "bedrock-legacy",
  "vertex",
  "google-cloud",
  "foundry",
  "foundry-azure",
  "compatible",
] as const)
  describe(`the official client of ${platform}`, { timeout: 60_000 }, () => {
    test("is all that createFovea needs: a path, a mislabelled block and a large picture arrive", async () => {
      const fake = await startFake(platform);
      try {
        const client = officialClient(platform, fake.credentials);
        // A fake of the Claude API has an address of nobody's.
        const named = platform === "anthropic" || NAMED.includes(platform) ? { platform } : {};
        const fovea = createFovea({ client, model: MODEL[platform], ...named });
        const { totals, platform: found } = await fovea.plan(catPath);
        assert.equal(found, platform);
        assert.equal(totals.images, 1);

        const large = await sharp({ create: { width: 4000, height: 3000, channels: 3, background: "teal" } })
          .jpeg()
          .toBuffer();
        const mislabelled = {
          type: "image",
          source: { type: "base64", media_type: "image/gif", data: cat.toString("base64") },
        } as const;
        const { text, images, plan } = await fovea.ask([catPath, mislabelled, large], "What is this?");
        assert.ok(text.length > 0);
        assert.ok(plan.ok);
        assert.deepEqual([images.in, images.out], [3, 3]);
        const [request] = fake.requests;
        assert.equal(request?.status, 200);
        assert.deepEqual(
          request?.images.slice(0, 2).map(({ sha256 }) => sha256),
          [CAT, CAT],
        );

        const stream = fovea.stream(catPath, "What is this?");
        let streamed = "";
        for await (const piece of stream) streamed += piece;
        assert.equal(streamed, (await stream.answer).text);
        assert.equal(fake.requests.at(-1)?.images[0]?.sha256, CAT);
      } finally {
        await fake.close();
      }
    });

    test("uploads by method file where there are files, and says so where there are none", async () => {
      const fake = await startFake(platform);
      try {
        const client = officialClient(platform, fake.credentials);
        const named = platform === "anthropic" || NAMED.includes(platform) ? { platform } : {};
        const fovea = createFovea({ client, model: MODEL[platform], ...named });
        const asking = fovea.ask(catPath, "What is this?", { method: "file" });
        if (["anthropic", "aws", "google-cloud", "foundry"].includes(platform)) {
          const { images } = await asking;
          assert.ok(fake.files.has(images.lines[0]?.fileId ?? ""));
          assert.deepEqual(
            fake.requests.at(-1)?.images.map(({ method, sha256 }) => [method, sha256]),
            [["file", CAT]],
          );
        } else {
          await assert.rejects(asking, { code: "capability.method" });
          await assert.rejects(fovea.upload(catPath), { code: "capability.operation" });
          await assert.rejects(fovea.prune(), { code: "capability.operation" });
          assert.equal(fake.requests.length, 0);
        }
      } finally {
        await fake.close();
      }
    });
  });

test("a client of SDK 0 uploads, and asks by the file", async () => {
  const fake = await startFake("anthropic");
  const { baseURL, key } = fake.credentials;
  const client = new Anthropic0({ apiKey: key, baseURL, maxRetries: 0 });
  const fovea = createFovea({ client, platform: "anthropic", model: MODEL.anthropic });
  const { fileId } = await fovea.upload(catPath);
  await fovea.ask({ fileId }, "What is this?");
  assert.deepEqual(
    fake.requests.at(-1)?.images.map(({ sha256 }) => sha256),
    [CAT],
  );
  await fake.close();
});

test("what no client leads to is a TypeError when something is to be sent, and can be planned for", async () => {
  const fovea = createFovea({ platform: "vertex" });
  assert.ok((await fovea.plan(catPath)).ok);
  await assert.rejects(
    fovea.ask(catPath, "?"),
    /createFovea client: new AnthropicVertex\(\) of @anthropic-ai\/vertex-sdk/,
  );
});
