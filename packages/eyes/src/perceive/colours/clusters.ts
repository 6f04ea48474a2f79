// Sampled pixels gathered into a handful of clusters that look like one colour each: weighted k-means in OKLab.
import { oklab } from "./oklab.ts";

export interface Cluster {
  /** Share of the samples, 0 to 1. */
  readonly share: number;
  /** Mean colour, channels 0 to 255; of a cluster that is mostly one flat colour, that colour, so that soft edges do not tint it. */
  readonly rgb: readonly [number, number, number];
}

const BITS = 4;
const MAX_CLUSTERS = 12;
const ROUNDS = 8;
/** Squared OKLab distance (hue and chroma counted 1.6 times) under which two bins may not seed two clusters: about 0.06 of lightness. */
const SEED_DISTANCE = 0.004;
const CHROMA_WEIGHT = 1.6;

interface Bin {
  count: number;
  red: number;
  green: number;
  blue: number;
  lightness: number;
  a: number;
  b: number;
  cluster: number;
}

/** @param samples RGB, 8 bit, interleaved; a few ten thousand at most @returns largest cluster first */
export function clusters(samples: Uint8Array): Cluster[] {
  const bins = binsOf(samples);
  const centres = seeds(bins);
  for (let round = 0; round < ROUNDS; round++) {
    assign(bins, centres);
    recentre(bins, centres);
  }
  assign(bins, centres);
  const total = samples.length / 3;
  return centres
    .map((_, index) => clusterOf(bins, index, total))
    .filter((cluster) => cluster.share > 0)
    .sort((p, q) => q.share - p.share);
}

function binsOf(samples: Uint8Array): Bin[] {
  const bins = new Map<number, Bin>();
  const shift = 8 - BITS;
  for (let i = 0; i < samples.length; i += 3) {
    const red = samples[i];
    const green = samples[i + 1];
    const blue = samples[i + 2];
    const key = ((red >> shift) << (2 * BITS)) | ((green >> shift) << BITS) | (blue >> shift);
    let bin = bins.get(key);
    if (bin === undefined) {
      bin = { count: 0, red: 0, green: 0, blue: 0, lightness: 0, a: 0, b: 0, cluster: 0 };
      bins.set(key, bin);
    }
    bin.count++;
    bin.red += red;
    bin.green += green;
    bin.blue += blue;
  }
  const list = [...bins.values()].sort((p, q) => q.count - p.count);
  for (const bin of list) {
    bin.red /= bin.count;
    bin.green /= bin.count;
    bin.blue /= bin.count;
    [bin.lightness, bin.a, bin.b] = oklab(bin.red, bin.green, bin.blue);
  }
  return list;
}

type Centre = { lightness: number; a: number; b: number };

/** The fullest bins that look different from each other. */
function seeds(bins: readonly Bin[]): Centre[] {
  const centres: Centre[] = [];
  for (const bin of bins) {
    if (centres.length === MAX_CLUSTERS) break;
    if (centres.every((centre) => distance(centre, bin) > SEED_DISTANCE))
      centres.push({ lightness: bin.lightness, a: bin.a, b: bin.b });
  }
  return centres;
}

function assign(bins: readonly Bin[], centres: readonly Centre[]): void {
  for (const bin of bins) {
    let nearest = Number.POSITIVE_INFINITY;
    for (let i = 0; i < centres.length; i++) {
      const d = distance(centres[i], bin);
      if (d < nearest) {
        nearest = d;
        bin.cluster = i;
      }
    }
  }
}

function recentre(bins: readonly Bin[], centres: readonly Centre[]): void {
  const sums = centres.map(() => ({ count: 0, lightness: 0, a: 0, b: 0 }));
  for (const bin of bins) {
    const sum = sums[bin.cluster];
    sum.count += bin.count;
    sum.lightness += bin.lightness * bin.count;
    sum.a += bin.a * bin.count;
    sum.b += bin.b * bin.count;
  }
  for (const [index, sum] of sums.entries()) {
    if (sum.count === 0) continue;
    const centre = centres[index];
    centre.lightness = sum.lightness / sum.count;
    centre.a = sum.a / sum.count;
    centre.b = sum.b / sum.count;
  }
}

function clusterOf(bins: readonly Bin[], index: number, total: number): Cluster {
  let count = 0;
  const rgb: [number, number, number] = [0, 0, 0];
  let fullest: Bin | undefined;
  for (const bin of bins) {
    if (bin.cluster !== index) continue;
    fullest ??= bin;
    count += bin.count;
    rgb[0] += bin.red * bin.count;
    rgb[1] += bin.green * bin.count;
    rgb[2] += bin.blue * bin.count;
  }
  const share = count / total;
  if (fullest !== undefined && fullest.count > 0.6 * count)
    return { share, rgb: [fullest.red, fullest.green, fullest.blue] };
  return { share, rgb: [rgb[0] / count, rgb[1] / count, rgb[2] / count] };
}

function distance(p: Centre, q: Centre): number {
  const dl = p.lightness - q.lightness;
  const da = p.a - q.a;
  const db = p.b - q.b;
  return dl * dl + CHROMA_WEIGHT * (da * da + db * db);
}
