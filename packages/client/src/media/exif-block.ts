// The smallest EXIF block there is: one directory with one tag.
import type { Orientation } from "./facts.ts";

/** A TIFF structure (little endian) that says the orientation and nothing else. */
export function minimalExif(orientation: Orientation): Uint8Array {
  // "II", 42, the directory at 8; one entry: tag 0x0112, SHORT, one value; no further directory.
  return Uint8Array.of(
    0x49,
    0x49,
    42,
    0,
    8,
    0,
    0,
    0,
    1,
    0,
    0x12,
    0x01,
    3,
    0,
    1,
    0,
    0,
    0,
    orientation,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
  );
}
