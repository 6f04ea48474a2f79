// The body of a 200 answer, as plain bytes under a cap. What the server announces about it is checked first, then what really comes is counted.
import type { IncomingMessage } from "node:http";
import { FetchError, LimitError } from "../errors/errors.ts";
import { createSink } from "../input/sink.ts";
import { type Reserve, roomFor } from "./room.ts";
import type { Target } from "./target.ts";
import type { Watch } from "./watch.ts";

export interface BodyOptions {
  readonly maxBytes: number;
  readonly idleTimeoutMs: number;
  readonly reserve?: Reserve | undefined;
}

export async function readBody(
  response: IncomingMessage,
  target: Target,
  watch: Watch,
  options: BodyOptions,
): Promise<Uint8Array> {
  const url = target.printed;
  const { maxBytes, idleTimeoutMs, reserve } = options;
  const tooLarge = (actual: number) =>
    new LimitError("limit.fetch-bytes", { limit: maxBytes, actual, unit: "bytes", url });
  watch.signal.throwIfAborted();
  refuseEncoding(response, url);
  const expected = announced(response);
  if (expected !== null && expected > maxBytes) throw tooLarge(expected);
  const room = roomFor(reserve, expected ?? maxBytes, watch);
  const sink = createSink(maxBytes, reserve === undefined ? expected : null);
  const stop = () => response.destroy(watch.signal.reason);
  watch.signal.addEventListener("abort", stop, { once: true });
  watch.enter("idle", idleTimeoutMs);
  try {
    for await (const chunk of response as AsyncIterable<Uint8Array>) {
      const length = sink.length + chunk.length;
      if (length > maxBytes) throw tooLarge(length);
      await room.make(length);
      watch.enter("idle", idleTimeoutMs);
      sink.add(chunk);
    }
  } catch (error) {
    if (watch.signal.aborted) throw watch.signal.reason;
    if (error instanceof LimitError || room.refused(error)) throw error;
    throw new FetchError("fetch.broken", { url, received: sink.length, expected }, { cause: error });
  }
  return sink.bytes();
}

/** Content-Length counts only without Transfer-Encoding (RFC 9112 section 6.3); the parser has refused anything but one number. */
function announced(response: IncomingMessage): number | null {
  const length = response.headers["content-length"];
  if (length === undefined || response.headers["transfer-encoding"] !== undefined) return null;
  return Number(length);
}

/** A compressed body could unpack to any size, so it is refused rather than unpacked. */
function refuseEncoding(response: IncomingMessage, url: string): void {
  const content = response.headers["content-encoding"] ?? "identity";
  const transfer = response.headers["transfer-encoding"] ?? "chunked";
  const encoding = !/^(identity)?$/i.test(content.trim())
    ? content
    : !/^chunked$/i.test(transfer.trim())
      ? transfer
      : null;
  if (encoding === null) return;
  throw new FetchError("fetch.encoding", { url, encoding: encoding.replace(/[^\x20-\x7e]/g, "?").slice(0, 40) });
}
