// Bedrock's event stream becomes server-sent events while it arrives: every frame holds one event of the Claude API, as base64 in JSON.
// Source: npm @anthropic-ai/bedrock-sdk 1.1.3, core/streaming.ts; what the platform says is not changed, only how it is framed.
import { EngineError } from "@fovea/client/internal/errors/errors";
import type { EventStreamCodec } from "@smithy/eventstream-codec";
import type { GatewayReply } from "../../exchange.ts";
import { inEnvelope } from "./foreign-errors.ts";
import { BrokenFrames, framesOf } from "./frames.ts";
import type { Sent } from "./row.ts";
import { errorInStream } from "./stream-exceptions.ts";

const EVENT_STREAM = /^application\/vnd\.amazon\.eventstream\b/i;

export async function bedrockLegacyReply(reply: GatewayReply, sent: Sent): Promise<GatewayReply> {
  const { status, headers, body } = reply;
  if (status >= 400) return inEnvelope(reply, sent);
  if (typeof body === "string" || !EVENT_STREAM.test(headers["content-type"] ?? "")) return reply;
  const { EventStreamCodec: Codec } = await import("@smithy/eventstream-codec");
  const codec = new Codec(
    (bytes) => Buffer.from(bytes as Uint8Array).toString("utf8"),
    (text) => Buffer.from(text, "utf8"),
  );
  return {
    status,
    headers: { ...headers, "content-type": "text/event-stream; charset=utf-8" },
    body: serverSentEvents(body, codec, sent.url),
  };
}

/** @throws EngineError `engine.upstream-broken` for frames that cannot be read, and for a stream that ends before its message does */
async function* serverSentEvents(
  body: AsyncIterable<string | Uint8Array>,
  codec: EventStreamCodec,
  url: string,
): AsyncGenerator<Uint8Array> {
  let ended = false;
  try {
    for await (const frames of framesOf(body)) {
      // What came in one piece goes out in one, also when a later frame of it is broken.
      let text = "";
      let broken: unknown = null;
      let last = false;
      for (const frame of frames) {
        try {
          const event = readFrame(frame, codec);
          if (event === null) continue;
          text += `event: ${event.type}\ndata: ${event.data}\n\n`;
          ended ||= event.type === "message_stop" || event.type === "error";
          last = event.last;
          if (last) break;
        } catch (error) {
          broken = error;
          break;
        }
      }
      if (text !== "") yield Buffer.from(text, "utf8");
      if (broken !== null) throw broken;
      if (last) return;
    }
    if (!ended) throw new BrokenFrames("it ended before its message did");
  } catch (error) {
    if (!(error instanceof BrokenFrames)) throw error;
    throw new EngineError("engine.upstream-broken", { url, reason: error.message }, { cause: error });
  }
}

interface Event {
  readonly type: string;
  /** One line. */
  readonly data: string;
  /** Whether AWS says that nothing follows. */
  readonly last: boolean;
}

/** Null for a frame without an event. @throws BrokenFrames */
function readFrame(frame: Uint8Array, codec: EventStreamCodec): Event | null {
  const { headers, body } = decode(frame, codec);
  const header = (name: string): string => String(headers[name]?.value ?? "");
  if (header(":message-type") !== "event") {
    const name = header(":exception-type") || header(":error-code");
    const error = errorInStream(name, parse(body), header(":error-message"));
    return { type: "error", data: JSON.stringify({ type: "error", error }), last: true };
  }
  if (header(":event-type") !== "chunk") return null;
  const chunk = parse(body) as { readonly bytes?: unknown } | null;
  if (typeof chunk?.bytes !== "string") return null;
  const bytes = Buffer.from(chunk.bytes, "base64");
  const event = parse(bytes) as { readonly type?: unknown } | null;
  if (event === null) throw new BrokenFrames("a frame without an event in it");
  if (typeof event.type !== "string" || !/^[\w.-]{1,100}$/.test(event.type)) return null;
  const data = bytes.toString("utf8");
  return { type: event.type, data: /[\r\n]/.test(data) ? JSON.stringify(event) : data, last: false };
}

function decode(frame: Uint8Array, codec: EventStreamCodec): ReturnType<EventStreamCodec["decode"]> {
  try {
    return codec.decode(frame);
  } catch {
    throw new BrokenFrames("a frame whose checksum is wrong");
  }
}

function parse(bytes: Uint8Array): unknown {
  try {
    const value: unknown = JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8"));
    return typeof value === "object" ? value : null;
  } catch {
    return null;
  }
}
