// The one pass over an upload: counted, hashed, looked at and written while it arrives. Nothing is held but its start.
import { createHash } from "node:crypto";
import type { BlobDraft } from "./blobs.ts";
import { SNIFF_BYTES } from "./stored-media-type.ts";

/** Pieces are cut to 1 MiB, so that hashing a body handed over whole does not stop everybody else. */
const PIECE_BYTES = 1024 * 1024;

export interface TakenIn {
  readonly bytes: number;
  /** In hex. */
  readonly sha256: string;
  /** The first SNIFF_BYTES, or all. */
  readonly start: Uint8Array;
}

/** Reads the body into the draft. `admit` is told the bytes so far and throws where they are too many; so does an abort. */
export async function takeIn(
  body: AsyncIterable<Uint8Array>,
  draft: BlobDraft,
  admit: (bytes: number) => void,
  signal: AbortSignal,
): Promise<TakenIn> {
  const hash = createHash("sha256");
  const start = new Uint8Array(SNIFF_BYTES);
  let bytes = 0;
  for await (const whole of untilAborted(body, signal)) {
    admit(bytes + whole.length);
    for (let at = 0; at < whole.length; at += PIECE_BYTES) {
      const piece = whole.subarray(at, at + PIECE_BYTES);
      if (bytes < SNIFF_BYTES) start.set(piece.subarray(0, SNIFF_BYTES - bytes), bytes);
      bytes += piece.length;
      // The disk is at work while the hash is computed.
      const written = draft.write(piece);
      hash.update(piece);
      await written;
    }
  }
  return { bytes, sha256: hash.digest("hex"), start: start.subarray(0, Math.min(bytes, SNIFF_BYTES)) };
}

/** The pieces of a body, ended by the signal even while the next one hangs. Promise.race would hold on to every piece. */
async function* untilAborted(body: AsyncIterable<Uint8Array>, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  signal.throwIfAborted();
  const pieces = body[Symbol.asyncIterator]();
  let fail: (reason: unknown) => void = () => undefined;
  const abort = () => fail(signal.reason);
  signal.addEventListener("abort", abort);
  let ended = false;
  try {
    for (;;) {
      signal.throwIfAborted();
      const next = await new Promise<IteratorResult<Uint8Array>>((resolve, reject) => {
        fail = reject;
        pieces.next().then(resolve, reject);
      });
      if (next.done) break;
      yield next.value;
    }
    ended = true;
  } finally {
    signal.removeEventListener("abort", abort);
    // Not awaited: a body that hangs would hang us too.
    if (!ended) pieces.return?.().catch(() => undefined);
  }
}
