// The media type a file is stored under. Pictures and PDFs are proven by their bytes; a claim to be one that the bytes do not bear out is
// dropped; among texts (and what nobody can prove) the claim decides.
import { MAX_MARKUP_BYTES } from "@fovea/client/internal/media/bounds";
import { textOf } from "@fovea/client/internal/media/look";
import { type Recognised, recognise } from "@fovea/client/internal/media/recognise";

/** How many of a file's first bytes are looked at (64 KiB). */
export const SNIFF_BYTES = MAX_MARKUP_BYTES;
const PAGE_BYTES = 4096;

/** Types whose bytes would have been recognised: without that, the claim is false. */
const PROVABLE = new Set([
  "image/jpeg",
  "image/png",
  "image/gif",
  "image/webp",
  "image/avif",
  "image/heic",
  "image/tiff",
  "image/bmp",
  "application/pdf",
]);
const TYPE = /^[a-z0-9][\w!#$&^.+-]*\/[a-z0-9][\w!#$&^.+-]*$/;

/** `start`: the first SNIFF_BYTES of the file, or all of it. */
export function storedMediaType(start: Uint8Array, declared: string | null): string {
  const claim = cleaned(declared);
  const found = recognised(start);
  if ("image" in found) return found.image;
  const text = isText(start);
  if ("other" in found) {
    // The source of a page or drawing is a text too, when its owner says so.
    const markup = found.other === "text/html" || found.other === "image/svg+xml";
    return markup && text && claim?.startsWith("text/") ? claim : found.other;
  }
  if (claim !== null && !PROVABLE.has(claim) && claim !== "application/octet-stream") return claim;
  return text ? "text/plain" : "application/octet-stream";
}

function recognised(start: Uint8Array): Recognised {
  // Nearly everything shows itself in a page, and decoding 64 KiB of noise as text takes 2 ms (measured).
  const found = recognise(start.subarray(0, PAGE_BYTES), start.length <= PAGE_BYTES);
  // A start that is full is as much as is ever needed.
  return "short" in found ? recognise(start, true) : found;
}

/** A media type in lower case without parameters; null for what is none. */
function cleaned(declared: string | null): string | null {
  const type = (declared ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";
  return TYPE.test(type) ? type : null;
}

/** Not empty, no control characters, and UTF-8. */
function isText(start: Uint8Array): boolean {
  if (start.length === 0 || textOf(start.subarray(0, PAGE_BYTES)) === null) return false;
  try {
    // A character may be cut at the end of the start, not at the end of a file; telling these apart is not worth a second look.
    new TextDecoder("utf-8", { fatal: true }).decode(start, { stream: true });
    return true;
  } catch {
    return false;
  }
}
