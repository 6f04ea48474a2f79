// What a fake answers: a small message that names what it saw, whole, as server-sent events, or as the frames of Bedrock's InvokeModel.
import { randomUUID } from "node:crypto";
import { EventStreamCodec } from "@smithy/eventstream-codec";
import type { Json, Seen } from "./blocks.ts";
import type { Reply } from "./fake.ts";

export interface Message extends Json {
  readonly id: string;
  readonly content: readonly Json[];
  readonly stop_reason: string;
}

/** `2 images: 1a2b3c4d 5e6f7081`: the first eight digits of each one's sha256, `url` where the fake cannot know. */
export function textOf(images: readonly Seen[]): string {
  return [`${images.length} images:`, ...images.map(({ sha256 }) => sha256?.slice(0, 8) ?? "url")].join(" ");
}

export function tokensOf(images: readonly Seen[]): number {
  return 10 + 100 * images.length;
}

/** @param thinking a block that stands before the rest */
export function messageOf(
  model: string,
  images: readonly Seen[],
  thinking: Json | null = null,
  reply: Reply | null = null,
): Message {
  const said = reply?.content ?? [{ type: "text", text: textOf(images), citations: null }];
  return {
    id: `msg_${randomUUID().replaceAll("-", "").slice(0, 24)}`,
    type: "message",
    role: "assistant",
    model,
    content: [...(thinking === null ? [] : [thinking]), ...said],
    stop_reason: reply?.stopReason ?? "end_turn",
    stop_sequence: null,
    stop_details: null,
    container: null,
    diagnostics: null,
    usage: usage(tokensOf(images), 7),
  };
}

function usage(input_tokens: number, output_tokens: number): Json {
  return {
    input_tokens,
    output_tokens,
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: 0,
    cache_creation: { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 0 },
    inference_geo: null,
    output_tokens_details: null,
    server_tool_use: null,
    service_tier: "standard",
    speed: null,
  };
}

/** The events of a message, from `message_start` to `message_stop`. */
export function eventsOf(message: Message): Json[] {
  return [
    { type: "message_start", message: { ...message, content: [], stop_reason: null, usage: usage(tokensOf([]), 1) } },
    ...message.content.flatMap(blockEvents),
    {
      type: "message_delta",
      delta: { stop_reason: message.stop_reason, stop_sequence: null, stop_details: null, container: null },
      usage: message.usage,
    },
    { type: "message_stop" },
  ];
}

function blockEvents(block: Json, index: number): Json[] {
  const { start, deltas } = spoken(block);
  return [
    { type: "content_block_start", index, content_block: start },
    { type: "ping" },
    ...deltas.map((delta) => ({ type: "content_block_delta", index, delta })),
    { type: "content_block_stop", index },
  ];
}

/** How a block begins, and the pieces that it comes in. */
function spoken(block: Json): { start: Json; deltas: Json[] } {
  if (block.type === "text")
    return { start: { ...block, text: "" }, deltas: pieces(block.text).map((text) => ({ type: "text_delta", text })) };
  if (block.type === "thinking")
    return {
      start: { ...block, thinking: "", signature: "" },
      deltas: [
        ...pieces(block.thinking).map((thinking) => ({ type: "thinking_delta", thinking })),
        { type: "signature_delta", signature: block.signature },
      ],
    };
  if (block.type === "tool_use")
    return {
      start: { ...block, input: {} },
      deltas: pieces(JSON.stringify(block.input)).map((partial_json) => ({ type: "input_json_delta", partial_json })),
    };
  return { start: block, deltas: [] };
}

function pieces(text: unknown): readonly string[] {
  return String(text).match(/.{1,6}/gs) ?? [];
}

export const sse = (event: Json): Buffer => Buffer.from(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);

const codec = new EventStreamCodec(
  (bytes) => Buffer.from(bytes).toString("utf8"),
  (text) => Buffer.from(text, "utf8"),
);

/** One event as a `chunk` frame: its payload's `bytes` is the event's JSON in base64, padded as AWS pads it. */
export function frame(event: Json): Buffer {
  const bytes = Buffer.from(JSON.stringify(event)).toString("base64");
  return encode(
    { ":event-type": "chunk", ":content-type": "application/json", ":message-type": "event" },
    { bytes, p: "abcdefgh" },
  );
}

/** What AWS sends in the middle of a stream instead of an event, like `throttlingException`. */
export function exceptionFrame(type: string, message: string): Buffer {
  return encode(
    { ":exception-type": type, ":content-type": "application/json", ":message-type": "exception" },
    { message },
  );
}

function encode(headers: Readonly<Record<string, string>>, payload: Json): Buffer {
  return Buffer.from(
    codec.encode({
      headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, { type: "string", value }])),
      body: Buffer.from(JSON.stringify(payload)),
    }),
  );
}
