// The same conversation, held by each library in the way its documentation shows.
import { readFile } from "node:fs/promises";
import { createAnthropic } from "@ai-sdk/anthropic";
import Anthropic from "@anthropic-ai/sdk";
import { createFovea } from "@fovea/client";
import { generateText, type ModelMessage } from "ai";
import { MAX_TOKENS, MODEL, pictureOf, promptOf, type Talk } from "./talk.ts";

export const WAYS = {
  "@fovea/client, by file_id": (talk: Talk) => fovea(talk, "auto"),
  "@fovea/client, by base64": (talk: Talk) => fovea(talk, "never"),
  "@anthropic-ai/sdk, base64": plain,
  "AI SDK, base64": aiSdk,
} as const;

export type WayName = keyof typeof WAYS;

async function fovea({ url, pictures, turns }: Talk, uploads: "auto" | "never"): Promise<void> {
  const talk = createFovea({ client: client(url), platform: "anthropic", model: MODEL }).conversation({
    uploads,
    maxTokens: MAX_TOKENS,
  });
  for (let turn = 1; turn <= turns; turn++) {
    const index = pictureOf(turn);
    const prompt = promptOf(turn);
    await (index === null ? talk.ask(prompt) : talk.ask(pictures[index] ?? "", prompt));
  }
}

async function plain({ url, pictures, turns }: Talk): Promise<void> {
  const anthropic = client(url);
  const messages: Anthropic.MessageParam[] = [];
  for (let turn = 1; turn <= turns; turn++) {
    const index = pictureOf(turn);
    const content: Anthropic.ContentBlockParam[] = [{ type: "text", text: promptOf(turn) }];
    if (index !== null) {
      const data = (await readFile(pictures[index] ?? "")).toString("base64");
      content.unshift({ type: "image", source: { type: "base64", media_type: "image/jpeg", data } });
    }
    messages.push({ role: "user", content });
    const reply = await anthropic.messages.create({ model: MODEL, max_tokens: MAX_TOKENS, messages });
    messages.push({ role: "assistant", content: reply.content });
  }
}

async function aiSdk({ url, pictures, turns }: Talk): Promise<void> {
  const model = createAnthropic({ baseURL: `${url}/v1`, apiKey: "unused" })(MODEL);
  const messages: ModelMessage[] = [];
  for (let turn = 1; turn <= turns; turn++) {
    const index = pictureOf(turn);
    const text = { type: "text", text: promptOf(turn) } as const;
    const file =
      index === null
        ? []
        : [{ type: "file", data: await readFile(pictures[index] ?? ""), mediaType: "image/jpeg" } as const];
    messages.push({ role: "user", content: [...file, text] });
    const { responseMessages } = await generateText({ model, messages, maxRetries: 0, maxOutputTokens: MAX_TOKENS });
    messages.push(...responseMessages);
  }
}

function client(url: string): Anthropic {
  return new Anthropic({ apiKey: "unused", baseURL: url, maxRetries: 0 });
}
