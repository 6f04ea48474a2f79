// Programs written for the official SDK, which know nothing of Fovea: each takes a fetch, as it could have had one from the beginning.
import type Anthropic from "@anthropic-ai/sdk";
import OldAnthropic from "anthropic-sdk-0";
import type { FakePlatform } from "../fakes/fake.ts";
import { type Auth, MODEL, officialClient } from "../platforms/clients.ts";
import type { Held } from "./pictures.ts";
import type { Fetch, Place } from "./setup.ts";

/** What the program says of pictures, in the form of each of its sources. */
export type Source = Anthropic.ImageBlockParam["source"];
export const inBody = ({ mediaType, data }: Held): Source => ({
  type: "base64",
  media_type: mediaType as "image/png",
  data,
});

const bodyOf = (platform: FakePlatform, sources: readonly Source[]): Anthropic.MessageCreateParamsNonStreaming => ({
  model: MODEL[platform],
  max_tokens: 64,
  messages: [
    {
      role: "user",
      content: [
        ...sources.map((source) => ({ type: "image" as const, source })),
        { type: "text", text: "What is in these pictures?" },
      ],
    },
  ],
});

/** The client of each platform, by the one option that all of them have. */
function client({ platform, credentials }: Place, fetch: Fetch | undefined, auth?: Auth): Anthropic {
  const made = officialClient(platform, credentials, auth);
  return fetch === undefined ? made : (made.withOptions({ fetch }) as Anthropic);
}

export async function ask(place: Place, sources: readonly Source[], fetch?: Fetch, auth?: Auth): Promise<string> {
  const message = await client(place, fetch, auth).messages.create(bodyOf(place.platform, sources));
  return message.content.map((block) => (block.type === "text" ? block.text : "")).join("");
}

export async function stream(place: Place, sources: readonly Source[], fetch?: Fetch): Promise<string> {
  const streamed = client(place, fetch).messages.stream(bodyOf(place.platform, sources));
  let text = "";
  for await (const event of streamed)
    if (event.type === "content_block_delta" && event.delta.type === "text_delta") text += event.delta.text;
  return text;
}

export async function countTokens(place: Place, sources: readonly Source[], fetch?: Fetch): Promise<number> {
  const { max_tokens: _, ...body } = bodyOf(place.platform, sources);
  return (await client(place, fetch).messages.countTokens(body)).input_tokens;
}

export async function batch(place: Place, sources: readonly Source[], fetch?: Fetch): Promise<string> {
  const params = bodyOf(place.platform, sources);
  const { id } = await client(place, fetch).messages.batches.create({ requests: [{ custom_id: "one", params }] });
  return id;
}

/** Of the SDK before 1.0. */
export async function askOld({ credentials }: Place, sources: readonly Source[], fetch?: Fetch): Promise<string> {
  const { baseURL, key: apiKey } = credentials;
  const old = new OldAnthropic({ baseURL, apiKey, maxRetries: 0, ...(fetch && { fetch }) });
  const message = await old.messages.create(bodyOf("anthropic", sources) as never);
  return (message as { content: { text: string }[] }).content.map(({ text }) => text).join("");
}

type Content = Anthropic.MessageParam["content"];

/** A program that keeps its history, and sends all of it each turn. */
export function conversation(place: Place, fetch?: Fetch, model: string = MODEL[place.platform]) {
  const messages: Anthropic.MessageParam[] = [];
  return async (content: Content): Promise<string> => {
    messages.push({ role: "user", content });
    const reply = await client(place, fetch).messages.create({ model, max_tokens: 64, messages });
    messages.push({ role: "assistant", content: reply.content as Anthropic.ContentBlockParam[] });
    return reply.content.map((block) => (block.type === "text" ? block.text : "")).join("");
  };
}
