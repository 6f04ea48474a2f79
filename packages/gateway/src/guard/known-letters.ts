// Looks at the pieces of a body as they are copied to their place: which of them are base64 through and through. They are in the processor's caches
// then; to look at 20 MB of them when all have come takes more than twice as long.
import type { Range } from "@fovea/client/internal/wire/byte-tools";
import { lettersEnd } from "@fovea/client/internal/wire/letters";

/** Shorter pieces are not worth a note, in bytes. */
const MIN_PIECE_BYTES = 4096;

/** By the memory they are in. Memory of slabs is another when it goes on to its next user, and nothing is known of it. */
const RANGES = new WeakMap<ArrayBufferLike, Range[]>();

/** To be called with the pieces of the body that stands at the beginning of `memory`, in order, each with its place in it. */
export function createLettersWatch(memory: ArrayBufferLike): (piece: Uint8Array, at: number) => void {
  const ranges: { start: number; end: number }[] = [];
  RANGES.set(memory, ranges);
  return (piece, at) => {
    if (piece.length < MIN_PIECE_BYTES || lettersEnd(piece, 0, piece.length) < piece.length) return;
    const last = ranges.at(-1);
    if (last?.end === at) last.end += piece.length;
    else ranges.push({ start: at, end: at + piece.length });
  };
}

/** Where the bytes of a body are known to be letters; nowhere for bytes that nobody watched. */
export function lettersIn({ buffer, byteOffset }: Uint8Array): readonly Range[] {
  return (byteOffset === 0 && RANGES.get(buffer)) || [];
}
