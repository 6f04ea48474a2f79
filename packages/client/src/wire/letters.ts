// How far bytes are letters of the standard base64 alphabet. What is not checked here would be read differently elsewhere.
import type { Range } from "./byte-tools.ts";
import { type Simd, simd } from "./simd.ts";
import { ROUND_BYTES } from "./simd-letters.ts";

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
/** Texts up to this many bytes, and what is left of long ones, are looked through one by one. */
const FEW = 256;

/** By byte: the six bits of a letter, 255 for any other byte. */
export const SEXTET = new Uint8Array(256).fill(255);
for (let index = 0; index < 64; index++) SEXTET[LETTERS.charCodeAt(index)] = index;

/** The first byte at or behind `start`, and before `end`, that is no letter; `end` when all are. Ranges that are known to be letters are not looked at. */
export function lettersEnd(bytes: Uint8Array, start: number, end: number, known: readonly Range[] = []): number {
  let at = start;
  for (let index = firstBehind(known, start); at < end; index++) {
    const range = known[index] ?? { start: end, end };
    const stop = Math.min(range.start, end);
    if (at < stop) {
      const found = search(bytes, at, stop);
      if (found < stop) return found;
    }
    at = Math.min(range.end, end);
  }
  return end;
}

/** The index of the first range that ends behind `at`. */
function firstBehind(ranges: readonly Range[], at: number): number {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle] as Range).end <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

function search(bytes: Uint8Array, start: number, end: number): number {
  // What is no base64 shows it soon.
  const first = lettersEndOneByOne(bytes, start, Math.min(end, start + FEW));
  if (first < start + FEW || first === end) return first;
  const fast = simd();
  return fast === null ? lettersEndOneByOne(bytes, first, end) : lettersEndBySimd(bytes, first, end, fast);
}

function lettersEndBySimd(bytes: Uint8Array, start: number, end: number, { memory, letters }: Simd): number {
  // Little at first: a body can be made of many texts that end soon.
  let size = 32 * ROUND_BYTES;
  for (let at = start; at < end; at += size, size = Math.min(2 * size, memory.length)) {
    const piece = bytes.subarray(at, Math.min(end, at + size));
    memory.set(piece);
    // Behind a last piece that fills no round stands what was there before; if it stops the search, the next line finds nothing wrong.
    const rounds = Math.ceil(piece.length / ROUND_BYTES) * ROUND_BYTES;
    const wrong = at + letters(rounds);
    if (wrong >= at + piece.length) continue;
    const stop = lettersEndOneByOne(bytes, wrong, Math.min(end, wrong + ROUND_BYTES));
    if (stop < Math.min(end, wrong + ROUND_BYTES)) return stop;
  }
  return end;
}

/** The same without WebAssembly. */
export function lettersEndOneByOne(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && SEXTET[bytes[at] as number] !== 255) at++;
  return at;
}
