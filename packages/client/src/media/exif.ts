// The orientation tag of an EXIF block. A block that lies or breaks off means orientation 1, as in every viewer: never
// an error.
import { has, u16be, u16le, u32be, u32le } from "./bytes.ts";
import type { Orientation } from "./facts.ts";

const ORIENTATION_TAG = 0x0112;
const BYTE = 1;
const SHORT = 3;
const LONG = 4;

/**
 * Reads tag 0x0112 of the first directory (IFD0) only: no pointer is followed, so no block can send the reader in
 * circles. `block` is a TIFF structure, with or without the `Exif\0\0` that JPEG demands and some writers also put into
 * WebP and PNG. Returns null when the block has no orientation that means anything.
 */
export function readOrientation(block: Uint8Array): Orientation | null {
  const tiff = has(block, 0, "Exif\0\0") ? block.subarray(6) : block;
  const little = has(tiff, 0, "II*\0");
  if (!little && !has(tiff, 0, "MM\0*")) return null;
  if (tiff.length < 8) return null;
  const u16 = little ? u16le : u16be;
  const u32 = little ? u32le : u32be;
  const directory = u32(tiff, 4);
  if (directory + 2 > tiff.length) return null;
  const entries = u16(tiff, directory);
  for (let i = 0, at = directory + 2; i < entries && at + 12 <= tiff.length; i++, at += 12) {
    if (u16(tiff, at) !== ORIENTATION_TAG) continue;
    if (u32(tiff, at + 4) !== 1) return null; // one value: browsers and libexif take no list
    // EXIF 2.32 says SHORT; libexif and Exiv2 also take the other integer types, so pictures with them exist.
    const type = u16(tiff, at + 2);
    const value =
      type === SHORT ? u16(tiff, at + 8) : type === LONG ? u32(tiff, at + 8) : type === BYTE ? tiff[at + 8] : undefined;
    return value !== undefined && value >= 1 && value <= 8 ? (value as Orientation) : null;
  }
  return null;
}
