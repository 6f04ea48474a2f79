// Finds the long base64 texts of a body without reading the rest of it: values of a key spelled `"data"`.
//
// Why that is sound: a quote with an even number of backslashes before it opens or closes a string. One that closes cannot be followed by
// the bare letters `data`, or the body is no JSON, and stays none when the text is cut out. So in a body that is JSON the quote opens a key,
// and what follows the colon is a string. A key spelled with escapes is not found; its text is then read like any other.
import { ascii, type ByteTools } from "./byte-tools.ts";
import { measure, type Span } from "./span.ts";

/** Shorter texts, in bytes, are not worth a cut. */
export const MIN_SPAN_BYTES = 4096;

// Of `"base64"` the end, first its rare bytes: a search for them is many times as fast as one for quotes. Tables full of numbers have those too.
const SIXTY_FOUR = ascii('64"');
const BASE64 = ascii('base64"');
const DATA = ascii('"data"');
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;

/** In the order of the body. Empty at once when nothing in it says base64. */
export function findSpans(bytes: Uint8Array, tools: ByteTools): Span[] {
  const { find } = tools;
  const spans: Span[] = [];
  if (bytes.length < MIN_SPAN_BYTES || find(bytes, SIXTY_FOUR, 0) < 0 || find(bytes, BASE64, 0) < 0) return spans;
  const quoteAt = (from: number): number => find(bytes, QUOTE, from);
  const known = tools.lettersIn?.(bytes) ?? [];
  let at = find(bytes, DATA, 0);
  while (at >= 0) {
    const start = textBehindKey(bytes, at);
    const span = start < 0 ? null : measure(bytes, start, quoteAt, known);
    if (span !== null && span.end - span.start >= MIN_SPAN_BYTES) spans.push(span);
    at = find(bytes, DATA, span === null ? at + 1 : span.end + 1);
  }
  return spans;
}

/** Where the text begins that is the value of the key at `at`; -1 when it is no key, or its value no text. */
function textBehindKey(bytes: Uint8Array, at: number): number {
  let slashes = at;
  while (bytes[slashes - 1] === BACKSLASH) slashes--;
  if (((at - slashes) & 1) === 1) return -1;
  const colon = skipSpace(bytes, at + DATA.length);
  if (bytes[colon] !== COLON) return -1;
  const quote = skipSpace(bytes, colon + 1);
  return bytes[quote] === QUOTE ? quote + 1 : -1;
}

/** The first byte at or behind `at` that is no white space of JSON. */
export function skipSpace(bytes: Uint8Array, at: number): number {
  let to = at;
  for (;;) {
    const byte = bytes[to];
    if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return to;
    to++;
  }
}
