// Text files: those that are named as such, and whose bytes are text. The name alone proves nothing, and neither do the bytes: a failed download
// that was saved as photo.png is text as well, and no document.
import { InputError } from "../errors/errors.ts";

/** Endings under which people keep plain text. */
const ENDINGS =
  /\.(txt|text|md|markdown|rst|adoc|csv|tsv|log|json|jsonl|ndjson|yaml|yml|toml|ini|cfg|conf|xml|tex|bib|sql|diff|patch|srt|vtt|eml|py|js|ts|tsx|jsx|mjs|cjs|java|kt|c|h|cc|cpp|hpp|cs|go|rs|rb|php|swift|sh|bash|ps1|css|scss|html?)$/i;
/** Bytes that no text has (WHATWG MIME Sniffing, 7.1, "binary data byte"). */
const isBinary = (byte: number): boolean =>
  byte < 9 || byte === 11 || (byte > 13 && byte < 27) || (byte > 27 && byte < 32);

export function isTextName(name: string): boolean {
  return ENDINGS.test(name);
}

/**
 * The text of a file of such a name, without its byte order mark.
 *
 * @throws InputError `input.text-encoding` when it is neither UTF-8 nor marked as UTF-16
 */
export function readText(bytes: Uint8Array, name: string): string {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : "utf-8";
  if (encoding === "utf-8" && bytes.some(isBinary)) throw new InputError("input.text-encoding", {}, { at: name });
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new InputError("input.text-encoding", {}, { at: name, cause });
  }
}
