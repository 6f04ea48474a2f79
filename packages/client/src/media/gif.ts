// GIF (89a specification, CompuServe 1990): the screen, the blocks before the first picture, and the pictures as far as
// given.
import { MAX_HEADER_BLOCKS } from "./bounds.ts";
import { u16le } from "./bytes.ts";
import { broken, type Reading, short, tooManyBlocks, zeroSize } from "./header.ts";

const TYPE = "image/gif";
export const EXTENSION = 0x21;
export const IMAGE = 0x2c;
export const TRAILER = 0x3b;
const GRAPHIC_CONTROL = 0xf9;

/** Bytes of a colour table, from the flags byte that announces it (sections 18 and 20). */
export const tableBytes = (flags: number): number => (flags & 0x80 ? 3 << ((flags & 7) + 1) : 0);

/** The offset behind a chain of sub-blocks (section 15); past the end when the terminator is not there. */
export function skipSubBlocks(bytes: Uint8Array, at: number): number {
  while (at < bytes.length && bytes[at] !== 0) at += (bytes[at] as number) + 1;
  return at + 1;
}

/** The offset behind the picture whose descriptor stands at `at`; past the end when it is cut. */
export function skipImage(bytes: Uint8Array, at: number): number {
  if (at + 10 > bytes.length) return bytes.length + 1;
  return skipSubBlocks(bytes, at + 10 + tableBytes(bytes[at + 9] as number) + 1);
}

/** The offset of the next block, skipping the extra zeros some writers leave behind a picture. */
export function nextBlock(bytes: Uint8Array, at: number): number {
  while (at < bytes.length && bytes[at] === 0) at++;
  return at;
}

/** Counts pictures from the first descriptor on; exact when the trailer, or what decoders take for one, was reached. */
function countFrames(bytes: Uint8Array, first: number): { readonly frames: number; readonly framesExact: boolean } {
  let frames = 0;
  let at = first;
  while (at < bytes.length) {
    if (bytes[at] === IMAGE) {
      frames++;
      at = skipImage(bytes, at);
    } else if (bytes[at] === EXTENSION) at = skipSubBlocks(bytes, at + 2);
    else return { frames, framesExact: true };
    at = nextBlock(bytes, at);
  }
  return { frames, framesExact: false };
}

/** `bytes` begin with GIF87a or GIF89a. */
export function readGif(bytes: Uint8Array): Reading {
  if (bytes.length < 13) return short(13);
  const width = u16le(bytes, 6);
  const height = u16le(bytes, 8);
  if (width === 0 || height === 0) return zeroSize(TYPE, width, height);
  let alpha = false;
  let at = 13 + tableBytes(bytes[10] as number);
  for (let blocks = 0; blocks <= MAX_HEADER_BLOCKS; blocks++) {
    at = nextBlock(bytes, at);
    const kind = at < bytes.length ? bytes[at] : undefined;
    if (kind === undefined || ((kind === IMAGE || kind === EXTENSION) && at + 10 > bytes.length))
      return short(Math.max(at, bytes.length) + 10);
    if (kind === IMAGE) {
      // Browsers, Pillow and libnsgif widen the screen to the first picture when that sticks out.
      const size = {
        width: Math.max(width, u16le(bytes, at + 1) + u16le(bytes, at + 5)),
        height: Math.max(height, u16le(bytes, at + 3) + u16le(bytes, at + 7)),
      };
      const count = countFrames(bytes, at);
      return { header: { mediaType: TYPE, ...size, orientation: 1, ...count, alpha, dataAt: at } };
    }
    if (kind === TRAILER) return broken(TYPE, at, "the file ends before any picture");
    if (kind !== EXTENSION) return broken(TYPE, at, `no block begins with ${kind}`);
    // Section 23: the last graphic control block before a picture is the one that counts; bit 0 says "transparent".
    if (bytes[at + 1] === GRAPHIC_CONTROL && bytes[at + 2] === 4) alpha = ((bytes[at + 3] as number) & 1) === 1;
    at = skipSubBlocks(bytes, at + 2);
  }
  return tooManyBlocks(TYPE);
}
