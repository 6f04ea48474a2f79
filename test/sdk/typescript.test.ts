import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type Anthropic from "@anthropic-ai/sdk";
import { toFile } from "@anthropic-ai/sdk";
import { createEyesEngine } from "@fovea/gateway";
import { cat, coffee, type OpenGateway, openGateway, rocket, SDKS } from "./fixtures/gateway.ts";

// The guide's methods with the official TypeScript SDK on a real socket, answered by the built-in eyes.

const MODEL = "claude-opus-4-8";
const DESCRIBE = { type: "text", text: "Describe this image." } as const;
type Content = Anthropic.ContentBlockParam[];

const base64 = (bytes: Buffer, media_type: "image/png" | "image/jpeg" = "image/png"): Anthropic.ImageBlockParam => ({
  type: "image",
  source: { type: "base64", media_type, data: bytes.toString("base64") },
});
const byUrl = (url: string): Anthropic.ImageBlockParam => ({ type: "image", source: { type: "url", url } });
const byFile = (file_id: string) => ({ type: "image", source: { type: "file", file_id } }) as const;
const ask = (content: Content, ...earlier: Anthropic.MessageParam[]): Anthropic.MessageCreateParamsNonStreaming => ({
  model: MODEL,
  max_tokens: 1024,
  messages: [...earlier, { role: "user", content }],
});
const textOf = ({ content }: { content: readonly { type: string }[] }): string =>
  content.map((block) => ("text" in block ? block.text : "")).join("");

describe("the official TypeScript SDK with the built-in eyes", { timeout: 300_000 }, () => {
  let gateway: OpenGateway;
  before(async () => {
    gateway = await openGateway(createEyesEngine());
  });
  after(() => gateway.close());

  for (const [version, Client] of SDKS) {
    const client = () => new Client({ apiKey: gateway.apiKey, baseURL: gateway.baseURL, maxRetries: 0 });
    const upload = async () =>
      (await client().files.upload({ file: await toFile(cat, "cat.png", { type: "image/png" }) })).id;

    test(`${version}: an image as base64 is described`, async () => {
      const message = await client().messages.create(ask([base64(cat), DESCRIBE]));
      assert.match(textOf(message), /\bcat\b/);
      assert.equal(message.model, "fovea-eyes-1");
      assert.equal(message.stop_reason, "end_turn");
    });

    test(`${version}: an image behind a url is described, over TLS and from an origin that was opened by name`, async () => {
      for (const origin of [gateway.pictures, gateway.opened]) {
        const message = await client().messages.create(ask([byUrl(`${origin}/cat.png`), DESCRIBE]));
        assert.match(textOf(message), /\bcat\b/, origin);
      }
    });

    test(`${version}: an uploaded image is described, with the beta header as in the guide and without`, async () => {
      const uploaded = await client().beta.files.upload({
        file: await toFile(cat, "cat.png", { type: "image/png" }),
        betas: ["files-api-2025-04-14"],
      });
      assert.match(uploaded.id, /^file_/);
      const asked = { ...ask([]), messages: [{ role: "user" as const, content: [byFile(uploaded.id), DESCRIBE] }] };
      const beta = await client().beta.messages.create({ ...asked, betas: ["files-api-2025-04-14"] });
      assert.match(textOf(beta), /\bcat\b/);
      const plain = await client().messages.create(asked);
      assert.equal(textOf(plain), textOf(beta));
    });

    test(`${version}: a conversation goes on about an uploaded image that is named once`, async () => {
      const first = ask([byFile(await upload()), DESCRIBE]);
      const answer = await client().messages.create(first);
      const next = ask([{ type: "text", text: "How many cats are there?" }], ...first.messages, {
        role: "assistant",
        content: answer.content as Content,
      });
      assert.match(textOf(await client().messages.create(next)), /\b(one|1)\b/i);
    });

    test(`${version}: several images by different methods between texts are told apart`, async () => {
      const content: Content = [
        { type: "text", text: "Image 1:" },
        byFile(await upload()),
        { type: "text", text: "Image 2:" },
        byUrl(`${gateway.pictures}/rocket.jpg`),
        { type: "text", text: "Image 3:" },
        base64(coffee),
        { type: "text", text: "Which of these images shows a cat?" },
      ];
      const { data, response } = await client().messages.create(ask(content)).withResponse();
      assert.equal(response.headers.get("fovea-images"), "in=3 out=3");
      assert.match(textOf(data), /^Image 1: .*\bcat\b/m);
      for (const other of [2, 3]) assert.match(textOf(data), new RegExp(`^Image ${other}: I see no cat`, "m"));
    });

    test(`${version}: the SDK's stream helper puts the same message together`, async () => {
      const whole = await client().messages.create(ask([base64(cat), DESCRIBE]));
      const stream = client().messages.stream(ask([base64(cat), DESCRIBE]));
      const pieces: string[] = [];
      stream.on("text", (text) => pieces.push(text));
      const message = await stream.finalMessage();
      assert.equal(pieces.join(""), textOf(whole));
      assert.deepEqual([message.content, message.stop_reason], [whole.content, whole.stop_reason]);
      assert.equal(message.usage.input_tokens, whole.usage.input_tokens);
      assert.equal(message.usage.output_tokens, whole.usage.output_tokens);
    });

    test(`${version}: count_tokens says what the message then costs`, async () => {
      const asked = ask([base64(rocket, "image/jpeg"), DESCRIBE]);
      const { input_tokens } = await client().messages.countTokens({ model: asked.model, messages: asked.messages });
      assert.equal((await client().messages.create(asked)).usage.input_tokens, input_tokens);
    });

    test(`${version}: models are listed page by page and got by id`, async () => {
      const ids: string[] = [];
      for await (const model of client().models.list({ limit: 3 })) ids.push(model.id);
      assert.equal(new Set(ids).size, ids.length);
      assert.ok(ids.includes(MODEL) && ids.includes("fovea-eyes-1"), ids.join());
      const model = await client().models.retrieve(MODEL);
      assert.deepEqual([model.id, model.type], [MODEL, "model"]);
    });
  }
});
