// WebP (RFC 9649): RIFF chunks. A still picture's canvas must be the size its pixels have; EXIF stands behind the
// pixels.
import { problem } from "../errors/errors.ts";
import { MAX_HEADER_BLOCKS, MAX_HEADER_BYTES } from "./bounds.ts";
import { latin1, u16le, u24le, u32le } from "./bytes.ts";
import { readExif } from "./exif.ts";
import type { Orientation } from "./facts.ts";
import { broken, type Reading, short, tooManyBlocks, zeroSize } from "./header.ts";
import { quoted } from "./quoted.ts";

const TYPE = "image/webp";
const FLAG_ANIMATION = 0x02;
const FLAG_EXIF = 0x08;
const FLAG_ALPHA = 0x10;

interface Picture {
  readonly width: number;
  readonly height: number;
  readonly alpha: boolean;
}

/** Where the file ends by its own word: the RIFF size counts from byte 8, without a last padding byte. */
const riffEnd = (bytes: Uint8Array): number => 8 + u32le(bytes, 4);

/** Chunks are padded to even lengths. */
const behind = (at: number, size: number): number => at + 8 + size + (size & 1);

/** The size in a `VP8 ` (RFC 6386, 9.1) or `VP8L` (RFC 9649, 3.4) chunk at `at`. */
function readPicture(bytes: Uint8Array, at: number, name: string): Picture | Reading {
  const body = at + 8;
  if (name === "VP8L") {
    if (body + 5 > bytes.length) return short(body + 5);
    const bits = u32le(bytes, body + 1);
    if (bytes[body] !== 0x2f || bits >>> 29 !== 0) return broken(TYPE, body, "there is no lossless picture");
    return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff), alpha: ((bits >>> 28) & 1) === 1 };
  }
  if (body + 10 > bytes.length) return short(body + 10);
  const keyFrame = ((bytes[body] as number) & 1) === 0;
  if (!keyFrame || u24le(bytes, body + 3) !== 0x2a019d) return broken(TYPE, body, "there is no lossy picture");
  const width = u16le(bytes, body + 6) & 0x3fff;
  const height = u16le(bytes, body + 8) & 0x3fff;
  return width === 0 || height === 0 ? zeroSize(TYPE, width, height) : { width, height, alpha: false };
}

/** `bytes` begin with RIFF, a size and WEBP. `whole` is the length of the file, when known. */
export function readWebp(bytes: Uint8Array, whole: number | null): Reading {
  const end = riffEnd(bytes);
  if (end < 20) return broken(TYPE, 4, `the file says that it is ${end} bytes long`);
  if (whole !== null && end > whole)
    return { problem: problem("input.truncated", { mediaType: TYPE, byteLength: whole, missing: end - whole }) };
  if (bytes.length < 20) return short(20);
  const name = latin1(bytes, 12, 16);
  if (name === "VP8X") return readExtended(bytes, end);
  if (name !== "VP8 " && name !== "VP8L") return broken(TYPE, 12, `no picture begins with ${quoted(name)}`);
  const size = u32le(bytes, 16);
  if (20 + size > end) return broken(TYPE, 12, `a chunk of ${size} bytes does not fit into the file`);
  const picture = readPicture(bytes, 12, name);
  if (!("width" in picture)) return picture;
  const single = { orientation: 1, frames: 1, framesExact: true } as const;
  return { header: { mediaType: TYPE, ...picture, ...single, dataAt: 12 } };
}

/**
 * The extended layout: VP8X with flags and canvas, then ICCP, ALPH and pixels (or ANIM and frames), then EXIF and XMP.
 */
function readExtended(bytes: Uint8Array, end: number): Reading {
  if (bytes.length < 30) return short(30);
  const flags = bytes[20] as number;
  const width = 1 + u24le(bytes, 24);
  const height = 1 + u24le(bytes, 27);
  if (u32le(bytes, 16) < 10) return broken(TYPE, 12, "the canvas is not described");
  if (width * height > 0xffffffff) return broken(TYPE, 24, `a canvas of ${width} x ${height} px is not legal`);
  const animated = (flags & FLAG_ANIMATION) !== 0;
  let orientation: Orientation | null = null;
  let gps = false;
  let exifAhead = (flags & FLAG_EXIF) !== 0;
  let frames = 0;
  let blocks = 0;
  let at = behind(12, u32le(bytes, 16));
  while (at + 8 <= end) {
    if (frames === 0 && ++blocks > MAX_HEADER_BLOCKS) return tooManyBlocks(TYPE);
    // Only what can still change the size is worth more bytes: the pixels, then the EXIF block that was announced.
    const enough = (bytesWanted: number): boolean => frames > 0 && (!exifAhead || bytesWanted > MAX_HEADER_BYTES);
    if (at + 8 > bytes.length) {
      if (enough(at + 8)) break;
      return short(at + 8);
    }
    const name = latin1(bytes, at, at + 4);
    const size = u32le(bytes, at + 4);
    if (at + 8 + size > end) return broken(TYPE, at, `a chunk of ${size} bytes does not fit into the file`);
    if (!animated && frames === 0 && (name === "VP8 " || name === "VP8L")) {
      const picture = readPicture(bytes, at, name);
      if (!("width" in picture)) return picture;
      if (picture.width !== width || picture.height !== height)
        return broken(TYPE, at, `${picture.width} x ${picture.height} px are on a canvas of ${width} x ${height} px`);
      frames = 1;
    } else if (animated && name === "ANMF") {
      frames++;
    } else if (name === "EXIF" && exifAhead) {
      if (at + 8 + size > bytes.length) {
        if (enough(at + 8 + size)) break;
        return short(at + 8 + size);
      }
      ({ orientation, gps } = readExif(bytes.subarray(at + 8, at + 8 + size)));
      exifAhead = false;
    }
    at = behind(at, size);
  }
  if (frames === 0) return broken(TYPE, Math.min(at, end), "the file ends before any picture");
  const framesExact = !animated || at + 8 > end;
  const alpha = (flags & FLAG_ALPHA) !== 0;
  const told = { orientation: orientation ?? 1, ...(gps && { gps }) };
  return { header: { mediaType: TYPE, width, height, ...told, frames, framesExact, alpha, dataAt: 12 } };
}
