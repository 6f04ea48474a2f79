// Memory of pieces that one reader looks at, and then nobody. Given back at once it is used again while it is in the processor's caches; left to V8,
// which sees a hundred bytes of an object and not the memory behind it, pieces gather until it looks through the whole heap for them.
import { forgotPieces } from "./guard/young-garbage.ts";

const OURS = new WeakSet<ArrayBufferLike>();

/** Says of a piece with memory of its own that nobody but its next reader holds it. */
export function ofOneReader<T extends Uint8Array>(piece: T): T {
  OURS.add(piece.buffer);
  return piece;
}

/** Whether `free` may be called when its reader is done with it. */
export function isOfOneReader(piece: Uint8Array): boolean {
  return OURS.has(piece.buffer);
}

/** Frees the memory of a piece: it is empty from then on, and so is every other view of it. Nothing is done where it is part of a larger one. */
export function free({ buffer, byteLength }: Uint8Array): void {
  if (buffer.byteLength !== byteLength) return;
  const { transfer } = buffer as { transfer?: (length: number) => ArrayBuffer };
  // Node has it since 21.
  if (transfer === undefined) forgotPieces(byteLength);
  else transfer.call(buffer, 0);
}
