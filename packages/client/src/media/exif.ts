// What an EXIF block says of orientation and position. A block that lies or breaks off says nothing: never an error, as in every viewer.
import { has, u16be, u16le, u32be, u32le } from "./bytes.ts";
import type { Orientation } from "./facts.ts";

const ORIENTATION_TAG = 0x0112;
const GPS_TAG = 0x8825;
/** Tags of the GPS directory (EXIF 2.32, section 4.6.6). */
const LATITUDE = 2;
const LONGITUDE = 4;
const BYTE = 1;
const SHORT = 3;
const LONG = 4;

export interface ExifFacts {
  /** Null where the block has none that means anything. */
  readonly orientation: Orientation | null;
  /** Whether it names a latitude and a longitude. */
  readonly gps: boolean;
}

/**
 * Reads the first directory (IFD0) and, of the pointers in it, follows only the one to the GPS directory, once: no block can send the reader in
 * circles. `block` is a TIFF structure, with or without the `Exif\0\0` that JPEG demands and some writers also put into WebP and PNG.
 */
export function readExif(block: Uint8Array): ExifFacts {
  const tiff = has(block, 0, "Exif\0\0") ? block.subarray(6) : block;
  const little = has(tiff, 0, "II*\0");
  if ((!little && !has(tiff, 0, "MM\0*")) || tiff.length < 8) return { orientation: null, gps: false };
  const read = little ? { u16: u16le, u32: u32le } : { u16: u16be, u32: u32be };
  const directory = read.u32(tiff, 4);
  const orientation = entryOf(tiff, directory, ORIENTATION_TAG, read);
  const pointer = entryOf(tiff, directory, GPS_TAG, read);
  return {
    orientation: orientation === null ? null : orientationOf(tiff, orientation, read),
    gps: pointer !== null && namesPosition(tiff, read.u32(tiff, pointer + 8), read),
  };
}

interface Read {
  readonly u16: typeof u16le;
  readonly u32: typeof u32le;
}

/** Where the first entry of that tag stands. */
function entryOf(tiff: Uint8Array, directory: number, tag: number, { u16 }: Read): number | null {
  if (directory + 2 > tiff.length) return null;
  const entries = u16(tiff, directory);
  for (let i = 0, at = directory + 2; i < entries && at + 12 <= tiff.length; i++, at += 12)
    if (u16(tiff, at) === tag) return at;
  return null;
}

function orientationOf(tiff: Uint8Array, at: number, { u16, u32 }: Read): Orientation | null {
  if (u32(tiff, at + 4) !== 1) return null; // one value: browsers and libexif take no list
  // EXIF 2.32 says SHORT; libexif and Exiv2 also take the other integer types, so pictures with them exist.
  const type = u16(tiff, at + 2);
  const value =
    type === SHORT ? u16(tiff, at + 8) : type === LONG ? u32(tiff, at + 8) : type === BYTE ? tiff[at + 8] : undefined;
  return value !== undefined && value >= 1 && value <= 8 ? (value as Orientation) : null;
}

function namesPosition(tiff: Uint8Array, directory: number, read: Read): boolean {
  return [LATITUDE, LONGITUDE].every((tag) => entryOf(tiff, directory, tag, read) !== null);
}
