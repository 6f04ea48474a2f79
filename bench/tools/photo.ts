// A photograph of 12 megapixels as phones take it: 4000 x 3000 px, JPEG, some 3 MB; drawn, with the noise of a sensor.
import sharp from "sharp";

export const PHOTO = { width: 4000, height: 3000 } as const;

export async function photo(): Promise<Buffer> {
  const { width, height } = PHOTO;
  const data = Buffer.alloc(width * height * 3);
  let seed = 1;
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      const grain = (seed >>> 28) - 8;
      const edge = ((x >> 7) + (y >> 7)) % 3 === 0 ? 40 : 0;
      data[at++] = 60 + (x * 120) / width + edge + grain;
      data[at++] = 60 + (y * 120) / height + grain;
      data[at++] = 90 + edge + grain;
    }
  return sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 85 })
    .toBuffer();
}

/** The same photograph in other bytes: a comment says which. */
export function numbered(jpeg: Uint8Array, number: number): Buffer {
  return Buffer.concat([jpeg.subarray(0, 2), Uint8Array.of(0xff, 0xfe, 0, 3, number), jpeg.subarray(2)]);
}
