import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import Anthropic, { toFile } from "@anthropic-ai/sdk";
import sharp from "sharp";
import { sha256 } from "../fakes/blocks.ts";
import { type Fake, type FakePlatform, startFake } from "../fakes/fake.ts";
import { LIMITS } from "../fakes/limits.ts";
import { type Auth, MODEL, officialClient } from "./clients.ts";
import { COUNTS } from "./sent.ts";

// The official clients talk to the fakes directly: what they send is taken, so the fakes are true to them.

const png = (width: number, height: number): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: "teal" } })
    .png()
    .toBuffer();
const PICTURE = await png(40, 30);
const SHA = sha256(PICTURE);

const base64 = (bytes: Buffer, media_type: "image/png" | "image/jpeg" = "image/png"): Anthropic.ImageBlockParam => ({
  type: "image",
  source: { type: "base64", media_type, data: bytes.toString("base64") },
});
const byUrl: Anthropic.ImageBlockParam = {
  type: "image",
  source: { type: "url", url: "https://pictures.test/cat.png" },
};
const byFile = (file_id: string): Anthropic.ImageBlockParam => ({ type: "image", source: { type: "file", file_id } });
const ask = (platform: FakePlatform, ...content: Anthropic.ContentBlockParam[]) => ({
  model: MODEL[platform],
  max_tokens: 100,
  messages: [{ role: "user" as const, content: [...content, { type: "text" as const, text: "What is it?" }] }],
});

const PDF = Buffer.from("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n");
const document = (source: Anthropic.DocumentBlockParam["source"]): Anthropic.DocumentBlockParam => ({
  type: "document",
  source,
});
const pdf = document({ type: "base64", media_type: "application/pdf", data: PDF.toString("base64") });
const pdfByUrl = document({ type: "url", url: "https://papers.test/a.pdf" });

const CASES: readonly (readonly [FakePlatform, Auth])[] = [
  ["anthropic", "key"],
  ["aws", "signature"],
  ["aws", "key"],
  ["bedrock", "signature"],
  ["bedrock", "key"],
  ["bedrock-legacy", "signature"],
  ["bedrock-legacy", "key"],
  ["vertex", "key"],
  ["google-cloud", "key"],
  ["foundry", "key"],
  ["foundry-azure", "key"],
  ["compatible", "key"],
];
const HAS_FILES: readonly FakePlatform[] = ["anthropic", "aws", "google-cloud", "foundry"];
const HAS_BATCHES: readonly FakePlatform[] = ["anthropic", "aws", "google-cloud"];

// biome-ignore lint/suspicious/noExplicitAny: error classes take what they like.
type Kind = new (...args: any[]) => InstanceType<typeof Anthropic.APIError>;

/** What is raised is of exactly that class, and its words say so. */
async function raises(work: () => PromiseLike<unknown>, kind: Kind, words?: RegExp): Promise<InstanceType<Kind>> {
  const error = await Promise.resolve(work()).then(
    () => assert.fail("nothing was raised"),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof kind, `${error}`);
  if (words !== undefined) assert.match(error.message, words);
  return error;
}

for (const [platform, auth] of CASES)
  describe(`the official client of ${platform}, by ${auth}`, { timeout: 60_000 }, () => {
    const limits = LIMITS[platform];
    const texts = (images: number): string => `${images} images:${` ${SHA.slice(0, 8)}`.repeat(images)}`;
    let fake: Fake;
    let client: Anthropic;
    before(async () => {
      fake = await startFake(platform);
      client = officialClient(platform, fake.credentials, auth);
    });
    after(() => {
      assert.deepEqual(fake.leaks, []);
      return fake.close();
    });
    const create = (...content: Anthropic.ContentBlockParam[]) => client.messages.create(ask(platform, ...content));
    const said = ({ content: [first] }: Anthropic.Message): string => (first?.type === "text" ? first.text : "");

    test("a base64 image, whole and streamed", async () => {
      const message = await create(base64(PICTURE));
      assert.equal(said(message), texts(1));
      assert.equal(message.usage.input_tokens, 110);
      const record = fake.requests.at(-1);
      assert.deepEqual(record?.images, [{ at: "messages.0.content.0", method: "base64", sha256: SHA, ref: null }]);
      assert.equal(record?.status, 200);
      const streamed = await client.messages.stream(ask(platform, base64(PICTURE))).finalMessage();
      assert.equal(said(streamed), texts(1));
      assert.equal(streamed.usage.input_tokens, 110);
      assert.equal(streamed.stop_reason, "end_turn");
    });

    test("images in a tool's result and in a document are seen where they stand", async () => {
      await client.messages.create({
        ...ask(platform),
        messages: [
          { role: "user", content: "Look." },
          { role: "assistant", content: [{ type: "tool_use", id: "toolu_1", name: "look", input: {} }] },
          {
            role: "user",
            content: [{ type: "tool_result", tool_use_id: "toolu_1", content: [base64(PICTURE)] }, base64(PICTURE)],
          },
        ],
      });
      assert.deepEqual(
        fake.requests.at(-1)?.images.map(({ at, sha256: hash }) => [at, hash]),
        [
          ["messages.2.content.0.content.0", SHA],
          ["messages.2.content.1", SHA],
        ],
      );
      if (platform === "compatible") return;
      await create(document({ type: "content", content: [base64(PICTURE)] }));
      assert.deepEqual(
        fake.requests.at(-1)?.images.map(({ at }) => at),
        ["messages.0.content.0.source.content.0"],
      );
    });

    if (COUNTS.includes(platform))
      test("count_tokens takes base64 alone", async () => {
        const count = (block: Anthropic.ContentBlockParam) => {
          const { max_tokens: _, ...counted } = ask(platform, block);
          return client.messages.countTokens(counted);
        };
        assert.equal((await count(base64(PICTURE))).input_tokens, 110);
        await raises(() => count(byUrl), Anthropic.BadRequestError, /URL sources are not supported/);
        await raises(() => count(byFile("file_011")), Anthropic.BadRequestError, /File sources are not supported/);
      });

    test("every other source is taken or refused as the platform publishes", async () => {
      for (const [block, method] of [
        [byUrl, "url"],
        [byFile("file_011"), "file"],
        [pdfByUrl, "url"],
        [document({ type: "file", file_id: "file_011" }), "file"],
        [pdf, "base64"],
      ] as const) {
        const takes = block.type === "image" ? limits.image : limits.document;
        if (takes.includes(method) && method !== "file") assert.match(said(await create(block)), /images:/);
        else if (takes.includes(method))
          await raises(() => create(block), Anthropic.NotFoundError, /File `file_011` not found/);
        else await raises(() => create(block), Anthropic.BadRequestError, /not supported/);
        assert.equal(fake.requests.at(-1)?.[block.type === "image" ? "images" : "documents"][0]?.method, method);
      }
    });

    test("bytes that are not what they are declared, too many of them, or none, are refused", async () => {
      const cases: [Anthropic.ImageBlockParam, RegExp][] = [
        [base64(PICTURE, "image/jpeg"), /using the image\/jpeg media type, but the image appears to be a image\/png/],
        [base64(Buffer.alloc(0)), /image cannot be empty/],
        [base64(Buffer.from("no picture")), /Could not process image/],
        [
          base64(Buffer.alloc((limits.maxImageChars / 4) * 3 + 1)),
          /image exceeds (5|10) MB maximum: \d+ bytes > \d+ bytes/,
        ],
      ];
      for (const [block, words] of cases) await raises(() => create(block), Anthropic.BadRequestError, words);
    });

    test("sides over 8000 px are refused, and over 2000 px from the 21st image on", async () => {
      const wide = base64(await png(8001, 2));
      const error = await raises(
        () => create(base64(PICTURE), wide),
        Anthropic.BadRequestError,
        /max allowed size: 8000 pixels/,
      );
      if (platform !== "bedrock-legacy")
        assert.deepEqual((error as InstanceType<typeof Anthropic.ImageDimensionsTooLargeError>).details, {
          error_code: "image_dimensions_too_large",
          max_side_length_pixels: 8000,
          paths: ["messages.0.content.1"],
        });
      const large = base64(await png(2001, 2));
      const small = new Array<Anthropic.ImageBlockParam>(19).fill(base64(PICTURE));
      await create(...small, large);
      await raises(
        () => create(...small, large, small[0] as Anthropic.ImageBlockParam),
        Anthropic.BadRequestError,
        /many-image requests: 2000 pixels/,
      );
      if (platform === "compatible") return;
      const withPdf = () => create(...small, large, pdf);
      if (limits.documentsCount) await raises(withPdf, Anthropic.BadRequestError, /many-image requests/);
      else await withPdf();
    });

    test("a wrong key, an unknown model and an unknown beta are refused", async () => {
      const { aws, google, key } = fake.credentials;
      const wrong = {
        ...fake.credentials,
        key: key === null ? null : "wrong",
        aws: aws === null ? null : { ...aws, secretAccessKey: "wrong" },
      };
      if (google === null)
        await raises(
          () => officialClient(platform, wrong, auth).messages.create(ask(platform, base64(PICTURE))),
          auth === "signature" ? Anthropic.PermissionDeniedError : Anthropic.AuthenticationError,
        );
      if (platform === "compatible") return;
      const unknown = { ...ask(platform, base64(PICTURE)), model: "claude-none" };
      await raises(
        () => client.messages.create(unknown),
        platform === "bedrock-legacy" ? Anthropic.BadRequestError : Anthropic.NotFoundError,
      );
      const betas = ["no-such-beta-2026-01-01"];
      await raises(
        () => client.beta.messages.create({ ...ask(platform, base64(PICTURE)), betas }),
        Anthropic.BadRequestError,
        /beta/,
      );
    });

    if (HAS_FILES.includes(platform))
      test("files are uploaded, listed, used, expired, and deleted", async () => {
        const file = await toFile(PICTURE, "cat.png", { type: "image/png" });
        const stored = await client.files.upload({ file, expires_in_seconds: 3600 });
        assert.equal(fake.files.get(stored.id)?.sha256, SHA);
        assert.deepEqual(
          [stored.filename, stored.mime_type, stored.size_bytes],
          ["cat.png", "image/png", PICTURE.length],
        );
        assert.ok(Date.parse(stored.expires_at ?? "") > Date.now() + 3_500_000);
        assert.equal((await client.files.retrieveMetadata(stored.id)).id, stored.id);
        assert.equal(said(await create(byFile(stored.id))), texts(1));
        assert.deepEqual(fake.requests.at(-1)?.images, [
          { at: "messages.0.content.0", method: "file", sha256: SHA, ref: stored.id },
        ]);
        await raises(() => client.files.download(stored.id), Anthropic.FileNotDownloadableError);
        fake.expireAll();
        await raises(() => client.files.download(stored.id), Anthropic.FileExpiredError);
        await raises(() => create(byFile(stored.id)), Anthropic.FileExpiredError);
        const { id } = await client.files.upload({ file });
        const listed = [];
        for await (const one of client.files.list({ limit: 1 })) listed.push(one.id);
        assert.deepEqual(listed, [id, stored.id]);
        assert.deepEqual(await client.files.delete(id), { id, type: "file_deleted" });
        await raises(() => client.files.retrieveMetadata(id), Anthropic.NotFoundError, /File `file_\w+` not found/);
        fake.forget(stored.id);
        await raises(() => create(byFile(stored.id)), Anthropic.NotFoundError);
      });

    if (HAS_BATCHES.includes(platform))
      test("batches are made, read, listed and deleted, and models listed", async () => {
        const { batches } = client.messages;
        const { id, processing_status } = await batches.create({
          requests: [
            { custom_id: "good", params: ask(platform, base64(PICTURE)) },
            { custom_id: "bad", params: ask(platform, base64(PICTURE, "image/jpeg")) },
          ],
        });
        assert.equal(processing_status, "in_progress");
        assert.deepEqual(
          fake.requests.at(-1)?.images.map(({ at }) => at),
          ["requests.0.params.messages.0.content.0", "requests.1.params.messages.0.content.0"],
        );
        const batch = await batches.retrieve(id);
        assert.deepEqual(
          [batch.processing_status, batch.request_counts.succeeded, batch.request_counts.errored],
          ["ended", 1, 1],
        );
        const results = new Map<string, string>();
        for await (const { custom_id, result } of await batches.results(id))
          results.set(custom_id, result.type === "succeeded" ? said(result.message) : result.type);
        assert.deepEqual([results.get("good"), results.get("bad")], [texts(1), "errored"]);
        const ids = [];
        for await (const one of batches.list()) ids.push(one.id);
        assert.deepEqual(ids, [id]);
        assert.equal((await batches.delete(id)).type, "message_batch_deleted");
        await raises(() => batches.retrieve(id), Anthropic.NotFoundError);
        assert.equal((await client.models.retrieve("claude-opus-4-8")).id, "claude-opus-4-8");
        const models = [];
        for await (const one of client.models.list({ limit: 5 })) models.push(one.id);
        assert.ok(models.length > 15 && models.includes("claude-haiku-5-5"));
      });

    test("what the platform lacks is at no address of it", async () => {
      if (!HAS_FILES.includes(platform) && client.files !== undefined)
        await raises(() => client.files.list(), Anthropic.NotFoundError);
      if (!HAS_BATCHES.includes(platform) && client.messages.batches !== undefined)
        await raises(() => client.messages.batches.list(), Anthropic.NotFoundError);
      if (!HAS_BATCHES.includes(platform) && client.models !== undefined)
        await raises(() => client.models.list(), Anthropic.NotFoundError);
      await raises(() => client.get("/v1/nothing"), Anthropic.NotFoundError);
    });
  });

test("a body over the platform's limit is a ContentTooLargeError", { timeout: 60_000 }, async () => {
  for (const platform of ["anthropic", "bedrock", "vertex"] as const) {
    const fake = await startFake(platform);
    const client = officialClient(platform, fake.credentials, "key");
    const long = { type: "text" as const, text: "x".repeat(LIMITS[platform].maxRequestBytes) };
    await raises(() => client.messages.create(ask(platform, long)), Anthropic.ContentTooLargeError);
    await fake.close();
  }
});
