import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import Anthropic, { toFile } from "@anthropic-ai/sdk";
import Last0 from "anthropic-sdk-0";
import sharp from "sharp";
import { cat, counter, type OpenGateway, openGateway } from "./fixtures/gateway.ts";

// The errors of the gateway as the official TypeScript SDK raises them: its own typed classes, in 1.12.0 by error_code too.

const png = (width: number, height: number): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: "white" } })
    .png()
    .toBuffer();
const image = (bytes: Buffer, media_type: "image/png" | "image/jpeg" = "image/png"): Anthropic.ImageBlockParam => ({
  type: "image",
  source: { type: "base64", media_type, data: bytes.toString("base64") },
});
const ask = (...content: Anthropic.ContentBlockParam[]): Anthropic.MessageCreateParamsNonStreaming => ({
  model: "claude-opus-4-8",
  max_tokens: 100,
  messages: [{ role: "user", content }],
});
const STRICT = { headers: { "fovea-mode": "strict" } };

// biome-ignore lint/suspicious/noExplicitAny: error classes take what they like.
type Kind = new (...args: any[]) => InstanceType<typeof Anthropic.APIError>;

/** The error, of that class. */
async function raised<T extends Kind>(work: PromiseLike<unknown>, kind: T): Promise<InstanceType<T>> {
  const error = await Promise.resolve(work).then(
    () => assert.fail("nothing was raised"),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof kind, `${error}`);
  assert.match(error.requestID ?? "", /^req_/);
  return error as InstanceType<T>;
}

describe("errors in the official TypeScript SDK", { timeout: 120_000 }, () => {
  let gateway: OpenGateway;
  before(async () => {
    gateway = await openGateway(counter, { maxBodyBytes: 2_000_000, quotaBytes: 1_000_000 });
  });
  after(() => gateway.close());
  const client = (apiKey = gateway.apiKey) => new Anthropic({ apiKey, baseURL: gateway.baseURL, maxRetries: 0 });
  const words = () => toFile(Buffer.from("words"), "a.txt", { type: "text/plain" });

  test("a wrong key is an AuthenticationError, another workspace a PermissionDeniedError", async () => {
    const error = await raised(
      client("sk-fovea-wrong").messages.create(ask(image(cat))),
      Anthropic.AuthenticationError,
    );
    assert.equal(error.type, "authentication_error");
    await raised(client().files.list({ workspace_id: "wrkspc_other" }), Anthropic.PermissionDeniedError);
  });

  test("an unknown model, file or path is a NotFoundError", async () => {
    const { messages, files, models } = client();
    assert.equal(
      (await raised(messages.create({ ...ask(image(cat)), model: "no" }), Anthropic.NotFoundError)).status,
      404,
    );
    await raised(models.retrieve("no"), Anthropic.NotFoundError);
    const error = await raised(files.retrieveMetadata("file_no"), Anthropic.NotFoundError);
    assert.equal(error.apiMessage, "File `file_no` not found.");
    const block = { type: "image", source: { type: "file", file_id: "file_no" } } as const;
    const used = await raised(messages.create(ask(block)), Anthropic.NotFoundError);
    assert.equal(used.apiMessage, "messages.0.content.0: File `file_no` not found.");
    const strict = await raised(messages.create(ask(block), STRICT), Anthropic.NotFoundError);
    assert.equal(strict.apiMessage, "File `file_no` not found.");
    await raised(client().get("/v1/nothing"), Anthropic.NotFoundError);
  });

  test("an expired file is a FileExpiredError when its content is asked for and when a message uses it", async () => {
    const { files, messages } = client();
    const file = await toFile(cat, "cat.png", { type: "image/png" });
    const { id } = await files.upload({ file, expires_in_seconds: 3600 });
    gateway.clock.aheadMs += 3_600_000;
    assert.equal((await raised(files.download(id), Anthropic.FileExpiredError)).errorCode, "file_expired");
    await raised(
      messages.create(ask({ type: "image", source: { type: "file", file_id: id } })),
      Anthropic.FileExpiredError,
    );
    assert.equal((await files.retrieveMetadata(id)).id, id);
    await files.delete(id);
  });

  test("the content of an upload is a FileNotDownloadableError", async () => {
    const { files } = client();
    const { id } = await files.upload({ file: await words() });
    const error = await raised(files.download(id), Anthropic.FileNotDownloadableError);
    assert.equal(error.errorCode, "file_not_downloadable");
    await files.delete(id);
  });

  test("a full workspace is a StorageQuotaExceededError", async () => {
    const large = await toFile(Buffer.alloc(1_000_001), "large.bin");
    await raised(client().files.upload({ file: large }), Anthropic.StorageQuotaExceededError);
    assert.deepEqual((await client().files.list()).data, []);
  });

  test("images that are too large in strict are an ImageDimensionsTooLargeError with every path", async () => {
    const wide = image(await png(8001, 8));
    const tool: Anthropic.MessageParam[] = [
      { role: "user", content: "Look." },
      { role: "assistant", content: [{ type: "tool_use", id: "toolu_1", name: "look", input: {} }] },
      {
        role: "user",
        content: [{ type: "tool_result", tool_use_id: "toolu_1", content: [image(cat), wide] }, image(cat), wide],
      },
    ];
    const asked = { ...ask(), messages: tool };
    const error = await raised(client().messages.create(asked, STRICT), Anthropic.ImageDimensionsTooLargeError);
    assert.equal(error.details.max_side_length_pixels, 8000);
    assert.deepEqual(error.details.paths, ["messages.2.content.0.content.1", "messages.2.content.2"]);
    assert.match(error.apiMessage ?? "", /At least one of the image dimensions exceed max allowed size: 8000 pixels/);
  });

  test("a body that is too long is a ContentTooLargeError, and so is one that becomes too long", async () => {
    const long = ask({ type: "text", text: "x".repeat(2_000_000) });
    const error = await raised(client().messages.create(long), Anthropic.ContentTooLargeError);
    assert.equal(error.error && (error.error as { error: { type: string } }).error.type, "request_too_large");
    const { gzipSync } = await import("node:zlib");
    const zipped = (headers: Record<string, string>, body: Buffer) =>
      client().post("/v1/messages", { body, headers: { "content-type": "application/json", ...headers } });
    await raised(
      zipped({ "content-encoding": "gzip" }, gzipSync(JSON.stringify(long))),
      Anthropic.RequestBodyTooLargeAfterDecodingError,
    );
    const words = Buffer.from(JSON.stringify(ask({ type: "text", text: "Hello." })));
    await raised(zipped({ "content-encoding": "compress" }, words), Anthropic.RequestBodyEncodingUnsupportedError);
    await raised(zipped({ "content-encoding": "gzip" }, words), Anthropic.RequestBodyEncodingInvalidError);
  });

  test("a wrong media type is mended and said so; in strict it is the documented error", async () => {
    const wrong = ask(image(cat, "image/jpeg"));
    const { data, response } = await client().messages.create(wrong).withResponse();
    assert.deepEqual(data.content, [{ type: "text", text: "1 pictures", citations: null }]);
    assert.equal(response.headers.get("fovea-mended"), "messages.0.content.0=type.relabelled");
    const error = await raised(client().messages.create(wrong, STRICT), Anthropic.BadRequestError);
    assert.equal(error.type, "invalid_request_error");
    assert.match(error.apiMessage ?? "", /^messages\.0\.content\.0\.image\.source\.base64\b/);
    assert.match(error.apiMessage ?? "", /using the image\/jpeg media type, but the image appears to be a image\/png/);
  });

  test("a url that is gone, private, or not https is refused with what to do", async () => {
    const by = (url: string) => client().messages.create(ask({ type: "image", source: { type: "url", url } }));
    const cases = [
      `${gateway.pictures}/gone.png`,
      "https://10.0.0.1/a.png",
      "https://127.0.0.2/a.png",
      "https://169.254.169.254/latest/meta-data",
      "http://pictures.test/a.png",
      "file:///etc/passwd",
    ];
    for (const url of cases) {
      const error = await raised(by(url), Anthropic.BadRequestError);
      assert.match(error.apiMessage ?? "", /^messages\.0\.content\.0\b/, url);
      const { fix } = error.details as unknown as { fix?: string };
      assert.match(fix ?? "", /\b(base64|upload|save|send|pass)\b/i, `${url}: ${fix}`);
    }
  });

  test("the SDK of the line before raises its own classes by status", async () => {
    const old = (apiKey = gateway.apiKey) => new Last0({ apiKey, baseURL: gateway.baseURL, maxRetries: 0 });
    await assert.rejects(old("sk-fovea-wrong").models.list(), Last0.AuthenticationError);
    await assert.rejects(old().files.retrieveMetadata("file_no"), Last0.NotFoundError);
    const { id } = await old().files.upload({ file: await words() });
    await assert.rejects(old().files.download(id), Last0.BadRequestError);
    await old().files.delete(id);
  });
});
