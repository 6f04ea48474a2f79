// Errors of a cloud around the Claude API (AWS, Google Cloud, Azure), said in the Claude API's envelope: the official clients raise the error of
// their status with a sentence in it, and what the cloud said is kept under `details`. Errors in the envelope pass as they are.
import type { GatewayReply } from "../../exchange.ts";
import { typeOfStatus } from "../../reply/envelope.ts";
import type { Sent } from "./row.ts";

/** More than this of an error is not read. */
const MAX_BYTES = 64 * 1024;
/** Of a page that is no JSON, this much is kept. */
const MAX_TEXT = 1000;

export async function inEnvelope(reply: GatewayReply, { title: platform }: Sent): Promise<GatewayReply> {
  const { status, headers } = reply;
  if (status < 400 || headers["content-encoding"] !== undefined) return reply;
  const bytes = await beginningOf(reply.body);
  const text = new TextDecoder().decode(bytes);
  const said = parse(text);
  if (isObject(said) && said.type === "error") return { ...reply, body: text };
  const message = sentenceIn(said) ?? `${platform} answered ${status}${text.trim() === "" ? " without a word" : ""}.`;
  const id = headers["request-id"];
  const body = {
    type: "error",
    error: {
      type: typeOfStatus(status),
      message,
      ...(text.trim() === "" ? {} : { details: { platform, reply: said ?? text.slice(0, MAX_TEXT) } }),
    },
    ...(id === undefined ? {} : { request_id: id }),
  };
  return { status, headers: { ...headers, "content-type": "application/json" }, body: JSON.stringify(body) };
}

/** AWS `{ message }`, Google `[{ error: { code, status, message } }]`, Azure `{ error: { code, message } }`. */
function sentenceIn(said: unknown): string | null {
  const one = Array.isArray(said) ? (said as readonly unknown[])[0] : said;
  if (!isObject(one)) return null;
  const inner = isObject(one.error) ? one.error : one;
  for (const sentence of [inner.message, inner.Message, one.message, one.error])
    if (typeof sentence === "string" && sentence.trim() !== "") return sentence;
  return null;
}

async function beginningOf(body: GatewayReply["body"]): Promise<Uint8Array> {
  if (typeof body === "string") return new TextEncoder().encode(body);
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of body) {
    const bytes = typeof piece === "string" ? new TextEncoder().encode(piece) : piece;
    pieces.push(bytes);
    length += bytes.length;
    if (length >= MAX_BYTES) break;
  }
  return Buffer.concat(pieces).subarray(0, MAX_BYTES);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
