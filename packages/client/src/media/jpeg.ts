// JPEG (ITU-T T.81): the marker segments up to the first scan. Tolerates what libjpeg tolerates: fill bytes, and stray
// bytes between segments; the pixels themselves are never read.
import { MAX_HEADER_BLOCKS } from "./bounds.ts";
import { has, u16be } from "./bytes.ts";
import { readExif } from "./exif.ts";
import type { JpegFacts, Orientation } from "./facts.ts";
import { broken, type Reading, short, tooManyBlocks, zeroSize } from "./header.ts";
import { namesPositionInXmp } from "./xmp.ts";

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const APP1 = 0xe1;
const TYPE = "image/jpeg";
/** What an APP1 segment with an XMP packet begins with (XMP specification part 3, 1.1.3). Extensions of it are not looked into. */
const XMP = "http://ns.adobe.com/xap/1.0/\0";

/** SOF0 to SOF15; DHT (C4), JPG (C8) and DAC (CC) stand among them. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

/** Markers without a length: a stuffed zero, TEM, RST0 to RST7. */
const standsAlone = (marker: number): boolean =>
  marker === 0x00 || marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7);

interface Frame {
  readonly width: number;
  readonly height: number;
  readonly jpeg: JpegFacts;
}

/**
 * T.81 table B.1: bit 3 of the marker is arithmetic coding, the low two bits the process; 5 to 7 and 13 to 15 are
 * hierarchical.
 */
function codingOf(marker: number): JpegFacts["coding"] {
  if ((marker & 0x04) !== 0) return "hierarchical";
  if ((marker & 0x03) === 3) return "lossless";
  if (marker >= 0xc8) return "arithmetic";
  return marker === 0xc2 ? "progressive" : "baseline";
}

/** `bytes` begin with FF D8 FF. */
export function readJpeg(bytes: Uint8Array): Reading {
  let orientation: Orientation | null = null;
  let gps = false;
  let frame: Frame | null = null;
  let at = 2;
  for (let segments = 0; segments <= MAX_HEADER_BLOCKS; segments++) {
    const start = bytes.indexOf(0xff, at);
    if (start < 0) return short(bytes.length + 2);
    let code = start + 1;
    while (code < bytes.length && bytes[code] === 0xff) code++; // B.1.1.2: any number of fill bytes may precede a marker
    if (code + 3 > bytes.length) return short(code + 3);
    const marker = bytes[code] as number;
    at = code + 1;
    if (standsAlone(marker)) continue;
    if (marker === SOI) return broken(TYPE, start, "a second picture starts inside the header");
    if (marker === EOI) return broken(TYPE, start, "the picture ends before any pixels");
    if (marker === SOS) {
      if (frame === null) return broken(TYPE, start, "the pixels start before a size was given");
      if (frame.width === 0 || frame.height === 0) return zeroSize(TYPE, frame.width, frame.height);
      const alone = { frames: 1, framesExact: true, alpha: false, ...(gps && ({ gps } as const)) } as const;
      return { header: { mediaType: TYPE, ...frame, orientation: orientation ?? 1, ...alone, dataAt: start } };
    }
    const length = u16be(bytes, at);
    if (length < 2) return broken(TYPE, start, `a segment says that it is ${length} bytes long`);
    if (at + length > bytes.length) return short(at + length);
    if (isFrame(marker)) {
      if (frame !== null) return broken(TYPE, start, "the size is given a second time");
      const components = length >= 8 ? (bytes[at + 7] as number) : 0;
      if (components === 0 || length !== 8 + 3 * components)
        return broken(TYPE, start, `a frame header of ${length} bytes cannot describe ${components} components`);
      const jpeg: JpegFacts = { coding: codingOf(marker), components };
      frame = { width: u16be(bytes, at + 5), height: u16be(bytes, at + 3), jpeg };
    } else if (marker === APP1 && orientation === null && has(bytes, at + 2, "Exif\0\0")) {
      const exif = readExif(bytes.subarray(at + 2, at + length));
      orientation = exif.orientation;
      gps ||= exif.gps;
    } else if (marker === APP1 && !gps && has(bytes, at + 2, XMP)) {
      gps = namesPositionInXmp(bytes.subarray(at + 2 + XMP.length, at + length));
    }
    at += length;
  }
  return tooManyBlocks(TYPE);
}
