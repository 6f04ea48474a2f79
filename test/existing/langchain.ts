// Programs written for LangChain.js, which know nothing of Fovea: each takes a fetch, as it could have had one from the beginning.
import { ChatAnthropic } from "@langchain/anthropic";
import { HumanMessage } from "@langchain/core/messages";

import { MODEL, officialClient } from "../platforms/clients.ts";
import type { Held } from "./pictures.ts";
import type { Fetch, Place } from "./setup.ts";

/** On the Claude API by LangChain's own client; on the clouds by the platform's, as its documentation shows (`createClient`). */
function modelOf({ platform, credentials }: Place, fetch: Fetch | undefined): ChatAnthropic {
  const { baseURL, key } = credentials;
  const common = { model: MODEL[platform], maxTokens: 64, maxRetries: 0 };
  const own = fetch === undefined ? {} : { fetch };
  if (platform === "anthropic" || platform === "compatible")
    return new ChatAnthropic({ ...common, apiKey: key ?? "", anthropicApiUrl: baseURL, clientOptions: own });
  const client = officialClient(platform, credentials).withOptions(own);
  return new ChatAnthropic({ ...common, createClient: () => client as never });
}

/** As LangChain's documentation writes pictures in hand: its standard block. */
const messageOf = (pictures: readonly Held[]): HumanMessage =>
  new HumanMessage({
    content: [
      ...pictures.map(({ mediaType, data }) => ({ type: "image" as const, mimeType: mediaType, data })),
      { type: "text", text: "What is in these pictures?" },
    ] as never,
  });

export async function invoke(place: Place, pictures: readonly Held[], fetch?: Fetch): Promise<string> {
  return (await modelOf(place, fetch).invoke([messageOf(pictures)])).text;
}

export async function stream(place: Place, pictures: readonly Held[], fetch?: Fetch): Promise<string> {
  let text = "";
  for await (const chunk of await modelOf(place, fetch).stream([messageOf(pictures)])) text += chunk.text;
  return text;
}

/** As many programs write it: a data: URL where OpenAI has one. */
export async function invokeDataUrl(place: Place, { mediaType, data }: Held, fetch?: Fetch): Promise<string> {
  const url = `data:${mediaType};base64,${data}`;
  const content = [
    { type: "image_url", image_url: { url } },
    { type: "text", text: "What is in this picture?" },
  ];
  return (await modelOf(place, fetch).invoke([new HumanMessage({ content: content as never })])).text;
}

export async function invokeUrl(place: Place, url: string, fetch?: Fetch): Promise<string> {
  const content = [
    { type: "image", url },
    { type: "text", text: "What is in this picture?" },
  ];
  return (await modelOf(place, fetch).invoke([new HumanMessage({ content: content as never })])).text;
}
