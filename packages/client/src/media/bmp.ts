// BMP: the size in the header of 12 to 124 bytes that follows the file's own 14. Source: Microsoft, "Bitmap Storage" (learn.microsoft.com, read 2026-11-23).
import { u16le, u32le } from "./bytes.ts";
import type { SizeReading } from "./other-size.ts";

const FILE_HEADER_BYTES = 14;
/** OS/2 1: sides of 16 bits. */
const OLD_HEADER_BYTES = 12;

/** The compressions whose rows all have the same length: none, and bit masks. */
const EVEN_ROWS: ReadonlySet<number> = new Set([0, 3, 6]);

/** The size in a header that begins at `at`; a negative height only says that rows begin at the top. */
export function bmpSizeAt(bytes: Uint8Array, at: number): { readonly width: number; readonly height: number } {
  if (u32le(bytes, at) === OLD_HEADER_BYTES) return { width: u16le(bytes, at + 4), height: u16le(bytes, at + 6) };
  return { width: u32le(bytes, at + 4) | 0, height: Math.abs(u32le(bytes, at + 8) | 0) };
}

export function readBmpSize(bytes: Uint8Array): SizeReading {
  if (bytes.length < 26) return { short: 26 };
  return { ...bmpSizeAt(bytes, FILE_HEADER_BYTES), orientation: 1 };
}

/** Bytes that the pixels need beyond the end of the file; 0 where none do, or their length is not told (run lengths). */
export function missingOfBmp(bytes: Uint8Array): number {
  if (bytes.length < 26) return 26 - bytes.length;
  const old = u32le(bytes, FILE_HEADER_BYTES) === OLD_HEADER_BYTES;
  if (!old && bytes.length < 34) return 34 - bytes.length;
  if (!old && !EVEN_ROWS.has(u32le(bytes, 30))) return 0;
  const { width, height } = bmpSizeAt(bytes, FILE_HEADER_BYTES);
  const rowBits = width * u16le(bytes, old ? 24 : 28);
  if (!(rowBits > 0 && height > 0)) return 0;
  // The last row's padding is often left out.
  const pixels = Math.ceil(rowBits / 32) * 4 * (height - 1) + Math.ceil(rowBits / 8);
  return Math.max(0, u32le(bytes, 10) + pixels - bytes.length);
}
