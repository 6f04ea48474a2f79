import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import Anthropic from "@anthropic-ai/sdk";
import { createFovea, image } from "@fovea/client";
import sharp from "sharp";
import { type Fake, startFake } from "../fakes/fake.ts";
import { cat, catPath } from "../inputs/makers.ts";

const pdf = new URL("../../examples/documents/invoice.pdf", import.meta.url);

describe("image(), for requests that are written by hand", { timeout: 60_000 }, () => {
  let fake: Fake;
  let client: Anthropic;
  before(async () => {
    fake = await startFake("anthropic");
    client = new Anthropic({ apiKey: fake.credentials.key, baseURL: fake.credentials.baseURL, maxRetries: 0 });
  });
  after(() => fake.close());

  test("makes blocks that the official client's types and the platform take", async () => {
    const content: Anthropic.ContentBlockParam[] = [
      await image(catPath),
      await image(`data:image/gif;base64,${cat.toString("base64")}`),
      await image(pdf),
      { type: "text", text: "What are these?" },
    ];
    await client.messages.create({ model: "claude-opus-4-8", max_tokens: 100, messages: [{ role: "user", content }] });
    const [request] = fake.requests;
    assert.equal(request?.status, 200);
    assert.equal(request?.images.length, 2);
    assert.equal(request?.documents.length, 1);
  });

  test("the block of a picture is its bytes, of a url the url, of a file the file", async () => {
    assert.deepEqual(await image(cat), {
      type: "image",
      source: { type: "base64", media_type: "image/png", data: cat.toString("base64") },
    });
    const url = "https://example.com/a.png";
    assert.deepEqual(await image(url), { type: "image", source: { type: "url", url } });
    assert.deepEqual(await image({ fileId: "file_011CNha8iCJcU1wXNR6q4V8w" }), {
      type: "image",
      source: { type: "file", file_id: "file_011CNha8iCJcU1wXNR6q4V8w" },
    });
  });

  test("has the size the model sees, or stays as it is where it is legal", async () => {
    const large = await sharp({ create: { width: 4000, height: 3000, channels: 3, background: "teal" } })
      .jpeg()
      .toBuffer();
    const width = async (options: Parameters<typeof image>[1]) => {
      const { source } = await image(large, options);
      return (await sharp(Buffer.from("data" in source ? source.data : "", "base64")).metadata()).width;
    };
    assert.equal(await width({ fit: "legal" }), 4000);
    const seen = [await width({ model: "claude-opus-5-5" }), await width({ model: "claude-sonnet-4-5" })];
    assert.ok((seen[0] ?? 0) > (seen[1] ?? 0) && (seen[0] ?? 0) < 4000, String(seen));
  });

  test("is what the platform takes: a url is fetched for one that takes none", async () => {
    const fetchUrl = async () => ({ bytes: cat, finalUrl: "", address: "192.0.2.1", hops: 0, declared: "image/jpeg" });
    const { source } = await image("https://example.com/a", { platform: "bedrock", fetchUrl });
    assert.deepEqual(source, { type: "base64", media_type: "image/png", data: cat.toString("base64") });
    await assert.rejects(image(catPath, { platform: "bedrock", method: "file", client: undefined as never }), {
      code: "capability.method",
    });
  });

  test("keeps what stands beside the source of a block", async () => {
    const given = {
      type: "image",
      source: { type: "base64", media_type: "image/jpeg", data: cat.toString("base64") },
      cache_control: { type: "ephemeral" },
    } as const;
    const made = await createFovea({ platform: "anthropic" }).image(given);
    assert.deepEqual(made, { ...given, source: { ...given.source, media_type: "image/png" } });
  });

  test("by method file is uploaded to where the client leads", async () => {
    const { source } = await image(catPath, { client, platform: "anthropic", method: "file" });
    assert.equal(source.type, "file");
    assert.ok(source.type === "file" && fake.files.has(source.file_id));
  });

  test("is one: several pages, a list and a text are told as such", async () => {
    await assert.rejects(image(`${pdf.href}#1-2`, { platform: "compatible" }), { code: "input.several-pictures" });
    await assert.rejects(image([catPath] as never), TypeError);
    await assert.rejects(image({ type: "text", text: "hello" }), TypeError);
    await assert.rejects(image(catPath, { labl: true } as never), TypeError);
  });
});
