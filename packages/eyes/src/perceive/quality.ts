// How a picture is lit and how sharp it is. The thresholds were measured on examples/photos and on blurred (sigma in px) and darkened
// versions of them; quality.test.ts repeats the measurement.
import type { Quality } from "../perception.ts";
import { luma } from "./luma.ts";
import { type Pixels, resample } from "./pixels.ts";
import { sampleWhole } from "./sample.ts";

/** Long edge at which sharpness is judged, px: about what a screen shows, so a large soft file that looks sharp is sharp. */
const SHARPNESS_EDGE_PX = 1024;
const LIGHT_EDGE_PX = 256;

/** Mean luma under which a picture is dark: the rocket at dusk has 0.22, the photographs taken by day 0.41 to 0.51, at 40 % light 0.16 to 0.20. */
const DARK_UNDER = 0.25;
/** Mean luma over which a picture is bright: the photographs by day, washed out to half their contrast and half way to white, have 0.75 to 0.80. */
const BRIGHT_OVER = 0.75;
/** Softness (see `detail`): the photographs have 0.16 to 0.31 (as JPEG of quality 60 too), blurred by 1 px 0.32 to 0.44, 2 px 0.54 to 0.70, 3 px 0.68 up. */
const BLURRED_OVER = 0.5;
/** A pixel has colour when its channels differ by more than this; a grey picture has hardly any such pixel. */
const COLOUR_STEP = 20;
const GREY_SHARE = 0.005;

/** Measures brightness, contrast and sharpness of any picture. */
export async function measureQuality(pixels: Pixels): Promise<Quality> {
  const small = sampleWhole(pixels, LIGHT_EDGE_PX);
  const { brightness, contrast } = light(luma(small));
  const { sharpness, softness } = detail(await reduce(pixels, SHARPNESS_EDGE_PX));
  return {
    brightness: round(brightness),
    contrast: round(contrast),
    sharpness: Math.round(sharpness),
    dark: brightness < DARK_UNDER,
    bright: brightness > BRIGHT_OVER,
    blurred: softness > BLURRED_OVER,
    grey: colourShare(small.data) < GREY_SHARE,
  };
}

async function reduce(pixels: Pixels, edgePx: number): Promise<Pixels> {
  const scale = edgePx / Math.max(pixels.width, pixels.height);
  if (scale >= 1) return pixels;
  const width = Math.max(1, Math.round(pixels.width * scale));
  return resample(pixels, width, Math.max(1, Math.round(pixels.height * scale)));
}

/** Mean and standard deviation of the luma, 0 to 1. */
function light(values: Float32Array): { brightness: number; contrast: number } {
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < values.length; i++) {
    sum += values[i];
    squares += values[i] * values[i];
  }
  const mean = sum / values.length;
  return { brightness: mean / 255, contrast: Math.sqrt(Math.max(0, squares / values.length - mean * mean)) / 255 };
}

function colourShare(data: Uint8Array): number {
  let coloured = 0;
  for (let i = 0; i < data.length; i += 3) {
    const most = Math.max(data[i], data[i + 1], data[i + 2]);
    if (most - Math.min(data[i], data[i + 1], data[i + 2]) > COLOUR_STEP) coloured++;
  }
  return coloured / (data.length / 3);
}

/** The picture is judged in this many tiles a side: a sharp subject before a soft background is a sharp picture. */
const TILES = 4;
/** So many of the tiles with the strongest edges decide. */
const DECIDING = 4;
/** Half the width of the strong blur that a soft tile hardly notices, px. */
const REACH = 4;
/** A tile whose mean step between neighbours is smaller has no edge to judge, grey levels. */
const MIN_STEP = 0.15;

/** Every second pixel of every second row says enough. */
const STRIDE = 2;

interface Tile {
  readonly laplacian: number;
  readonly step: number;
  readonly softness: number;
}

/**
 * `sharpness`: variance of the Laplacian, mean over the picture. `softness`: share of the steps between neighbours that a strong blur keeps,
 * in the tiles with the strongest edges; 0 sharp to 1 smooth, and unlike the Laplacian the same for a bright and a dark picture.
 * After F. Crete et al., "The blur effect: perception and estimation with a new no-reference perceptual blur metric", SPIE 6492, 2007.
 */
function detail(pixels: Pixels): { sharpness: number; softness: number } {
  const { width, height } = pixels;
  const values = luma(pixels);
  const tiles: Tile[] = [];
  for (let row = 0; row < TILES; row++)
    for (let column = 0; column < TILES; column++) {
      const tile = measureTile(values, width, height, row, column);
      if (tile) tiles.push(tile);
    }
  if (tiles.length === 0) return { sharpness: 0, softness: 0 };
  const sharpness = tiles.reduce((sum, tile) => sum + tile.laplacian, 0) / tiles.length;
  const deciding = tiles
    .filter((tile) => tile.step >= MIN_STEP)
    .sort((a, b) => b.step - a.step)
    .slice(0, DECIDING);
  const softness = deciding.reduce((sum, tile) => sum + tile.softness, 0) / Math.max(1, deciding.length);
  return { sharpness, softness };
}

/** @returns null for a tile without a pixel that has neighbours on all sides */
function measureTile(values: Float32Array, width: number, height: number, row: number, column: number): Tile | null {
  const margin = REACH + 1;
  const left = Math.max(margin, Math.floor((column * width) / TILES));
  const right = Math.min(width - margin, Math.floor(((column + 1) * width) / TILES));
  const top = Math.max(margin, Math.floor((row * height) / TILES));
  const bottom = Math.min(height - margin, Math.floor(((row + 1) * height) / TILES));
  if (right <= left || bottom <= top) return null;
  const far = REACH * width;
  // After the blur, two neighbours differ by the two values that enter and leave the window.
  const share = 1 / (2 * REACH + 1);
  let count = 0;
  let sum = 0;
  let squares = 0;
  let steps = 0;
  let lost = 0;
  for (let y = top; y < bottom; y += STRIDE)
    for (let i = y * width + left, end = y * width + right; i < end; i += STRIDE) {
      count++;
      const value = values[i];
      const laplacian = 4 * value - values[i - 1] - values[i + 1] - values[i - width] - values[i + width];
      sum += laplacian;
      squares += laplacian * laplacian;
      const across = Math.abs(value - values[i - 1]);
      const down = Math.abs(value - values[i - width]);
      steps += across + down;
      lost += Math.max(0, across - Math.abs(values[i + REACH] - values[i - REACH - 1]) * share);
      lost += Math.max(0, down - Math.abs(values[i + far] - values[i - far - width]) * share);
    }
  return {
    laplacian: squares / count - (sum / count) ** 2,
    step: steps / count / 2,
    softness: steps === 0 ? 0 : 1 - lost / steps,
  };
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
