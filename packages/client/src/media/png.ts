// PNG (W3C PNG, third edition): IHDR and the chunks before the first IDAT: transparency, animation, orientation.
import { MAX_HEADER_BLOCKS } from "./bounds.ts";
import { has, latin1, u32be } from "./bytes.ts";
import { type ExifFacts, readExif } from "./exif.ts";
import { broken, type Reading, short, tooManyBlocks, zeroSize } from "./header.ts";
import { quoted } from "./quoted.ts";
import { namesPositionInXmp } from "./xmp.ts";

const TYPE = "image/png";
/** The largest number, and so the longest chunk and side, that PNG allows (section 7.1). */
export const MAX_UINT31 = 0x7fffffff;
const PALETTE = 3;
/** Keyword of a text that is an XMP packet, and that it is not compressed (XMP specification part 3, 1.1.5): nothing is inflated here. */
const XMP = "XML:com.adobe.xmp\0\0";

/** Legal bit depths by colour type (section 11.2.1): grey, -, RGB, palette, grey and alpha, -, RGB and alpha. */
const DEPTHS: readonly (readonly number[])[] = [[1, 2, 4, 8, 16], [], [8, 16], [1, 2, 4, 8], [8, 16], [], [8, 16]];

/** CRC-32 (ISO 3309), bit by bit: it is only used on a few bytes. */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

/** Whether four ASCII letters stand at `at`, as in every chunk's type (section 5.3). */
export function isChunkType(bytes: Uint8Array, at: number): boolean {
  for (let i = at; i < at + 4; i++) {
    const lower = (bytes[i] as number) | 0x20;
    if (lower < 0x61 || lower > 0x7a) return false;
  }
  return true;
}

/** `bytes` begin with the eight-byte signature. */
export function readPng(bytes: Uint8Array): Reading {
  if (bytes.length < 33) return short(33);
  const first = latin1(bytes, 12, 16);
  // CgBI is Xcode's private variant: only Apple's decoders read it.
  if (first !== "IHDR" || u32be(bytes, 8) !== 13)
    return broken(TYPE, 8, `the first chunk is ${quoted(first)} and not an IHDR of 13 bytes`);
  const width = u32be(bytes, 16);
  const height = u32be(bytes, 20);
  if (width === 0 || height === 0) return zeroSize(TYPE, width, height);
  if (width > MAX_UINT31 || height > MAX_UINT31) return broken(TYPE, 16, "a side is longer than 2^31-1 px");
  const [depth, colour, compression, filter, interlace] = bytes.subarray(24, 29) as unknown as [
    number,
    number,
    number,
    number,
    number,
  ];
  if (!DEPTHS[colour]?.includes(depth))
    return broken(TYPE, 24, `colour type ${colour} with ${depth} bits does not exist`);
  if (compression !== 0 || filter !== 0 || interlace > 1)
    return broken(TYPE, 26, `compression ${compression}, filter ${filter}, interlace ${interlace} do not exist`);
  // Every decoder refuses a critical chunk whose checksum is wrong.
  if (crc32(bytes.subarray(12, 29)) !== u32be(bytes, 29)) return broken(TYPE, 29, "the checksum of IHDR is wrong");

  let alpha = colour >= 4;
  let palette = false;
  let frames = 1;
  let exif: ExifFacts = { orientation: null, gps: false };
  let at = 33;
  for (let chunks = 0; chunks <= MAX_HEADER_BLOCKS; chunks++) {
    if (at + 8 > bytes.length) return short(at + 8);
    const length = u32be(bytes, at);
    const name = latin1(bytes, at + 4, at + 8);
    if (length > MAX_UINT31 || !isChunkType(bytes, at + 4))
      return broken(TYPE, at, `there is no chunk but ${quoted(name)} of ${length} bytes`);
    const body = at + 8;
    if (name === "IDAT") {
      if (colour === PALETTE && !palette) return broken(TYPE, at, "the pixels come before the palette they need");
      const animation = { frames, framesExact: true };
      const told = { orientation: exif.orientation ?? 1, ...(exif.gps && ({ gps: true } as const)) };
      return { header: { mediaType: TYPE, width, height, ...told, ...animation, alpha, dataAt: at } };
    }
    if (name === "IEND") return broken(TYPE, at, "the picture ends before any pixels");
    if (name === "PLTE") palette = true;
    if (name === "tRNS") alpha = true;
    // Behind the keyword, as text that is not compressed. One that is cut is looked at when the rest is here.
    if (name === "iTXt" && body + length <= bytes.length && has(bytes, body, XMP))
      exif = { ...exif, gps: exif.gps || namesPositionInXmp(bytes.subarray(body + XMP.length, body + length)) };
    if (name === "acTL" || name === "eXIf") {
      if (body + length > bytes.length) return short(body + length);
      // The third edition puts eXIf before IDAT; one behind the pixels is ignored, so that a prefix and the file agree.
      if (name === "eXIf") {
        const { orientation, gps } = readExif(bytes.subarray(body, body + length));
        exif = { orientation: exif.orientation ?? orientation, gps: exif.gps || gps };
      } else if (length >= 4) frames = Math.max(1, u32be(bytes, body));
    }
    at = body + length + 4;
  }
  return tooManyBlocks(TYPE);
}
