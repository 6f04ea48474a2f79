// Whether one picture is a lighter, darker or tinted version of the other, and by which table of levels.
import type { Pixels } from "../pixels.ts";

export interface Tone {
  /** For each channel, the level of the first picture that a level of the second stands for: 3 x 256. */
  readonly levels: Uint8Array;
  /** Mean change of the levels in use; under about 3 of 255 nobody sees it. */
  readonly change: number;
}

const SAMPLES = 4000;
const ROUNDS = 4;
/** Levels, and share of the px, that a tone must explain. */
const EXPLAINED = { within: 12, share: 0.6 };

/** Fits `first = gain * second + offset` for each channel to most of the px, so that a local change does not count. Sizes must be equal. */
export function toneBetween(first: Pixels, second: Pixels): Tone {
  const levels = new Uint8Array(3 * 256);
  const count = first.width * first.height;
  // An odd stride that shares no factor with the width visits columns evenly.
  const stride = Math.max(1, Math.floor(count / SAMPLES) | 1) * 3;
  let change = 0;
  for (let channel = 0; channel < 3; channel++) {
    const { gain, offset } = fitChannel(first.data, second.data, channel, stride);
    for (let level = 0; level < 256; level++)
      levels[channel * 256 + level] = Math.min(255, Math.max(0, Math.round(gain * level + offset)));
    let sum = 0;
    let n = 0;
    for (let p = channel; p < second.data.length; p += stride, n++)
      sum += Math.abs(levels[channel * 256 + second.data[p]] - second.data[p]);
    change = Math.max(change, sum / n);
  }
  return { levels, change };
}

function fitChannel(a: Uint8Array, b: Uint8Array, channel: number, stride: number): { gain: number; offset: number } {
  let gain = 1;
  let offset = startOffset(a, b, channel, stride);
  let limit = 48;
  for (let round = 0; round < ROUNDS; round++) {
    let [n, sx, sy, sxx, sxy, misses] = [0, 0, 0, 0, 0, 0];
    for (let p = channel; p < a.length; p += stride) {
      // Clipped levels say nothing about the rest.
      if (a[p] <= 2 || a[p] >= 253) continue;
      const miss = Math.abs(gain * b[p] + offset - a[p]);
      if (miss > limit) continue;
      n++;
      misses += miss;
      sx += b[p];
      sy += a[p];
      sxx += b[p] * b[p];
      sxy += b[p] * a[p];
    }
    const spread = n * sxx - sx * sx;
    if (n < 50 || spread < n * n) return { gain: 1, offset: n < 50 ? 0 : (sy - sx) / n };
    gain = (n * sxy - sx * sy) / spread;
    offset = (sy - gain * sx) / n;
    limit = Math.max(6, (3 * misses) / n);
  }
  return gain > 0.2 && gain < 5 && explains(a, b, channel, stride, gain, offset)
    ? { gain, offset }
    : { gain: 1, offset: 0 };
}

/** A tone explains a pair when it brings most px that say anything near to each other. */
function explains(
  a: Uint8Array,
  b: Uint8Array,
  channel: number,
  stride: number,
  gain: number,
  offset: number,
): boolean {
  let all = 0;
  let near = 0;
  for (let p = channel; p < a.length; p += stride) {
    if (a[p] <= 2 || a[p] >= 253) continue;
    all++;
    if (Math.abs(gain * b[p] + offset - a[p]) < EXPLAINED.within) near++;
  }
  return near >= EXPLAINED.share * all;
}

/** Median difference: most of the picture decides, not the part that changed. */
function startOffset(a: Uint8Array, b: Uint8Array, channel: number, stride: number): number {
  const counts = new Uint32Array(511);
  let total = 0;
  for (let p = channel; p < a.length; p += stride, total++) counts[a[p] - b[p] + 255]++;
  let seen = 0;
  for (let i = 0; i < counts.length; i++) {
    seen += counts[i];
    if (seen * 2 >= total) return i - 255;
  }
  return 0;
}

/**
 * The second picture in the tone of the first, which has the same size. A level that the change of tone clipped stands for any that is
 * clipped to it, and takes the first picture's.
 */
export function retone(second: Pixels, { levels }: Tone, first: Pixels): Pixels {
  const from = second.data;
  const like = first.data;
  const data = new Uint8Array(from.length);
  for (let p = 0, table = 0; p < from.length; p++, table = table === 512 ? 0 : table + 256) {
    const level = levels[table + from[p]];
    const isClipped = (from[p] >= 254 && like[p] > level) || (from[p] <= 1 && like[p] < level);
    data[p] = isClipped ? like[p] : level;
  }
  return { ...second, data };
}
