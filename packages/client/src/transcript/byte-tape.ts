// Transcripts as bytes: those in memory, and what they have in common with files.
import { bytesRef, readBytes } from "../input/bytes.ts";
import { jsonOf, linesOf, type Piece, pieceOf } from "./chunks.ts";
import type { Hands } from "./edits.ts";
import type { Decisions, Tape } from "./repair.ts";
import type { TranscriptChange } from "./report.ts";
import { rewrite } from "./rewrite.ts";

export interface ByteTape extends Tape {
  bytes(): Uint8Array;
}

/** `lines`: one message a line. Else one document. */
export type Shape = "lines" | "document";

/** Told from its first piece that is not empty: JSON that ends with its line makes lines. */
export async function shapeOf(lines: AsyncIterable<Piece>, whole: () => Promise<Uint8Array | null>): Promise<Shape> {
  for await (const piece of lines) {
    if (isBlank(piece)) continue;
    if (jsonOf(piece) !== undefined) return "lines";
    break;
  }
  const bytes = await whole();
  return bytes !== null && jsonOf(pieceOf(bytes, 1)) !== undefined ? "document" : "lines";
}

function isBlank({ bytes, start, end }: Piece): boolean {
  return bytes.subarray(start, end).every((byte) => byte === 0x20 || byte === 0x09);
}

export async function* valuesOf(pieces: AsyncIterable<Piece>): AsyncGenerator<unknown> {
  for await (const piece of pieces) yield jsonOf(piece);
}

export async function byteTape(bytes: Uint8Array): Promise<ByteTape> {
  const lines = (): AsyncIterable<Piece> => linesOf(bytesRef(bytes).open());
  const shape = await shapeOf(lines(), async () => bytes);
  return tapeOf(bytes, shape);
}

function tapeOf(bytes: Uint8Array, shape: Shape): ByteTape {
  const pieces = (): AsyncIterable<Piece> =>
    shape === "lines" ? linesOf(bytesRef(bytes).open()) : only(pieceOf(bytes, 1));
  return {
    bytes: () => bytes,
    values: () => valuesOf(pieces()),
    async rewritten(decisions: Decisions, hands: Hands, onChange: (change: TranscriptChange) => void) {
      const made = rewrite(pieces(), decisions, hands, onChange);
      return tapeOf(await readBytes({ length: 0, open: () => made }), shape);
    },
    lineOf: (piece) => (shape === "lines" ? piece + 1 : 1),
  };
}

export async function* only<T>(one: T): AsyncGenerator<T> {
  yield one;
}
