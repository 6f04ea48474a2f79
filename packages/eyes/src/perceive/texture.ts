// Whether a picture is made of flat areas with edges between them, as drawn and typeset pictures are, or of texture, as photographs are.
// Measured on small blocks of whole pixels spread over the picture: reduction would make texture of text and flat areas of noise.
import type { Pixels } from "./pixels.ts";

export interface Texture {
  /** Share of the pixels that equal their right and lower neighbours exactly, 0 to 1. */
  readonly exact: number;
  /** Share of the blocks in which hardly any neighbours differ by more than 3 of 255: flat areas and gentle gradients. */
  readonly smooth: number;
  /** Of the blocks that are not smooth, the share with many weak differences and hardly a strong one. */
  readonly textured: number;
  /** How many colours (of 32 768) cover 95 % of the blocks' pixels. */
  readonly colours: number;
}

const BLOCK_PX = 12;
const MAX_BLOCKS_A_SIDE = 32;
const WEAK_OVER = 3;
const STRONG_OVER = 40;

/** Measures at most 1024 blocks, so the cost does not grow with the picture. */
export function measureTexture(pixels: Pixels): Texture {
  const { width, height } = pixels;
  const across = blocksOf(width);
  const down = blocksOf(height);
  const histogram = new Uint32Array(1 << 15);
  let exact = 0;
  let measured = 0;
  let smooth = 0;
  let textured = 0;
  let edged = 0;
  for (let row = 0; row < down; row++)
    for (let column = 0; column < across; column++) {
      const left = Math.floor((column * Math.max(0, width - BLOCK_PX - 1)) / Math.max(1, across - 1));
      const top = Math.floor((row * Math.max(0, height - BLOCK_PX - 1)) / Math.max(1, down - 1));
      const block = measureBlock(pixels, left, top, histogram);
      exact += block.exact;
      measured += block.count;
      if (block.weak + block.strong < 0.1 * block.count) smooth++;
      else if (block.strong > 0.02 * block.count) edged++;
      else if (block.weak > 0.3 * block.count) textured++;
    }
  const blocks = across * down;
  return {
    exact: exact / measured,
    smooth: smooth / blocks,
    textured: textured === 0 ? 0 : textured / (textured + edged),
    colours: coloursCovering(histogram, 0.95 * measured),
  };
}

function blocksOf(size: number): number {
  return Math.max(1, Math.min(MAX_BLOCKS_A_SIDE, Math.floor(size / BLOCK_PX)));
}

interface Block {
  readonly count: number;
  readonly exact: number;
  readonly weak: number;
  readonly strong: number;
}

function measureBlock(pixels: Pixels, left: number, top: number, histogram: Uint32Array): Block {
  const { data, width, height } = pixels;
  const right = Math.min(width, left + BLOCK_PX);
  const bottom = Math.min(height, top + BLOCK_PX);
  let exact = 0;
  let weak = 0;
  let strong = 0;
  for (let y = top; y < bottom; y++)
    for (let x = left; x < right; x++) {
      const i = (y * width + x) * 3;
      // The last column and row compare with themselves.
      const beside = x + 1 < width ? i + 3 : i;
      const below = y + 1 < height ? i + width * 3 : i;
      const step = Math.max(difference(data, i, beside), difference(data, i, below));
      if (step === 0) exact++;
      else if (step > STRONG_OVER) strong++;
      else if (step > WEAK_OVER) weak++;
      histogram[((data[i] >> 3) << 10) | ((data[i + 1] >> 3) << 5) | (data[i + 2] >> 3)]++;
    }
  return { count: (right - left) * (bottom - top), exact, weak, strong };
}

function difference(data: Uint8Array, i: number, j: number): number {
  const red = Math.abs(data[i] - data[j]);
  const green = Math.abs(data[i + 1] - data[j + 1]);
  const blue = Math.abs(data[i + 2] - data[j + 2]);
  return Math.max(red, green, blue);
}

function coloursCovering(histogram: Uint32Array, pixels: number): number {
  const counts = histogram.filter((count) => count > 0).sort();
  let covered = 0;
  let colours = 0;
  while (colours < counts.length && covered < pixels) covered += counts[counts.length - ++colours];
  return colours;
}
