// Whether a whole file ends where its picture does. The pixels are jumped over, block by block or by one search from
// the end: a cut file shows by its missing end marker, and all but JPEG tell how much is gone at least. What is
// appended behind the end is legal. Formats that are converted say in their headers where their pixels are; what lies beyond the end is missing.
import { type Problem, problem } from "../errors/errors.ts";
import { missingOfBmp } from "./bmp.ts";
import { has, u32be } from "./bytes.ts";
import type { Facts, ImageFacts, ImageMediaType, OtherMediaType } from "./facts.ts";
import { EXTENSION, IMAGE, nextBlock, skipImage, skipSubBlocks, TRAILER } from "./gif.ts";
import { missingOfHeif } from "./heif.ts";
import { missingOfIcon } from "./icon.ts";
import { readHeader } from "./inspect.ts";
import { isChunkType, MAX_UINT31 } from "./png.ts";
import { missingOfTiff } from "./tiff.ts";

/** The type of PNG's last chunk, as a number: comparing names costs a second on a file of two million empty chunks. */
const IEND = 0x49454e44;

/**
 * Looks for the end of the picture in `bytes`, the whole file that `facts` came from.
 *
 * @returns null when the end is there; `input.truncated` with the bytes that are missing at least (null for JPEG, which
 * does not tell); `input.damaged` when the blocks of the file break off in something else than its end.
 */
export function checkEnding(bytes: Uint8Array, facts: Facts): Problem | null {
  const { mediaType } = facts;
  const truncated = (missing: number | null): Problem =>
    problem("input.truncated", { mediaType, byteLength: bytes.length, missing });
  if (facts.kind === "image") return checkImage(bytes, facts, truncated);
  const missing = MISSING[facts.mediaType]?.(bytes) ?? 0;
  return missing > 0 ? truncated(missing) : null;
}

/** Bytes that the pixels of a format that is converted need beyond the end, as its header says where they are. */
const MISSING: Partial<Record<OtherMediaType, (bytes: Uint8Array) => number>> = {
  "image/tiff": missingOfTiff,
  "image/bmp": missingOfBmp,
  "image/x-icon": missingOfIcon,
  "image/avif": missingOfHeif,
  "image/heic": missingOfHeif,
};

function checkImage(
  bytes: Uint8Array,
  { mediaType }: ImageFacts,
  truncated: (missing: number | null) => Problem,
): Problem | null {
  const reading = readHeader(bytes, mediaType, bytes.length);
  if ("problem" in reading) return reading.problem;
  if ("short" in reading) return truncated(reading.short - bytes.length);
  const { dataAt } = reading.header;
  switch (mediaType) {
    case "image/jpeg":
      return hasJpegEnd(bytes, dataAt) ? null : truncated(null);
    case "image/png":
      return checkPng(bytes, dataAt, truncated);
    case "image/gif":
      return checkGif(bytes, dataAt, truncated);
    case "image/webp":
      // RIFF says how long the file is; readHeader has held that against its length already.
      return null;
  }
}

/**
 * Whether a file whose header is good ends where its picture does, by its last bytes alone. True is certain for JPEG where `tail` begins behind the
 * header, and as good as certain for PNG and GIF; false says nothing: `checkEnding` of the whole file does. WebP tells its length up front.
 */
export function endsWhole(tail: Uint8Array, mediaType: ImageMediaType): boolean {
  switch (mediaType) {
    case "image/jpeg":
      return hasJpegEnd(tail, 0);
    case "image/png":
      return has(tail, tail.length - 12, "\0\0\0\0IEND\xae\x42\x60\x82");
    case "image/gif":
      // The end of the last picture's data, and the trailer.
      return has(tail, tail.length - 2, "\0;");
    case "image/webp":
      return true;
  }
}

/**
 * FF D9 behind the first scan. It cannot occur inside a scan, where FF is followed by a stuffed zero or a restart
 * marker, so the last one found is the end of this picture or of one that was appended whole (thumbnails stand in front
 * of the scan).
 */
function hasJpegEnd(bytes: Uint8Array, scan: number): boolean {
  for (let at = bytes.length - 1; at > scan; at--) {
    at = bytes.lastIndexOf(0xd9, at);
    if (at <= scan) return false;
    if (bytes[at - 1] === 0xff) return true;
  }
  return false;
}

function checkPng(bytes: Uint8Array, firstData: number, truncated: (missing: number) => Problem): Problem | null {
  let at = firstData;
  while (at + 8 <= bytes.length) {
    const length = u32be(bytes, at);
    if (length > MAX_UINT31 || !isChunkType(bytes, at + 4))
      return problem("input.damaged", { mediaType: "image/png", offset: at, detail: "no chunk begins" });
    const last = u32be(bytes, at + 4) === IEND;
    at += 12 + length;
    // IEND is 12 bytes and still to come, unless it is what was cut.
    if (at > bytes.length) return truncated(at - bytes.length + (last ? 0 : 12));
    if (last) return null;
  }
  return truncated(at + 12 - bytes.length);
}

function checkGif(bytes: Uint8Array, firstImage: number, truncated: (missing: number) => Problem): Problem | null {
  let at = firstImage;
  while (at < bytes.length) {
    if (bytes[at] === IMAGE) at = skipImage(bytes, at);
    else if (bytes[at] === EXTENSION) at = skipSubBlocks(bytes, at + 2);
    else if (bytes[at] === TRAILER) return null;
    else
      return problem("input.damaged", {
        mediaType: "image/gif",
        offset: at,
        detail: `no block begins with ${bytes[at]}`,
      });
    at = nextBlock(bytes, at);
  }
  return truncated(at + 1 - bytes.length);
}
