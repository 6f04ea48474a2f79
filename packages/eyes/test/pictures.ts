// Pictures for the tests of perception: the committed ones, drawn SVG, and what encoders, blur and darkness do to them.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import sharp, { type Sharp } from "sharp";
import type { Pixels } from "../src/perceive/pixels.ts";

const EXAMPLES = join(import.meta.dirname, "../../../examples");

/** A picture of examples/photos. */
export function photo(name: string): Promise<Pixels> {
  return pixelsOf(sharp(join(EXAMPLES, "photos", name)));
}

/** A picture of examples/drawn; its truth is in truth.json there. */
export function drawn(name: string): Promise<Pixels> {
  return pixelsOf(sharp(join(EXAMPLES, "drawn", name)));
}

/** examples/drawn/truth.json. */
export function truthOf<Truth>(): Truth {
  return JSON.parse(readFileSync(join(EXAMPLES, "drawn", "truth.json"), "utf8")) as Truth;
}

/** Draws SVG elements on white. Sizes in px. */
export function drawSvg(width: number, height: number, elements: string): Promise<Pixels> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${elements}</svg>`;
  return pixelsOf(sharp(Buffer.from(svg)));
}

/** Paints SVG elements over a picture. */
export function paintOver(pixels: Pixels, elements: string): Promise<Pixels> {
  const { width, height } = pixels;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${elements}</svg>`;
  return pixelsOf(pipelineOf(pixels).composite([{ input: Buffer.from(svg) }]));
}

/** The picture after a round through the JPEG encoder (libvips defaults: 4:2:0 under quality 90). */
export async function throughJpeg(pixels: Pixels, quality: number): Promise<Pixels> {
  return pixelsOf(sharp(await pipelineOf(pixels).jpeg({ quality }).toBuffer()));
}

/** Applies any sharp operation: blur, resize, modulate ... */
export function changed(pixels: Pixels, change: (image: Sharp) => Sharp): Promise<Pixels> {
  return pixelsOf(change(pipelineOf(pixels)));
}

/** Mulberry32: the same pictures in every run. @returns numbers from 0 to below 1 */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function pipelineOf(pixels: Pixels): Sharp {
  return sharp(pixels.data, { raw: { width: pixels.width, height: pixels.height, channels: 3 } });
}

async function pixelsOf(image: Sharp): Promise<Pixels> {
  // A fresh pipeline, because sharp applies operations in its own order within one.
  const png = await image.png({ compressionLevel: 0 }).toBuffer();
  const { data, info } = await sharp(png)
    .flatten({ background: "#ffffff" })
    .toColourspace("srgb")
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  if (info.channels === 3) return { data, width: info.width, height: info.height };
  const rgb = new Uint8Array(info.width * info.height * 3);
  for (let i = 0; i < data.length; i++) rgb.fill(data[i] ?? 0, i * 3, i * 3 + 3);
  return { data: rgb, width: info.width, height: info.height };
}
