import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, describe, test } from "node:test";
import { createFovea, type FoveaOptions, type Progress } from "@fovea/client";
import sharp from "sharp";
import { type Fake, startFake } from "../fakes/fake.ts";
import { cat, catPath } from "../inputs/makers.ts";
import { officialClient } from "../platforms/clients.ts";

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
const URL_OF_PUBLIC = "https://pictures.example.com/dog.png?signature=secret";

/** A platform that answers with this usage. */
function answering(usage: object, model = "claude-opus-5-5"): FoveaOptions {
  const message = { id: "m", type: "message", role: "assistant", model, stop_reason: "end_turn", usage };
  return {
    apiKey: "k",
    model: "claude-opus-5-5",
    fetch: async () =>
      Response.json({
        ...message,
        content: [
          { type: "text", text: "a " },
          { type: "text", text: "cat" },
        ],
      }),
  };
}

describe("an answer", { timeout: 60_000 }, () => {
  let fake: Fake;
  before(async () => {
    fake = await startFake("anthropic");
  });
  after(() => fake.close());
  const fovea = () =>
    createFovea({
      client: officialClient("anthropic", fake.credentials),
      platform: "anthropic",
      model: "claude-opus-4-8",
    });

  test("carries text, message, usage, cost, plan and images", async () => {
    const answer = await fovea().ask(catPath, "What is this?");
    assert.deepEqual(Object.keys(answer), ["text", "message", "usage", "cost", "plan", "images"]);
    assert.equal(answer.message.id.startsWith("msg_"), true);
    assert.ok(answer.usage.promptTokens > 0);
    const { inputTokens, outputTokens } = answer.usage;
    assert.ok(Math.abs((answer.cost ?? 0) - (inputTokens * 5 + outputTokens * 25) / 1e6) < 1e-12);
  });

  test("sums what was read from a cache and written to it, and prices each", async () => {
    const usage = {
      input_tokens: 1000,
      cache_read_input_tokens: 10_000,
      cache_creation_input_tokens: 2000,
      output_tokens: 100,
    };
    const { text, usage: found, cost } = await createFovea(answering(usage)).ask(cat, "?");
    assert.equal(text, "a cat");
    assert.deepEqual(found, {
      promptTokens: 13_000,
      inputTokens: 1000,
      cacheWriteTokens: 2000,
      cacheReadTokens: 10_000,
      outputTokens: 100,
    });
    assert.equal(cost, 0.018);
  });

  test("costs what the model costs that answered; null where nobody knows", async () => {
    const deployment = { ...answering({ input_tokens: 1_000_000, output_tokens: 0 }), model: "my-deployment" };
    assert.equal((await createFovea(deployment).ask(cat, "?")).cost, 4);
    const unknown = { ...answering({ input_tokens: 1, output_tokens: 1 }, "other"), model: "my-deployment" };
    assert.equal((await createFovea(unknown).ask(cat, "?")).cost, null);
  });

  test("has a line for each picture, of what really went out", async () => {
    const large = await sharp({ create: { width: 4000, height: 3000, channels: 3, background: "teal" } })
      .jpeg()
      .toBuffer();
    const tiff = await sharp(cat).tiff().toBuffer();
    const pdf = new URL("../../examples/documents/invoice.pdf", import.meta.url);
    const inputs = [
      catPath,
      large,
      tiff,
      URL_OF_PUBLIC,
      pdf,
      new URL("../../examples/documents/README.md", import.meta.url),
    ];
    const { images } = await fovea().ask(inputs, "?");
    assert.deepEqual([images.in, images.out, images.lines.length], [5, 5, 5]);
    const request = fake.requests.at(-1);
    assert.deepEqual(
      images.lines.map(({ at, block, method, mediaType, step }) => [at, block, method, mediaType, step]),
      [
        ["messages.0.content.1", "image", "base64", "image/png", "inline"],
        ["messages.0.content.3", "image", "base64", "image/jpeg", "resize"],
        ["messages.0.content.5", "image", "base64", "image/tiff", "transcode"],
        ["messages.0.content.7", "image", "url", null, "keep"],
        ["messages.0.content.9", "document", "base64", "application/pdf", "inline"],
      ],
    );
    const [first, second, third, fourth] = images.lines;
    assert.deepEqual(
      [first?.name, first?.bytes, first?.sha256, first?.sent],
      ["cat.png", cat.length, sha256(cat), null],
    );
    assert.deepEqual([second?.width, second?.height], [4000, 3000]);
    assert.equal(third?.sent?.mediaType === "image/tiff", false);
    for (const [index, line] of [second, third].entries()) {
      const data = JSON.parse(request?.body.toString() ?? "").messages[0].content[index * 2 + 3].source.data as string;
      const sent = await sharp(Buffer.from(data, "base64")).metadata();
      assert.deepEqual(
        [line?.sent?.width, line?.sent?.height, line?.sent?.bytes],
        [sent.width, sent.height, Buffer.from(data, "base64").length],
      );
    }
    assert.deepEqual([fourth?.width, fourth?.tokens, fourth?.fileId], [null, null, null]);
    assert.ok(!JSON.stringify(images).includes("secret"));
  });

  test("tells what is going on, in its order, and nothing after the call has failed", async () => {
    const told: Progress[] = [];
    const large = await sharp({ create: { width: 4000, height: 3000, channels: 3, background: "teal" } })
      .jpeg()
      .toBuffer();
    await fovea().ask([catPath, large], "?", { onProgress: (one) => void told.push(one) });
    assert.deepEqual(told, [
      { type: "opening", name: "cat.png" },
      { type: "opening", name: "bytes" },
      { type: "resizing", at: "messages.0.content.3", name: "bytes" },
      { type: "sending", bytes: fake.requests.at(-1)?.body.length },
    ]);
    told.length = 0;
    await assert.rejects(fovea().ask(["no-such.png", catPath], "?", { onProgress: (one) => void told.push(one) }));
    const before = told.length;
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal(told.length, before);
  });

  test("what onProgress throws ends the call", () =>
    assert.rejects(
      fovea().ask(catPath, "?", {
        onProgress() {
          throw new Error("the screen is gone");
        },
      }),
      /the screen is gone/,
    ));
});

/** A platform whose answer never ends. `left` resolves when the client has closed the connection. */
async function startEndless() {
  let gone = (): void => undefined;
  const left = new Promise<void>((resolve) => {
    gone = resolve;
  });
  const server = createServer((_, response) => {
    const send = (type: string, rest: object) =>
      response.write(`event: ${type}\ndata: ${JSON.stringify({ type, ...rest })}\n\n`);
    response.writeHead(200, { "content-type": "text/event-stream" });
    const message = { id: "m", type: "message", role: "assistant", model: "m", content: [], stop_reason: null };
    send("message_start", { message: { ...message, usage: { input_tokens: 1, output_tokens: 1 } } });
    send("content_block_start", { index: 0, content_block: { type: "text", text: "" } });
    const timer = setInterval(
      () => send("content_block_delta", { index: 0, delta: { type: "text_delta", text: "and " } }),
      5,
    );
    response.on("close", () => {
      clearInterval(timer);
      gone();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    left,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

test("a signal ends a request under way: the connection to the platform is closed", { timeout: 60_000 }, async () => {
  let left = (): void => undefined;
  const gone = new Promise<void>((resolve) => {
    left = resolve;
  });
  const controller = new AbortController();
  const server = createServer((request, response) => {
    response.on("close", left);
    request.resume().on("end", () => controller.abort(new Error("enough")));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const baseURL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const asking = createFovea({ apiKey: "k", baseURL }).ask(catPath, "?", { signal: controller.signal });
  await assert.rejects(asking, /abort|enough/i);
  await gone;
  await new Promise((resolve) => server.close(resolve));
});

describe("a streamed answer", { timeout: 60_000 }, () => {
  let fake: Fake;
  before(async () => {
    fake = await startFake("anthropic", { eventMs: 20 });
  });
  after(() => fake.close());
  const fovea = () =>
    createFovea({
      client: officialClient("anthropic", fake.credentials),
      platform: "anthropic",
      model: "claude-opus-4-8",
    });

  test("gives pieces, then the same as ask", async () => {
    const stream = fovea().stream(catPath, "?");
    const pieces: string[] = [];
    for await (const piece of stream) pieces.push(piece);
    const answer = await stream.answer;
    assert.equal(pieces.join(""), answer.text);
    assert.deepEqual(Object.keys(answer), ["text", "message", "usage", "cost", "plan", "images"]);
    assert.deepEqual([answer.images.in, answer.images.out], [1, 1]);
    await assert.rejects(async () => {
      for await (const _ of stream);
    }, /once/);
  });

  test("may be awaited without its pieces", async () =>
    assert.ok((await fovea().stream(catPath, "?").answer).text.length > 0));

  test("ends the request when the loop over its pieces is left", async () => {
    const endless = await startEndless();
    const stream = createFovea({ apiKey: "k", baseURL: endless.url }).stream(catPath, "?");
    for await (const piece of stream) {
      assert.equal(piece, "and ");
      break;
    }
    await assert.rejects(stream.answer, /abort/i);
    await endless.left;
    await endless.close();
  });

  test("ends by its signal, in the loop and in answer", async () => {
    const controller = new AbortController();
    const stream = fovea().stream(catPath, "?", { signal: controller.signal });
    await assert.rejects(async () => {
      for await (const _ of stream) controller.abort(new Error("enough"));
    }, /abort|enough/i);
    await assert.rejects(stream.answer, /abort|enough/i);
  });

  test("that the platform refuses is its error, in the loop and in answer", async () => {
    fake.behave({ status: 529 }, 2);
    const stream = fovea().stream(catPath, "?");
    await assert.rejects(
      async () => {
        for await (const _ of stream);
      },
      { status: 529 },
    );
    await assert.rejects(stream.answer, { status: 529 });
  });

  test("of options that are none is a TypeError at once", () =>
    assert.throws(() => fovea().stream(catPath, "?", { modell: "x" } as never), TypeError));
});
