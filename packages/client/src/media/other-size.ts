// The size of a picture in a format that is converted before it is sent, as its header tells it. Never an error: a header that says nothing that can be
// understood is left to the decoder, which has the last word on all of them.
import { readBmpSize } from "./bmp.ts";
import type { Orientation, OtherMediaType } from "./facts.ts";
import { readHeifSize } from "./heif.ts";
import { readIconSize } from "./icon.ts";
import { readTiffSize } from "./tiff.ts";

/** In px, as stored: before it is turned. */
export interface StoredSize {
  readonly width: number;
  readonly height: number;
  readonly orientation: Orientation;
}

/** Null where it is not told; `short` the bytes (from the start) without which it is not. */
export type SizeReading = StoredSize | { readonly short: number } | null;

/** @param whole length of the file in bytes, when known */
export function readOtherSize(bytes: Uint8Array, mediaType: OtherMediaType, whole: number | null): SizeReading {
  const found = READERS[mediaType]?.(bytes, whole) ?? null;
  // No decoder has sides of more than 2^31-1 px, and products of such sides must stay exact.
  return found !== null && "width" in found && !(isSide(found.width) && isSide(found.height)) ? null : found;
}

const READERS: Partial<Record<OtherMediaType, (bytes: Uint8Array, whole: number | null) => SizeReading>> = {
  "image/bmp": readBmpSize,
  "image/x-icon": readIconSize,
  "image/tiff": readTiffSize,
  "image/avif": readHeifSize,
  "image/heic": readHeifSize,
};

const isSide = (side: number): boolean => Number.isSafeInteger(side) && side > 0 && side < 2 ** 26;
