// Goes along the bytes of a body that is known to be JSON: where values end, which keys an object has, at which byte.

import { ascii, type ByteTools } from "./byte-tools.ts";
import { skipSpace } from "./find-spans.ts";
import { seek, TO_THE_END } from "./seek.ts";
import type { Span } from "./span.ts";

export interface Lexer {
  readonly bytes: Uint8Array;
  /** Byte behind the value that begins at `start`. */
  valueEnd(start: number): number;
  /**
   * Calls `each` for every member of the object that begins at `start`, in order: with where its key begins and ends (quotes included) and
   * where its value begins. `each` gives the byte behind the value. Gives the byte of the closing brace.
   */
  members(start: number, each: (keyStart: number, keyEnd: number, valueStart: number) => number): number;
  /** The same for the elements of an array. Gives the byte of the closing bracket. */
  elements(start: number, each: (valueStart: number, index: number) => number): number;
  /**
   * Where the element or member begins that comes `count` behind the one at `at`, a place in an object or array outside of strings; its closing
   * bracket where there are not so many.
   */
  skip(at: number, count: number): number;
  /** The string written from `start` to `end`, quotes included. */
  text(start: number, end: number): string;
}

export const OPEN_OBJECT = 0x7b;
export const OPEN_ARRAY = 0x5b;
export const QUOTE = 0x22;
const CLOSE_OBJECT = 0x7d;
const CLOSE_ARRAY = 0x5d;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
/** Strings up to this many bytes are looked through here: a search costs more than they do. */
const SHORT_STRING = 48;

/** Long spans are jumped over. */
export function createLexer(bytes: Uint8Array, { find }: ByteTools, spans: readonly Span[]): Lexer {
  const decoder = new TextDecoder();
  const jumps = new Map(spans.map(({ start, end }) => [start, end]));

  const lexer: Lexer = {
    bytes,
    valueEnd(start) {
      const first = bytes[start];
      if (first === QUOTE) return stringEnd(start);
      if (first === OPEN_OBJECT || first === OPEN_ARRAY)
        return Math.min(bytes.length, seek(bytes, start + 1, TO_THE_END, spans) + 1);
      let at = start;
      while (at < bytes.length && !endsWord(bytes[at] as number)) at++;
      return at;
    },
    members(start, each) {
      let at = skipSpace(bytes, start + 1);
      while (bytes[at] === QUOTE) {
        const keyEnd = stringEnd(at);
        const colon = skipSpace(bytes, keyEnd);
        at = skipSpace(bytes, each(at, keyEnd, skipSpace(bytes, colon + 1)));
        if (bytes[at] !== COMMA) break;
        at = skipSpace(bytes, at + 1);
      }
      return at;
    },
    elements(start, each) {
      let at = skipSpace(bytes, start + 1);
      for (let index = 0; bytes[at] !== CLOSE_ARRAY; index++) {
        at = skipSpace(bytes, each(at, index));
        if (bytes[at] !== COMMA) break;
        at = skipSpace(bytes, at + 1);
      }
      return at;
    },
    skip: (at, count) => skipSpace(bytes, seek(bytes, at, count, spans)),
    text: (start, end) =>
      shortText(bytes, start + 1, end - 1) ?? JSON.parse(decoder.decode(bytes.subarray(start, end))),
  };
  return lexer;

  function stringEnd(start: number): number {
    let at = start + 1;
    for (;;) {
      const stop = Math.min(bytes.length, at + SHORT_STRING);
      while (at < stop && bytes[at] !== QUOTE && bytes[at] !== BACKSLASH) at++;
      if (at >= bytes.length) return bytes.length;
      if (at < stop) {
        if (bytes[at] === QUOTE) return at + 1;
        at += 2;
        continue;
      }
      at = jumps.get(start + 1) ?? nextQuote(at, start);
      if (at < 0) return bytes.length;
    }
  }

  /** A quote at or behind `at` that no backslash escapes, or where looking goes on behind one that is. -1 when there is none. */
  function nextQuote(at: number, start: number): number {
    const quote = find(bytes, QUOTE, at);
    let slashes = quote;
    while (slashes - 1 > start && bytes[slashes - 1] === BACKSLASH) slashes--;
    return ((quote - slashes) & 1) === 1 ? quote + 1 : quote;
  }
}

function endsWord(byte: number): boolean {
  return byte === COMMA || byte === CLOSE_ARRAY || byte === CLOSE_OBJECT || byte <= 0x20;
}

// What most keys and many values are. Compared byte by byte, they need no string made of them.
const WORDS =
  "role content type text source data media_type user assistant image document base64 tool_use tool_result id name input".split(
    " ",
  );
const WORDS_BY_LENGTH = new Map<number, { readonly word: string; readonly letters: Uint8Array }[]>();
for (const word of WORDS)
  WORDS_BY_LENGTH.set(word.length, [...(WORDS_BY_LENGTH.get(word.length) ?? []), { word, letters: ascii(word) }]);

/** A short ASCII string without escapes; null when it is another. A decoder takes many times as long for so few letters. */
function shortText(bytes: Uint8Array, start: number, end: number): string | null {
  if (end - start > 24) return null;
  for (const { word, letters } of WORDS_BY_LENGTH.get(end - start) ?? [])
    if (stands(letters, bytes, start)) return word;
  let text = "";
  for (let at = start; at < end; at++) {
    const byte = bytes[at] as number;
    if (byte === BACKSLASH || byte > 127) return null;
    text += String.fromCharCode(byte);
  }
  return text;
}

function stands(letters: Uint8Array, bytes: Uint8Array, start: number): boolean {
  for (let index = 0; index < letters.length; index++) if (bytes[start + index] !== letters[index]) return false;
  return true;
}
