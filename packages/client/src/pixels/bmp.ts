// BMP, which libvips does not read: OS/2 1 and 2, Windows 3 to 5; 1 to 32 bits, palettes, bit masks, run lengths.
// Source: Microsoft, "Bitmap Storage" and BITMAPV5HEADER (learn.microsoft.com, read 2026-11-23).
import { u16le, u32le } from "../media/bytes.ts";
import { unpackRuns } from "./bmp-runs.ts";
import { type RawPicture, TooManyPixels, Undecodable } from "./raw.ts";

const RGB = 0;
const RLE8 = 1;
const RLE4 = 2;
const BITFIELDS = 3;
const ALPHA_BITFIELDS = 6;

export interface BmpHeader {
  readonly width: number;
  readonly height: number;
  readonly topDown: boolean;
  readonly bits: number;
  readonly compression: number;
  /** RGB triples, in the order of the palette. */
  readonly palette: Uint8Array;
  /** Bit masks of red, green, blue and alpha, for 16 and 32 bits. */
  readonly masks: readonly [number, number, number, number];
  /** Where the palette ends: the pixels follow there in icons. */
  readonly end: number;
}

/** The whole file, with its 14 bytes in front. Alpha only where the header has a mask for it. */
export async function decodeBmp(bytes: Uint8Array, maxPixels: number): Promise<RawPicture> {
  if (bytes.length < 26) throw new Undecodable("the header is cut");
  const header = readBmpHeader(bytes, 14);
  if (header.width * header.height > maxPixels) throw new TooManyPixels(header.width, header.height);
  const dataAt = u32le(bytes, 10);
  return readBmpPixels(bytes.subarray(dataAt < header.end ? header.end : dataAt), header);
}

/** `at`: where the header of 12 to 124 bytes begins. */
export function readBmpHeader(bytes: Uint8Array, at: number): BmpHeader {
  const size = u32le(bytes, at);
  if (at + size > bytes.length || size < 12) throw new Undecodable("the header is cut");
  const old = size === 12;
  const width = old ? u16le(bytes, at + 4) : u32le(bytes, at + 4) | 0;
  const signed = old ? u16le(bytes, at + 6) : u32le(bytes, at + 8) | 0;
  const bits = u16le(bytes, at + (old ? 10 : 14));
  const compression = old || size < 20 ? RGB : u32le(bytes, at + 16);
  if (width <= 0 || signed === 0 || signed === -0x80000000) throw new Undecodable(`it is ${width}x${signed} px`);
  if (![1, 4, 8, 16, 24, 32].includes(bits)) throw new Undecodable(`there are no pixels of ${bits} bits`);
  if (compression > BITFIELDS && compression !== ALPHA_BITFIELDS)
    throw new Undecodable(`its compression (${compression}) is not known`);
  if ((compression === RLE8 && bits !== 8) || (compression === RLE4 && bits !== 4))
    throw new Undecodable(`run lengths do not go with ${bits} bits`);
  // The masks stand in a header of 52 bytes and more, and behind one of 40.
  const behind = size === 40 && (compression === BITFIELDS || compression === ALPHA_BITFIELDS);
  const masksEnd = at + size + (behind ? (compression === ALPHA_BITFIELDS ? 16 : 12) : 0);
  const hasMasks = compression === BITFIELDS || compression === ALPHA_BITFIELDS;
  if (masksEnd > bytes.length || (hasMasks && size < 40)) throw new Undecodable("the header is cut");
  if (hasMasks && bits !== 16 && bits !== 32) throw new Undecodable(`bit masks do not go with ${bits} bits`);
  const hasAlpha = hasMasks && (size >= 56 || compression === ALPHA_BITFIELDS);
  const masks = hasMasks
    ? ([40, 44, 48].map((offset) => u32le(bytes, at + offset)).concat(hasAlpha ? u32le(bytes, at + 52) : 0) as [
        number,
        number,
        number,
        number,
      ])
    : bits === 16
      ? ([0x7c00, 0x3e0, 0x1f, 0] as const)
      : ([0xff0000, 0xff00, 0xff, 0] as const);
  const { palette, end } = readPalette(
    bytes,
    masksEnd,
    bits,
    old ? 3 : 4,
    old || size < 36 ? 0 : u32le(bytes, at + 32),
  );
  return { width, height: Math.abs(signed), topDown: signed < 0, bits, compression, palette, masks, end };
}

function readPalette(
  bytes: Uint8Array,
  at: number,
  bits: number,
  step: number,
  used: number,
): { palette: Uint8Array; end: number } {
  const most = bits <= 8 ? 2 ** bits : 0;
  const announced = used === 0 ? most : used;
  const count = Math.min(announced, most, Math.floor((bytes.length - at) / step));
  // Numbers without a colour are black, as everywhere.
  const palette = new Uint8Array(most * 3);
  for (let i = 0; i < count; i++)
    for (let c = 0; c < 3; c++) palette[i * 3 + c] = bytes[at + i * step + 2 - c] as number;
  return { palette, end: at + count * step };
}

/** `data` begins with the first row. `alpha`: 32 bits carry it without a mask, as in icons. */
export async function readBmpPixels(data: Uint8Array, header: BmpHeader, { alpha = false } = {}): Promise<RawPicture> {
  const { width, height, bits, compression } = header;
  if (compression === RLE8 || compression === RLE4)
    return byRows(header, 3, width, fromIndices(unpackRuns(data, width, height, bits as 4 | 8), header.palette, 8));
  const stride = Math.ceil((width * bits) / 32) * 4;
  // The last row's padding is often left out.
  if (data.length < stride * (height - 1) + Math.ceil((width * bits) / 8))
    throw new Undecodable("it ends before its last row");
  if (bits <= 8) return byRows(header, 3, stride, fromIndices(data, header.palette, bits));
  const bare = bits !== 16 && compression === RGB;
  const masks = alpha && bits === 32 && bare ? BGRA : header.masks;
  const channels = masks[3] === 0 ? 3 : 4;
  return byRows(
    header,
    channels,
    stride,
    bare ? fromBytes(data, bits / 8, channels) : fromMasks(data, bits / 8, masks),
  );
}

/** Writes the px of one row, which begins at `at` in the file and at `to` in the picture. */
type Row = (out: Uint8Array, to: number, at: number, width: number) => void;

const BGRA = [0xff0000, 0xff00, 0xff, 0xff000000] as const;
/** Rows of so many px are read before others may run: some 10 ms. */
const PX_AT_ONCE = 2 ** 20;

async function byRows(
  { width, height, topDown }: BmpHeader,
  channels: 3 | 4,
  stride: number,
  row: Row,
): Promise<RawPicture> {
  const data = new Uint8Array(width * height * channels);
  const rowsAtOnce = Math.max(1, Math.floor(PX_AT_ONCE / width));
  for (let y = 0; y < height; y++) {
    row(data, y * width * channels, (topDown ? y : height - 1 - y) * stride, width);
    if (y % rowsAtOnce === rowsAtOnce - 1) await new Promise((resolve) => setImmediate(resolve));
  }
  return { data, width, height, channels };
}

function fromIndices(data: Uint8Array, palette: Uint8Array, bits: number): Row {
  const perByte = 8 / bits;
  const mask = 2 ** bits - 1;
  return (out, to, at, width) => {
    for (let x = 0, o = to; x < width; x++) {
      const byte = data[at + Math.floor(x / perByte)] as number;
      const index = ((byte >> (8 - ((x % perByte) + 1) * bits)) & mask) * 3;
      out[o++] = palette[index] as number;
      out[o++] = palette[index + 1] as number;
      out[o++] = palette[index + 2] as number;
    }
  };
}

/** Blue, green, red, and a fourth byte that is alpha or nothing. */
function fromBytes(data: Uint8Array, step: number, channels: 3 | 4): Row {
  return (out, to, at, width) => {
    for (let x = 0, o = to, from = at; x < width; x++, from += step) {
      out[o++] = data[from + 2] as number;
      out[o++] = data[from + 1] as number;
      out[o++] = data[from] as number;
      if (channels === 4) out[o++] = data[from + 3] as number;
    }
  };
}

function fromMasks(data: Uint8Array, step: number, masks: BmpHeader["masks"]): Row {
  const fields = masks.slice(0, masks[3] === 0 ? 3 : 4).map(fieldOf);
  return (out, to, at, width) => {
    for (let x = 0, o = to, from = at; x < width; x++, from += step) {
      const value = step === 2 ? u16le(data, from) : u32le(data, from);
      for (const { shift, most } of fields)
        out[o++] = most === 0 ? 0 : Math.round(((((value >>> shift) & most) >>> 0) * 255) / most);
    }
  };
}

/** Where a mask's bits begin, and the largest number in them. */
function fieldOf(mask: number): { readonly shift: number; readonly most: number } {
  if (mask === 0) return { shift: 0, most: 0 };
  const shift = 31 - Math.clz32(mask & -mask);
  return { shift, most: mask >>> shift };
}
