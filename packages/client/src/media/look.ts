// Words for bytes that are no picture: what a person would recognise, so that the error says more than "unknown".
import { MAX_MARKUP_BYTES } from "./bounds.ts";
import { has } from "./bytes.ts";
import { quoted } from "./quoted.ts";

const KNOWN: readonly (readonly [offset: number, text: string, words: string])[] = [
  [0, "PK\x03\x04", "a ZIP archive or an Office document"],
  [0, "\x1f\x8b", "gzip-compressed data"],
  [0, "\0\0\0\x0cJXL ", "a JPEG XL picture"],
  [0, "\xff\x0a", "a JPEG XL picture"],
  [0, "\0\0\0\x0cjP  ", "a JPEG 2000 picture"],
  [0, "\xff\x4f\xff\x51", "a JPEG 2000 picture"],
  [0, "8BPS", "a Photoshop document"],
  [0, "\x1aE\xdf\xa3", "a Matroska or WebM video"],
  [8, "AVI ", "an AVI video"],
  [8, "WAVE", "a WAVE sound"],
  [0, "%!PS", "a PostScript document"],
];

/** Characters no text has (WHATWG MIME Sniffing, 7.1, "binary data byte"). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
const BINARY = /[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]/;

/** The start of the bytes as text; null when they are binary. */
export function textOf(bytes: Uint8Array): string | null {
  const utf16 = has(bytes, 0, "\xff\xfe") ? "utf-16le" : has(bytes, 0, "\xfe\xff") ? "utf-16be" : null;
  const text = new TextDecoder(utf16 ?? "utf-8").decode(bytes.subarray(0, MAX_MARKUP_BYTES), { stream: true });
  return BINARY.test(text.slice(0, 1024)) ? null : text;
}

/** What text looks like. */
export function wordsForText(text: string): string {
  const start = text.trimStart();
  if (start === "") return "white space";
  if (/^(data:|\/9j\/|iVBORw0KGgo|R0lGODlh|R0lGODdh|UklGR)/.test(start))
    return "the base64 text of a picture, which must be decoded to bytes first";
  if (/^[{[]/.test(start)) return `JSON that begins with ${quoted(start)}`;
  return `text that begins with ${quoted(start)}`;
}

/** What binary data looks like. */
export function wordsForBytes(bytes: Uint8Array): string {
  for (const [offset, text, words] of KNOWN) if (has(bytes, offset, text)) return words;
  const start = bytes.subarray(0, 1024);
  if (start.every((byte) => byte === 0)) return "zero bytes, as an unfinished download leaves them";
  // EF BF BD is what a text decoder puts where bytes were not UTF-8: the picture is lost.
  const text = new TextDecoder().decode(start);
  if (/^\uFFFD(?:PNG\r?\n|\uFFFD{2,3}.{1,8}(?:JFIF|Exif))|^RIFF.{1,12}WEBPVP8/s.test(text) && text.includes("\uFFFD"))
    return "a picture that was read as text and so destroyed";
  return `unknown bytes that begin with ${hex(bytes.subarray(0, 8))}`;
}

const hex = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, "0").toUpperCase()).join(" ");
