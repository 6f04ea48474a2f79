// Icons and cursors: several pictures in one file, each a PNG or a BMP without its first 14 bytes. The largest is the picture.
import { has } from "../media/bytes.ts";
import { iconEntries } from "../media/icon.ts";
import { readBmpHeader, readBmpPixels } from "./bmp.ts";
import { type RawPicture, TooManyPixels, Undecodable } from "./raw.ts";

/** A PNG to decode, or pixels. */
export async function decodeIcon(
  bytes: Uint8Array,
  maxPixels: number,
): Promise<{ readonly png: Uint8Array } | RawPicture> {
  const best = iconEntries(bytes).find(({ end }) => end <= bytes.length);
  if (best === undefined) throw new Undecodable("none of its pictures lies inside the file");
  const picture = bytes.subarray(best.start, best.end);
  return has(picture, 0, "\x89PNG\r\n\x1a\n") ? { png: picture } : bitmap(picture, maxPixels);
}

/** A bitmap whose height counts twice: the colours, then a mask of what is see-through. */
async function bitmap(bytes: Uint8Array, maxPixels: number): Promise<RawPicture> {
  const whole = readBmpHeader(bytes, 0);
  const header = { ...whole, height: whole.height >> 1 };
  const { width, height, bits, end } = header;
  if (width * height > maxPixels) throw new TooManyPixels(width, height);
  if (height === 0) throw new Undecodable("it has no rows");
  const colours = await readBmpPixels(bytes.subarray(end), header, { alpha: true });
  const data = colours.channels === 4 ? colours.data : withAlpha(colours.data);
  const seeThrough = bits === 32 && data.some((value, index) => index % 4 === 3 && value > 0);
  if (!seeThrough) applyMask(data, bytes.subarray(end + Math.ceil((width * bits) / 32) * 4 * height), width, height);
  return { data, width, height, channels: 4 };
}

function withAlpha(rgb: Uint8Array): Uint8Array {
  const out = new Uint8Array((rgb.length / 3) * 4);
  for (let i = 0, o = 0; i < rgb.length; i += 3, o += 4)
    out.set([rgb[i] as number, rgb[i + 1] as number, rgb[i + 2] as number, 255], o);
  return out;
}

/** One bit a px, 1 is see-through; a mask that is not there leaves all as it is. */
function applyMask(data: Uint8Array, mask: Uint8Array, width: number, height: number): void {
  const stride = Math.ceil(width / 32) * 4;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const byte = mask[(height - 1 - y) * stride + (x >> 3)] ?? 0;
      data[(y * width + x) * 4 + 3] = (byte >> (7 - (x & 7))) & 1 ? 0 : 255;
    }
}
