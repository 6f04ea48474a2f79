// JPEG without metadata: APPn and comments go, except what decoders need: JFIF, the ICC profile, and Adobe's note on the colours.
import { has, u16be } from "./bytes.ts";

const APP0 = 0xe0;
const APP1 = 0xe1;
const APP2 = 0xe2;
const APP14 = 0xee;
const APP15 = 0xef;
const COMMENT = 0xfe;
const SOS = 0xda;
const EOI = 0xd9;

export function stripJpeg(bytes: Uint8Array, exif: Uint8Array | null): Uint8Array[] {
  const kept: Uint8Array[] = [bytes.subarray(0, 2)];
  let placed = exif === null;
  let at = 2;
  for (;;) {
    const start = bytes.indexOf(0xff, at);
    let code = start + 1;
    while (code < bytes.length && bytes[code] === 0xff) code++;
    const marker = code < bytes.length ? bytes[code] : undefined;
    // Before a scan only segments with a length stand; anything else is not touched.
    if (start !== at || marker === undefined || code + 3 > bytes.length || standsAlone(marker))
      return [...kept, bytes.subarray(at)];
    const end = code + 1 + u16be(bytes, code + 1);
    if (end > bytes.length) return [...kept, bytes.subarray(at)];
    const body = code + 3;
    if (keeps(bytes, marker, body)) {
      // EXIF stands behind JFIF, where there is one, and before everything else.
      if (!placed && exif !== null && marker !== APP0) {
        kept.push(segment(exif));
        placed = true;
      }
      kept.push(bytes.subarray(start, end));
    }
    at = end;
    if (marker === SOS) {
      const pixelsEnd = endOfPicture(bytes, at, kept);
      if (pixelsEnd !== null) return kept;
      return [...kept, bytes.subarray(at)];
    }
  }
}

/** Appends scans and the tables between them up to the end of the picture; null, and nothing appended, when there is no end. */
function endOfPicture(bytes: Uint8Array, from: number, kept: Uint8Array[]): number | null {
  const parts: Uint8Array[] = [];
  let at = from;
  let since = from;
  for (;;) {
    at = bytes.indexOf(0xff, at);
    if (at < 0 || at + 1 >= bytes.length) return null;
    const marker = bytes[at + 1] as number;
    // A stuffed zero, a restart marker or a fill byte: still inside the scan.
    if (marker === 0 || (marker >= 0xd0 && marker <= 0xd7)) at += 2;
    else if (marker === 0xff) at += 1;
    else if (marker === EOI) {
      kept.push(...parts, bytes.subarray(since, at + 2));
      return at + 2;
    } else {
      if (at + 4 > bytes.length) return null;
      const end = at + 2 + u16be(bytes, at + 2);
      if (end > bytes.length) return null;
      if (!keeps(bytes, marker, at + 4)) {
        parts.push(bytes.subarray(since, at));
        since = end;
      }
      at = end;
    }
  }
}

function keeps(bytes: Uint8Array, marker: number, body: number): boolean {
  if (marker === COMMENT) return false;
  if (marker < APP0 || marker > APP15) return true;
  if (marker === APP0) return has(bytes, body, "JFIF\0");
  if (marker === APP2) return has(bytes, body, "ICC_PROFILE\0");
  return marker === APP14 && has(bytes, body, "Adobe");
}

/** Markers without a length, and those that cannot stand there. */
function standsAlone(marker: number): boolean {
  return marker < 0xc0 || (marker >= 0xd0 && marker <= 0xd9);
}

function segment(exif: Uint8Array): Uint8Array {
  const length = 2 + 6 + exif.length;
  return Uint8Array.of(0xff, APP1, length >> 8, length & 0xff, 0x45, 0x78, 0x69, 0x66, 0, 0, ...exif);
}
