// A transcript as pieces that are JSON each: its lines, or all of it where it is one document. Pieces that are no JSON have no value; their bytes are
// kept like those of all others.
import { errorOf } from "../errors/errors.ts";
import { PORTABLE } from "../wire/byte-tools.ts";
import { guardDepth } from "../wire/depth.ts";
import { createLexer } from "../wire/lexer.ts";

/**
 * Longest line, and longest document, in bytes: 128 MiB. No request may be longer than 32 MB; this leaves room for what agents write beside it,
 * and a JSON value of it can still be held.
 */
export const MAX_PIECE_BYTES: number = 128 * 1024 * 1024;

/** One piece, with its line break. */
export interface Piece {
  /** Line of its first byte, from 1. */
  readonly line: number;
  readonly bytes: Uint8Array;
  /** Where its JSON begins and ends in `bytes`: without a byte order mark, and without the line break. */
  readonly start: number;
  readonly end: number;
}

/** What is shorter cannot nest so deep that anybody runs out of stack. */
const SHALLOW_BYTES = 1024;
const LF = 0x0a;
const CR = 0x0d;
const MARK: readonly number[] = [0xef, 0xbb, 0xbf];

/** The lines of bytes that come in chunks of any size. @throws LimitError `limit.transcript-line` */
export async function* linesOf(
  chunks: AsyncIterable<Uint8Array>,
  maxBytes: number = MAX_PIECE_BYTES,
): AsyncGenerator<Piece> {
  let open: Uint8Array[] = [];
  let length = 0;
  let line = 1;
  const take = (chunk: Uint8Array): void => {
    length += chunk.length;
    if (length > maxBytes)
      throw errorOf("limit.transcript-line", { limit: maxBytes, actual: length, unit: "bytes", line });
    open.push(chunk);
  };
  for await (const chunk of chunks) {
    let from = 0;
    for (let at = chunk.indexOf(LF); at >= 0; at = chunk.indexOf(LF, from)) {
      take(chunk.subarray(from, at + 1));
      yield pieceOf(Buffer.concat(open), line++);
      open = [];
      length = 0;
      from = at + 1;
    }
    // Whoever reads a file may use the memory of the chunk again.
    if (from < chunk.length) take(Uint8Array.from(chunk.subarray(from)));
  }
  if (length > 0) yield pieceOf(Buffer.concat(open), line);
}

export function pieceOf(bytes: Uint8Array, line: number): Piece {
  const start = line === 1 && MARK.every((byte, at) => bytes[at] === byte) ? MARK.length : 0;
  let end = bytes.length;
  if (end > start && bytes[end - 1] === LF) end--;
  if (end > start && bytes[end - 1] === CR) end--;
  return { line, bytes, start, end };
}

/** The JSON value of a piece; undefined where it has none, or one that nests too deep. */
export function jsonOf({ bytes, start, end }: Piece): unknown {
  const json = bytes.subarray(start, end);
  try {
    if (json.length > SHALLOW_BYTES) guardDepth(createLexer(json, PORTABLE, []));
    return JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(json));
  } catch {
    return undefined;
  }
}
