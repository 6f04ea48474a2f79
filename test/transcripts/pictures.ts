// Pictures for transcripts, made once: good ones, and those that platforms refuse.
import { readFileSync } from "node:fs";
import sharp from "sharp";

export type Block = Readonly<Record<string, unknown>>;

/** Flat, so that it is small whatever its size. Never the same twice where `shade` differs. */
export function flatPng(width: number, height: number, shade = 0): Promise<Buffer> {
  const background = { r: shade & 255, g: (shade >> 8) & 255, b: 120 };
  return sharp({ create: { width, height, channels: 3, background } })
    .png()
    .toBuffer();
}

/** Noise: three bytes a pixel, for no encoder looks back as far as it repeats. */
export function noisyPng(width: number, height: number, seed = 1): Promise<Buffer> {
  const noise = Buffer.alloc(100_003);
  let state = seed * 2_654_435_761;
  for (let at = 0; at < noise.length; at++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    noise[at] = state >>> 24;
  }
  const raw = Buffer.alloc(width * height * 3, noise);
  return sharp(raw, { raw: { width, height, channels: 3 } })
    .png({ compressionLevel: 0 })
    .toBuffer();
}

export function image(bytes: Uint8Array, mediaType = "image/png"): Block {
  return imageOf(Buffer.from(bytes).toString("base64"), mediaType);
}

export function imageOf(data: string, mediaType = "image/png"): Block {
  return { type: "image", source: { type: "base64", media_type: mediaType, data } };
}

export const text = (words: string): Block => ({ type: "text", text: words });

const CLIENT = "../../packages/client/src/";
export const fixture = (path: string): Buffer => readFileSync(new URL(CLIENT + path, import.meta.url));
