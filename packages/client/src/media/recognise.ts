// Which format the bytes are, by structure and never by name. Pictures come first, text last, so that a file that is
// two things at once is what a picture decoder would take it for.
import { MAX_MARKUP_BYTES, MAX_PDF_OFFSET } from "./bounds.ts";
import { readBrands } from "./brands.ts";
import { has, latin1, u16le, u32le } from "./bytes.ts";
import type { ImageMediaType, OtherMediaType } from "./facts.ts";
import { textOf, wordsForBytes, wordsForText } from "./look.ts";
import { readMarkup } from "./markup.ts";

export type Recognised =
  | { readonly image: ImageMediaType }
  | { readonly other: OtherMediaType }
  | { readonly looksLike: string }
  | { readonly short: number };

/** Lengths of the header that follows a BMP's 14 bytes: OS/2 1 and 2, Windows 3 to 5. */
const BMP_HEADERS = new Set([12, 16, 40, 52, 56, 64, 108, 124]);

/** `complete`: the bytes are the whole file. */
export function recognise(bytes: Uint8Array, complete: boolean): Recognised {
  if (has(bytes, 0, "\xff\xd8\xff")) return { image: "image/jpeg" };
  if (has(bytes, 0, "\x89PNG\r\n\x1a\n")) return { image: "image/png" };
  if (has(bytes, 0, "GIF87a") || has(bytes, 0, "GIF89a")) return { image: "image/gif" };
  if (has(bytes, 0, "RIFF") && has(bytes, 8, "WEBP")) return { image: "image/webp" };
  const brands = readBrands(bytes, complete);
  if (brands !== null) return typeof brands === "string" ? { other: brands } : brands;
  const other = otherBinary(bytes);
  if (other !== null) return { other };
  const enough = MAX_PDF_OFFSET + 8;
  if (bytes.length < enough && !complete) return { short: enough };
  return textOrNothing(bytes, complete);
}

function otherBinary(bytes: Uint8Array): OtherMediaType | null {
  // The second pair of each is BigTIFF.
  if (["II*\0", "MM\0*", "II+\0", "MM\0+"].some((magic) => has(bytes, 0, magic))) return "image/tiff";
  // "BM" alone begins many a text: the header behind it must exist too.
  if (has(bytes, 0, "BM") && bytes.length >= 18 && BMP_HEADERS.has(u32le(bytes, 14))) return "image/bmp";
  // Icons and cursors: a count, then entries whose first picture lies behind all of them.
  const icon = has(bytes, 0, "\0\0\x01\0") || has(bytes, 0, "\0\0\x02\0");
  if (icon && bytes.length >= 22) {
    const count = u16le(bytes, 4);
    if (count > 0 && u32le(bytes, 18) >= 6 + 16 * count) return "image/x-icon";
  }
  return null;
}

function textOrNothing(bytes: Uint8Array, complete: boolean): Recognised {
  const text = textOf(bytes);
  const markup = text === null ? null : readMarkup(text);
  if (markup === "unfinished" && !complete && bytes.length < MAX_MARKUP_BYTES) return { short: bytes.length + 1 };
  if (markup === "unfinished") return { looksLike: "markup that has no element where one is expected" };
  if (typeof markup === "string") return { other: markup };
  if (markup !== null) return markup;
  if (/%PDF-[12]\.\d/.test(latin1(bytes, 0, MAX_PDF_OFFSET + 8))) return { other: "application/pdf" };
  return { looksLike: text === null ? wordsForBytes(bytes) : wordsForText(text) };
}
