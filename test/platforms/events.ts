// The events of a stream, from server-sent events or from the frames of Bedrock's InvokeModel.
import { EventStreamCodec } from "@smithy/eventstream-codec";

type Event = Readonly<Record<string, unknown>> & { readonly type?: unknown };

/** Without pings, which AWS's frames do not have. */
export function eventsOf(stream: Buffer | null): readonly Event[] {
  if (stream === null) return [];
  const events = stream.subarray(0, 6).toString() === "event:" ? serverSent(stream) : frames(stream);
  return events.filter(({ type }) => type !== "ping");
}

function serverSent(stream: Buffer): Event[] {
  return [...stream.toString().matchAll(/^data: (.*)$/gm)].map(([, json = ""]) => JSON.parse(json) as Event);
}

const codec = new EventStreamCodec(
  (bytes) => Buffer.from(bytes).toString("utf8"),
  (text) => Buffer.from(text, "utf8"),
);

function frames(stream: Buffer): Event[] {
  const events: Event[] = [];
  for (let at = 0; at < stream.length; ) {
    const length = stream.readUInt32BE(at);
    const { body } = codec.decode(stream.subarray(at, at + length));
    const { bytes } = JSON.parse(Buffer.from(body).toString()) as { bytes: string };
    // AWS adds figures of its own to the last event, which are no part of the Claude API's.
    const { "amazon-bedrock-invocationMetrics": _, ...event } = JSON.parse(Buffer.from(bytes, "base64").toString());
    events.push(event as Event);
    at += length;
  }
  return events;
}
