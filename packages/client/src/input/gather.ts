// Reads a stream once, to its end, under a cap that counts while bytes arrive.
import { Readable } from "node:stream";
import { InputError, LimitError } from "../errors/errors.ts";
import { raceAbort } from "./race-abort.ts";
import { createSink } from "./sink.ts";

export interface GatherOptions {
  readonly maxBytes: number;
  /** Length somebody announced, in bytes; only a hint. */
  readonly expected?: number;
  readonly signal: AbortSignal | undefined;
  /** For messages. */
  readonly name: string;
}

/**
 * All bytes of a stream (Node's, the web's, or any async iterable). What the stream itself throws passes through.
 *
 * @throws LimitError `limit.input-bytes` as soon as more than `maxBytes` came; the stream is closed
 * @throws InputError `input.stream-used` when somebody has read from the stream before
 * @throws TypeError when the stream gives something else than bytes
 */
export async function gather(
  chunks: AsyncIterable<unknown> | ReadableStream<unknown>,
  { maxBytes, expected, signal, name }: GatherOptions,
): Promise<Uint8Array> {
  if (isUsed(chunks)) throw new InputError("input.stream-used", { name });
  const iterator = "getReader" in chunks ? iterateWeb(chunks) : chunks[Symbol.asyncIterator]();
  // An iterable that is no stream and no generator may start anew each time.
  if ("getReader" in chunks || "pipe" in chunks || Object.is(iterator, chunks)) taken.add(chunks);
  const sink = createSink(maxBytes, expected);
  let ended = false;
  try {
    for (;;) {
      const next = await raceAbort(iterator.next(), signal);
      if (next.done === true) break;
      const chunk = bytesOf(next.value, name);
      if (!sink.add(chunk))
        throw new LimitError("limit.input-bytes", {
          limit: maxBytes,
          actual: sink.length + chunk.length,
          unit: "bytes",
          name,
        });
    }
    ended = true;
  } finally {
    if (!ended) close(chunks, iterator);
  }
  return sink.bytes();
}

/** Streams and generators that were read here: a stream does not tell until its first byte comes, a generator never. */
const taken = new WeakSet<object>();

function isUsed(chunks: AsyncIterable<unknown> | ReadableStream<unknown>): boolean {
  if (taken.has(chunks)) return true;
  if ("locked" in chunks && chunks.locked === true) return true;
  return Readable.isDisturbed(chunks as Readable);
}

/** Iterates with a reader, so that it can be cancelled while a read is pending; a stream's own iterator would wait for that read. */
function iterateWeb(stream: ReadableStream<unknown>): AsyncIterator<unknown> {
  const reader = stream.getReader();
  return {
    next: () => reader.read() as Promise<IteratorResult<unknown>>,
    async return() {
      await reader.cancel();
      return { done: true, value: undefined };
    },
  };
}

/** Lets go of a stream that nobody will read: its file or connection is closed. What is locked is somebody else's. */
export function release(stream: object): void {
  if (isUsed(stream as AsyncIterable<unknown>)) return;
  if ("destroy" in stream && typeof stream.destroy === "function") stream.destroy();
  else if ("cancel" in stream && typeof stream.cancel === "function")
    void Promise.resolve(stream.cancel()).catch(() => {});
}

/** Lets go of a stream that is not read to its end. Nobody waits for it: a stalled stream may never answer. */
function close(chunks: object, iterator: AsyncIterator<unknown>): void {
  if ("destroy" in chunks && typeof chunks.destroy === "function") chunks.destroy();
  else void Promise.resolve(iterator.return?.()).catch(() => {});
}

function bytesOf(chunk: unknown, name: string): Uint8Array {
  if (chunk instanceof Uint8Array) return chunk;
  if (ArrayBuffer.isView(chunk)) return new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  if (chunk instanceof ArrayBuffer) return new Uint8Array(chunk);
  throw new TypeError(
    `The input must give bytes, but gave a ${typeof chunk}: ${name}. (A stream must have no encoding set.)`,
  );
}
