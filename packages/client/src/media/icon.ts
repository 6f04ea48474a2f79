// Icons and cursors: several pictures in one file, each a PNG or a BMP without its first 14 bytes. The largest is the picture.
import { bmpSizeAt } from "./bmp.ts";
import { MAX_HEADER_BYTES } from "./bounds.ts";
import { has, u16le, u32be, u32le } from "./bytes.ts";
import type { SizeReading } from "./other-size.ts";

export interface IconEntry {
  /** Where its file begins and ends. */
  readonly start: number;
  readonly end: number;
  readonly bits: number;
  /** In px, as the directory says: at most 256 x 256. */
  readonly width: number;
  readonly height: number;
}

const PNG = "\x89PNG\r\n\x1a\n";
/** Honest icons have a dozen pictures. */
const MAX_ENTRIES = 4096;
/** The header of a BMP; a PNG with its size is no longer. */
const LEAST_BYTES = 40;

/** The entries of the directory that are long enough for a picture, best first: by area, then by colours. */
export function iconEntries(bytes: Uint8Array): IconEntry[] {
  const entries: IconEntry[] = [];
  const count = Math.min(u16le(bytes, 4), MAX_ENTRIES);
  for (let i = 0, at = 6; i < count && at + 16 <= bytes.length; i++, at += 16) {
    const start = u32le(bytes, at + 12);
    const length = u32le(bytes, at + 8);
    if (length < LEAST_BYTES || start + length > MAX_HEADER_BYTES) continue;
    // 0 stands for 256.
    const size = { width: bytes[at] || 256, height: bytes[at + 1] || 256 };
    entries.push({ start, end: start + length, bits: u16le(bytes, at + 6), ...size });
  }
  return entries.sort((a, b) => b.width * b.height - a.width * a.height || b.bits - a.bits);
}

/** `bytes` have at least one entry. */
export function readIconSize(bytes: Uint8Array, whole: number | null): SizeReading {
  const directory = 6 + 16 * Math.min(u16le(bytes, 4), MAX_ENTRIES);
  if (directory > bytes.length && bytes.length !== whole) return { short: directory };
  const best = iconEntries(bytes).find(({ end }) => end <= (whole ?? end));
  if (best === undefined) return null;
  const { start, end } = best;
  // All of it: where it is cut, another one is the best.
  if (end > bytes.length) return { short: end };
  if (has(bytes, start, PNG))
    return { width: u32be(bytes, start + 16), height: u32be(bytes, start + 20), orientation: 1 };
  const { width, height } = bmpSizeAt(bytes, start);
  // It counts twice: the colours, then a mask of what is see-through.
  return { width, height: height >> 1, orientation: 1 };
}

/** Bytes that are missing where no picture of it lies inside the file: of the one that is cut least. */
export function missingOfIcon(bytes: Uint8Array): number {
  const entries = iconEntries(bytes);
  if (entries.length === 0) return 0;
  return Math.max(0, entries.reduce((least, { end }) => Math.min(least, end), Number.POSITIVE_INFINITY) - bytes.length);
}
