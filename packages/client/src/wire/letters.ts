// Whether bytes are letters of the standard base64 alphabet and nothing else. What is not checked here would be read differently elsewhere.
import { createSimdCheck, ROUND_BYTES, type SimdCheck } from "./letters-simd.ts";

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const LETTER = LETTERS.charCodeAt(0);
/** Bytes looked at before it is asked whether one was wrong. */
const STRIDE = 4096;

/** By byte: the six bits of a letter, 255 for any other byte. */
export const SEXTET = new Uint8Array(256).fill(255);
for (let index = 0; index < 64; index++) SEXTET[LETTERS.charCodeAt(index)] = index;

/** By two bytes: 0 when both are letters. The order of the two, and so that of the machine, makes no difference. Made when first needed. */
let pairs: Uint8Array | null = null;

function makePairs(): Uint8Array {
  const table = new Uint8Array(65_536).fill(1);
  const letters = Array.from(LETTERS, (letter) => letter.charCodeAt(0));
  for (const high of letters) for (const low of letters) table[(high << 8) | low] = 0;
  return table;
}

/** Made when first needed; null where the runtime has none. */
let simd: SimdCheck | null | undefined;

export function allLetters(bytes: Uint8Array, start: number, end: number): boolean {
  // Two at a time is quicker than a copy for short texts, and soon sees that a long one is something else.
  const first = Math.min(end, start + 256);
  if (!allLettersByTable(bytes, start, first)) return false;
  if (first === end) return true;
  if (simd === undefined) simd = createSimdCheck();
  return simd === null ? allLettersByTable(bytes, first, end) : allLettersBySimd(bytes, first, end, simd);
}

function allLettersBySimd(bytes: Uint8Array, start: number, end: number, { memory, anyWrong }: SimdCheck): boolean {
  for (let at = start; at < end; at += memory.length) {
    const piece = bytes.subarray(at, Math.min(end, at + memory.length));
    memory.set(piece);
    const rounds = Math.ceil(piece.length / ROUND_BYTES) * ROUND_BYTES;
    if (rounds > piece.length) memory.fill(LETTER, piece.length, rounds);
    if (anyWrong(rounds)) return false;
  }
  return true;
}

/** Two bytes at a time, without WebAssembly. */
export function allLettersByTable(bytes: Uint8Array, start: number, end: number): boolean {
  if (start >= end) return true;
  pairs ??= makePairs();
  // A view of two bytes begins at an even place of its buffer.
  const from = start + ((bytes.byteOffset + start) & 1);
  if (from > start && SEXTET[bytes[start] as number] === 255) return false;
  if (from >= end) return true;
  if (((end - from) & 1) === 1 && SEXTET[bytes[end - 1] as number] === 255) return false;
  return allPairs(new Uint16Array(bytes.buffer, bytes.byteOffset + from, (end - from) >> 1), pairs);
}

function allPairs(w: Uint16Array, good: Uint8Array): boolean {
  const whole = w.length & ~7;
  let at = 0;
  let wrong = 0;
  while (at < whole) {
    for (const stop = Math.min(whole, at + STRIDE / 2); at < stop; at += 8)
      wrong |=
        look(good, w, at) |
        look(good, w, at + 1) |
        look(good, w, at + 2) |
        look(good, w, at + 3) |
        look(good, w, at + 4) |
        look(good, w, at + 5) |
        look(good, w, at + 6) |
        look(good, w, at + 7);
    if (wrong !== 0) return false;
  }
  for (; at < w.length; at++) wrong |= look(good, w, at);
  return wrong === 0;
}

function look(good: Uint8Array, w: Uint16Array, at: number): number {
  return good[w[at] as number] as number;
}
