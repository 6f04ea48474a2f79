// Decoded pixels as every analysis takes them, and the two ways they are made smaller.
import sharp, { type Sharp } from "sharp";
import type { Box } from "../perception.ts";

/** 8-bit sRGB, three interleaved channels, EXIF orientation applied, alpha flattened on white. */
export interface Pixels {
  readonly data: Uint8Array;
  /** Width in px. */
  readonly width: number;
  readonly height: number;
}

/** The pixels as a sharp pipeline. */
export function pipeline(pixels: Pixels): Sharp {
  return sharp(pixels.data, { raw: { width: pixels.width, height: pixels.height, channels: 3 } });
}

/** Cuts a box out and brings it to `width` x `height` px, whatever its aspect. `nearest` keeps flat colours flat. */
export async function resample(
  pixels: Pixels,
  width: number,
  height: number,
  options: { box?: Box; kernel?: "nearest" | "lanczos3" } = {},
): Promise<Pixels> {
  let image = pipeline(pixels);
  if (options.box) {
    const [x1, y1, x2, y2] = options.box;
    image = image.extract({ left: x1, top: y1, width: x2 - x1, height: y2 - y1 });
  }
  const data = await image
    .resize(width, height, { fit: "fill", kernel: options.kernel ?? "lanczos3" })
    .raw()
    .toBuffer();
  return { data, width, height };
}
