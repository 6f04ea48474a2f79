// A picture without its metadata, and not a pixel changed: whole segments, chunks and blocks are left out, the rest stays byte for byte. What decides
// how the picture looks stays: the colour profile, and the orientation, as the only tag of a new EXIF block.
import { minimalExif } from "./exif-block.ts";
import type { ImageFacts } from "./facts.ts";
import { stripGif } from "./strip-gif.ts";
import { stripJpeg } from "./strip-jpeg.ts";
import { stripPng } from "./strip-png.ts";
import { stripWebp } from "./strip-webp.ts";

/**
 * Takes out EXIF, XMP, IPTC, comments, text, previews and whatever else programs leave in JPEG, PNG, GIF and WebP files; also what is appended behind
 * the picture. A file that breaks off, or has a form that is not known, comes back with everything from that place on as it was.
 *
 * @param bytes the whole file that `facts` came from
 * @returns new bytes; `bytes` itself when there was nothing to take out
 */
export function stripMetadata(bytes: Uint8Array, facts: ImageFacts): Uint8Array {
  const { orientation, mediaType } = facts;
  const exif = orientation === 1 ? null : minimalExif(orientation);
  const pieces = STRIP[mediaType](bytes, exif);
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  const out = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    out.set(piece, at);
    at += piece.length;
  }
  return same(out, bytes) ? bytes : out;
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** The parts of the file that stay, in order. `exif`: a TIFF structure with the orientation, where it is not upright. */
type Strip = (bytes: Uint8Array, exif: Uint8Array | null) => Uint8Array[];

const STRIP: Readonly<Record<ImageFacts["mediaType"], Strip>> = {
  "image/jpeg": stripJpeg,
  "image/png": stripPng,
  "image/gif": (bytes) => stripGif(bytes),
  "image/webp": stripWebp,
};
