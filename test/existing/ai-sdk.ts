// Programs written for AI SDK, which know nothing of Fovea: each takes a fetch, as it could have had one from the beginning.
import { createAmazonBedrockAnthropic } from "@ai-sdk/amazon-bedrock/anthropic";
import { createAnthropic } from "@ai-sdk/anthropic";
import { createGoogleVertexAnthropic } from "@ai-sdk/google-vertex/anthropic";
import { generateText, type LanguageModel, type ModelMessage, streamText } from "ai";
import type { FakePlatform } from "../fakes/fake.ts";
import { SCOPE } from "../fakes/tokens.ts";
import { MODEL } from "../platforms/clients.ts";
import type { Fetch, Place } from "./setup.ts";

/** Those that AI SDK reaches by the Messages API. Its provider for Bedrock's newer endpoint speaks another one. */
export const PROVIDERS: readonly FakePlatform[] = ["anthropic", "bedrock-legacy", "vertex", "compatible"];

function modelOf({ platform, credentials }: Place, fetch: Fetch | undefined): LanguageModel {
  const { baseURL, key, aws, google } = credentials;
  const own = fetch === undefined ? {} : { fetch };
  if (platform === "bedrock-legacy" && aws !== null) {
    const { region, accessKeyId, secretAccessKey, sessionToken } = aws;
    const keys = { accessKeyId, secretAccessKey, ...(sessionToken !== null && { sessionToken }) };
    return createAmazonBedrockAnthropic({ region, baseURL, ...keys, ...own })(MODEL[platform]);
  }
  if (platform === "vertex" && google !== null) {
    const { project, location, file } = google;
    const models = `${baseURL}/projects/${project}/locations/${location}/publishers/anthropic/models`;
    const googleAuthOptions = { keyFile: file, scopes: SCOPE };
    return createGoogleVertexAnthropic({ project, location, baseURL: models, googleAuthOptions, ...own })(MODEL.vertex);
  }
  return createAnthropic({ baseURL: `${baseURL}/v1`, apiKey: key ?? "", ...own })(MODEL[platform]);
}

/** `picture`: bytes, text that is base64 or a data: URL, or a URL. */
const messagesOf = (pictures: readonly (Uint8Array | string | URL)[], mediaType: string): ModelMessage[] => [
  {
    role: "user",
    content: [
      ...pictures.map((data) => ({ type: "file" as const, data, mediaType })),
      { type: "text", text: "What is in these pictures?" },
    ],
  },
];

export async function generate(
  place: Place,
  pictures: readonly (Uint8Array | string | URL)[],
  mediaType: string,
  fetch?: Fetch,
): Promise<string> {
  const messages = messagesOf(pictures, mediaType);
  const { text } = await generateText({ model: modelOf(place, fetch), messages, maxRetries: 0, maxOutputTokens: 64 });
  return text;
}

export async function stream(
  place: Place,
  pictures: readonly Uint8Array[],
  mediaType: string,
  fetch?: Fetch,
): Promise<string> {
  const messages = messagesOf(pictures, mediaType);
  let failed: unknown = null;
  const streamed = streamText({
    model: modelOf(place, fetch),
    messages,
    maxRetries: 0,
    maxOutputTokens: 64,
    onError({ error }) {
      failed = error;
    },
  });
  let text = "";
  for await (const piece of streamed.textStream) text += piece;
  if (failed !== null) throw failed;
  return text;
}

/** A tool gave a picture back. */
export async function afterTool(place: Place, picture: string, mediaType: string, fetch?: Fetch): Promise<string> {
  const messages: ModelMessage[] = [
    { role: "user", content: "Take a screenshot." },
    { role: "assistant", content: [{ type: "tool-call", toolCallId: "call_1", toolName: "screenshot", input: {} }] },
    {
      role: "tool",
      content: [
        {
          type: "tool-result",
          toolCallId: "call_1",
          toolName: "screenshot",
          output: { type: "content", value: [{ type: "file-data", data: picture, mediaType }] },
        },
      ],
    },
  ];
  const { text } = await generateText({ model: modelOf(place, fetch), messages, maxRetries: 0, maxOutputTokens: 64 });
  return text;
}
