// The body of a fetch, read without being used up where it can be read twice, with a bound, and no longer than its caller stays.
import { FoveaError, LimitError } from "../../errors/errors.ts";
import { isRequest, type Outgoing, SendError } from "./outgoing.ts";

export interface ReadBody {
  /** Not to be written to: they may be the caller's. */
  readonly bytes: Uint8Array;
  /** What goes on in place of the caller's body when nothing has to be changed; null where that can go on itself. */
  readonly instead: Uint8Array | null;
  /** What a fetch declares such a body as, where nobody says it; null: nothing. */
  readonly contentType: string | null;
}

/**
 * The body's bytes; null where there is none, or one whose bytes only whoever fetches makes (forms).
 *
 * @throws LimitError `limit.request-bytes` for more than `maxBytes`; the signal's reason; SendError for a body that cannot be read, as of a request that
 * was sent before
 */
export async function readBody(outgoing: Outgoing, maxBytes: number): Promise<ReadBody | null> {
  try {
    return await bodyOf(outgoing, maxBytes);
  } catch (cause) {
    if (FoveaError.isInstance(cause)) throw cause;
    throw new SendError("the request has no body that can be read", { cause });
  }
}

async function bodyOf({ input, init, signal }: Outgoing, maxBytes: number): Promise<ReadBody | null> {
  const given: unknown = init?.body ?? null;
  if (given === null && isRequest(input) && input.body !== null) {
    // Of the copy: the caller's own stays whole.
    const read = await collect(input.clone().body as AsyncIterable<unknown>, maxBytes, signal);
    return { bytes: read, instead: null, contentType: null };
  }
  const contentType =
    typeof given === "string" ? "text/plain;charset=UTF-8" : given instanceof Blob ? given.type : null;
  const bytes = bytesAtOnce(given);
  if (bytes !== null) return { bytes: within(bytes, maxBytes), instead: null, contentType };
  if (typeof given !== "object" || given === null) return null;
  if (given instanceof FormData || given instanceof URLSearchParams) return null;
  if (isBlob(given)) {
    const read = await collect(given.stream() as unknown as AsyncIterable<unknown>, maxBytes, signal);
    return { bytes: read, instead: null, contentType: contentType || null };
  }
  if (!(Symbol.asyncIterator in given)) return null;
  const read = await collect(given as AsyncIterable<unknown>, maxBytes, signal);
  return { bytes: read, instead: read, contentType };
}

/** Also one of another copy of the runtime's classes. */
function isBlob(given: object): given is Blob {
  return "arrayBuffer" in given && "stream" in given && typeof given.stream === "function";
}

function bytesAtOnce(given: unknown): Uint8Array | null {
  if (typeof given === "string") return new TextEncoder().encode(given);
  if (given instanceof ArrayBuffer) return new Uint8Array(given);
  if (ArrayBuffer.isView(given)) return new Uint8Array(given.buffer, given.byteOffset, given.byteLength);
  return null;
}

/**
 * All pieces in one. A stream that is read like this is ended by whoever aborts, also while nothing comes.
 *
 * @throws LimitError `limit.request-bytes`; the signal's reason
 */
export async function collect(
  pieces: AsyncIterable<unknown>,
  maxBytes: number,
  signal: AbortSignal | undefined,
): Promise<Uint8Array> {
  const kept: Uint8Array[] = [];
  let length = 0;
  for await (const piece of untilAborted(pieces, signal)) {
    const bytes = bytesAtOnce(piece);
    if (bytes === null) throw new TypeError("the body's stream gives something that is neither text nor bytes");
    length += bytes.length;
    if (length > maxBytes) throw tooLong(length, maxBytes);
    kept.push(bytes);
  }
  return joined(kept, length);
}

async function* untilAborted(pieces: AsyncIterable<unknown>, signal: AbortSignal | undefined): AsyncGenerator<unknown> {
  signal?.throwIfAborted();
  const { next, end } = readerOf(pieces);
  let leave: () => void = () => undefined;
  const left = new Promise<null>((resolve) => {
    leave = () => resolve(null);
  });
  signal?.addEventListener("abort", leave);
  try {
    for (;;) {
      const result = await Promise.race([next(), left]);
      signal?.throwIfAborted();
      if (result === null || result.done) return;
      yield result.value;
    }
  } finally {
    signal?.removeEventListener("abort", leave);
    // Not waited for: who gives nothing may take as long to end.
    end().catch(() => undefined);
  }
}

interface PieceReader {
  next(): Promise<{ readonly done?: boolean | undefined; readonly value?: unknown }>;
  end(): Promise<unknown>;
}

/** Iterators end only when the piece that is waited for has come, streams at once. */
function readerOf(pieces: AsyncIterable<unknown>): PieceReader {
  if (pieces instanceof ReadableStream) {
    const reader = pieces.getReader();
    return { next: () => reader.read(), end: () => reader.cancel() };
  }
  const iterator = pieces[Symbol.asyncIterator]();
  return {
    next: () => iterator.next(),
    async end() {
      if ("destroy" in pieces && typeof pieces.destroy === "function") pieces.destroy();
      await iterator.return?.();
    },
  };
}

/** @param length of all pieces together, in bytes */
export function joined(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

function within(bytes: Uint8Array, maxBytes: number): Uint8Array {
  if (bytes.length > maxBytes) throw tooLong(bytes.length, maxBytes);
  return bytes;
}

function tooLong(actual: number, limit: number): LimitError {
  return new LimitError("limit.request-bytes", { limit, actual, unit: "bytes", platform: "foveaFetch (`maxBytes`)" });
}
