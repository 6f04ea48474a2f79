// Data URLs: bytes in the text itself, as base64 or percent-encoded. The media type they declare is a claim.
import { errorOf, InputError, LimitError } from "../errors/errors.ts";
import { decodedLength, readBase64 } from "../media/base64.ts";

export interface DataUrl {
  readonly bytes: Uint8Array;
  /** Lower case and without parameters; null when none is declared. */
  readonly declared: string | null;
}

/** Parameters of a data URL's head are short; what has no comma in its first 4 KiB is no data URL. */
const MAX_HEAD_CHARACTERS = 4096;
const PERCENT = 0x25;

/** Reads a data URL. Base64 may hold white space, percent codes and the URL alphabet, and may lack its padding. */
export function readDataUrl(text: string, maxBytes: number): DataUrl {
  const comma = text.slice(0, MAX_HEAD_CHARACTERS).indexOf(",");
  if (comma < 0) throw new InputError("input.data-url-form", { start: text.trim().slice(0, 40) });
  const head = text.slice(text.indexOf(":") + 1, comma);
  const declared = head.split(";", 1)[0]?.trim().toLowerCase() || null;
  const bytes = /;\s*base64\s*$/i.test(head) ? fromBase64(text, maxBytes) : fromPercent(text.slice(comma + 1));
  if (bytes.length > maxBytes) throw tooLarge(maxBytes, bytes.length);
  return { bytes, declared };
}

function fromBase64(text: string, maxBytes: number): Uint8Array {
  const reading = readBase64(text);
  if (!reading.ok) throw errorOf(reading.problem.code, reading.problem.facts);
  const clean = reading.clean();
  if (decodedLength(clean) > maxBytes) throw tooLarge(maxBytes, decodedLength(clean));
  return Buffer.from(clean, "base64");
}

/**
 * Percent-decodes as bytes, as RFC 2397 means it. A `#` stays, though strictly a fragment begins there: SVG is full of colours whose `#`
 * nobody escaped, and fragments of data URLs do not occur.
 */
function fromPercent(body: string): Uint8Array {
  // The URL parser drops tabs and line breaks anywhere and spaces at the end.
  const source = Buffer.from(body.replace(/[\t\r\n]/g, "").trimEnd(), "utf8");
  let length = 0;
  for (let at = 0; at < source.length; at += 1) {
    const byte = source[at] === PERCENT ? hexByte(source, at + 1) : null;
    source[length] = byte ?? source[at] ?? 0;
    length += 1;
    if (byte !== null) at += 2;
  }
  return source.subarray(0, length);
}

/** The byte that two hex digits at `at` spell; null when they are none, and the `%` then stands for itself. */
function hexByte(source: Buffer, at: number): number | null {
  const digits = source.toString("latin1", at, at + 2);
  return /^[0-9a-f]{2}$/i.test(digits) ? Number.parseInt(digits, 16) : null;
}

function tooLarge(limit: number, actual: number): LimitError {
  return new LimitError("limit.input-bytes", { limit, actual, unit: "bytes", name: "data URL" });
}
