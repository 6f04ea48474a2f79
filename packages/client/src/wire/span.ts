// A long base64 text where it stands in the body: measured and checked, never made into a string.
import type { Range } from "./byte-tools.ts";
import { lettersEnd, lettersEndOneByOne, SEXTET } from "./letters.ts";

/** Letters of the standard alphabet and then padding, with or without JSON escapes (`\/` of PHP, `\u002B` of .NET). */
export interface Span {
  /** Byte behind the opening quote. */
  readonly start: number;
  /** Byte of the closing quote. */
  readonly end: number;
  /** Whether any of it is spelled with an escape. */
  readonly escaped: boolean;
  /** Letters, without padding. */
  readonly letters: number;
  /** How many `=` stand behind the letters; any number. */
  readonly padding: number;
  /** The six bits of the last letter. */
  readonly last: number;
}

const BACKSLASH = 0x5c;
const PAD = 0x3d;
const QUOTE = 0x22;
const SLASH = 0x2f;

/**
 * The text that begins behind a quote at `start` as a span; null when it is anything but dense base64, or never ends. `quoteAt` finds the
 * next quote, escaped or not; -1 when there is none. Only asked where the letters do not tell. `known` are ranges of letters.
 */
export function measure(
  bytes: Uint8Array,
  start: number,
  quoteAt: (from: number) => number,
  known: readonly Range[],
): Span | null {
  const stop = lettersEnd(bytes, start, bytes.length, known);
  let end = stop;
  while (bytes[end] === PAD) end++;
  if (bytes[end] === QUOTE && stop > start)
    return {
      start,
      end,
      escaped: false,
      letters: stop - start,
      padding: end - stop,
      last: SEXTET[bytes[stop - 1] as number] as number,
    };
  if (bytes[end] !== BACKSLASH) return null;
  const quote = quoteAt(end);
  return quote < 0 ? null : measureEscaped(bytes, start, quote);
}

function measureEscaped(bytes: Uint8Array, start: number, end: number): Span | null {
  let letters = 0;
  let padding = 0;
  let last = 0;
  for (let at = start; at < end; ) {
    const run = lettersEndOneByOne(bytes, at, end);
    if (run > at) {
      if (padding > 0) return null;
      letters += run - at;
      last = SEXTET[bytes[run - 1] as number] as number;
      at = run;
      continue;
    }
    const byte = characterAt(bytes, at, end);
    const sextet = SEXTET[byte] as number;
    if (byte === PAD) padding++;
    else if (sextet === 255 || padding > 0) return null;
    else {
      letters++;
      last = sextet;
    }
    at += widthAt(bytes, at);
  }
  return letters === 0 ? null : { start, end, escaped: true, letters, padding, last };
}

/** The character spelled at `at`; 0 where an escape is none that base64 text needs. */
export function characterAt(bytes: Uint8Array, at: number, end: number): number {
  const byte = bytes[at] as number;
  if (byte !== BACKSLASH) return byte;
  if (bytes[at + 1] === SLASH && at + 2 <= end) return SLASH;
  if (bytes[at + 1] !== 0x75 || at + 6 > end) return 0;
  let code = 0;
  for (let digit = at + 2; digit < at + 6; digit++) {
    const value = hexValue(bytes[digit] as number);
    if (value < 0) return 0;
    code = code * 16 + value;
  }
  return code < 128 ? code : 0;
}

/** Bytes that the spelling of the character at `at` takes. */
export function widthAt(bytes: Uint8Array, at: number): number {
  return bytes[at] !== BACKSLASH ? 1 : bytes[at + 1] === SLASH ? 2 : 6;
}

function hexValue(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}
