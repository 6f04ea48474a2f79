// What changed between two pictures, told from what coding, size, light and a moved camera do to the same scene.
import type { Box, Comparison } from "../../perception.ts";
import { haveLikeProportions } from "../../proportions.ts";
import { area, scaleBox, snap } from "../boxes.ts";
import { luma } from "../luma.ts";
import { type Pixels, resample } from "../pixels.ts";
import { shrink, shrinkFactor } from "../shrink.ts";
import { changesOf, merged } from "./changes.ts";
import { type Difference, differenceOf, plainDifference } from "./difference.ts";
import { differenceHash, hashDistance } from "./hash.ts";
import { overlay } from "./overlay.ts";
import { refineBox } from "./refine.ts";
import { findShift, type Shift } from "./shift.ts";
import { type Similarity, similarityOf } from "./similarity.ts";
import { retone, type Tone, toneBetween } from "./tone.ts";

/** Pictures are compared at this size; regions are then brought to the px of the first. */
const MAX_EDGE_PX = 640;
/** Mean change of levels, of 255, that is taken out before local changes are looked for; and that people see. */
const TONE = { taken: 1, visible: 4 };
/** A px of a picture in another tone differs from this on. */
const TONE_STEP = 16;
/** Under this similarity a moved camera is looked for. */
const MOVED_UNDER = 0.9;
/** A shift explains a pair when the moved scene correlates this well, and this much better than the unmoved one. */
const MOVED = { correlation: 0.8, gain: 0.05, leastShare: 0.004 };
/** Different pictures: hardly any structure matches, and what else there is does not match either, or changed regions cover most of the area. */
const DIFFERENT = { matched: 0.3, area: 0.5, hash: 40, similarity: 0.5 };
const MAX_REGIONS = 24;

/**
 * Compares two pictures of any sizes; the second is seen at the size of the first.
 * `regions` are what changed locally, after a shift of the scene and a change of light are taken out; `similarity` and `changedShare` are
 * measured before that. Pictures whose aspect ratios are over 10 % apart cannot be laid over each other: they are `different`, with a
 * similarity of 0 and all of the area changed.
 */
export async function compare(a: Pixels, b: Pixels): Promise<Comparison> {
  const isSameSize = a.width === b.width && a.height === b.height;
  if (isSameSize && areEqual(a.data, b.data))
    return { same: "identical", similarity: 1, changedShare: 0, regions: [], shift: null };
  // Stretched to one size they would agree by accident: a 1 x 1 picture is the mean of any other.
  if (!haveLikeProportions(a, b))
    return { same: "different", similarity: 0, changedShare: 1, regions: [], shift: null };
  // At the size of the smaller one: what the larger one shows more finely is no change.
  const width = Math.min(a.width, b.width);
  const height = Math.min(a.height, b.height);
  const factor = shrinkFactor(width, height, MAX_EDGE_PX);
  const first = shrink(await sized(a, width, height), factor);
  const second = shrink(await sized(b, width, height), factor);
  const [lumaA, lumaB] = [luma(first), luma(second)];
  const similarity = similarityOf(lumaA, lumaB, first.width, first.height);
  const shift = similarity.mean < MOVED_UNDER ? shiftBetween(lumaA, lumaB, first) : null;
  const scene = sceneOf(first, second, shift);
  const changes = changesOf(scene.difference, scene.similarity.unlike, scene.first.width, scene.first.height);

  const covered = changes.boxes.reduce((sum, box) => sum + area(box), 0) / (scene.first.width * scene.first.height);
  const hashes = [lumaA, lumaB].map((values) => differenceHash(values, first.width, first.height));
  const distance = hashDistance(hashes[0] as Uint8Array, hashes[1] as Uint8Array);
  const common = { similarity: round(similarity.mean), changedShare: round(changedShareOf(first, second, scene)) };
  if (!shift && areDifferent(scene.similarity, covered, distance, similarity.mean))
    return { same: "different", ...common, regions: [], shift: null };
  const scale: Scale = { x: (factor * a.width) / width, y: (factor * a.height) / height };
  const regions =
    changes.boxes.length === 0 ? [] : refined(a, await sized(b, a.width, a.height), changes.boxes, scene, scale);
  const hasChanged = regions.length > 0 || shift !== null || scene.tone.change > TONE.visible;
  return {
    same: hasChanged ? "changed" : "nearly",
    ...common,
    regions,
    shift: shift && { x: Math.round(shift.x * scale.x), y: Math.round(shift.y * scale.y) },
  };
}

async function sized(pixels: Pixels, width: number, height: number): Promise<Pixels> {
  return pixels.width === width && pixels.height === height ? pixels : resample(pixels, width, height);
}

/** Px of the first picture for a px at which pictures are compared. */
interface Scale {
  readonly x: number;
  readonly y: number;
}

/** The same scene in both pictures, shift and tone taken out. */
interface Scene {
  readonly first: Pixels;
  readonly left: number;
  readonly top: number;
  readonly shift: Shift | null;
  readonly tone: Tone;
  readonly similarity: Similarity;
  readonly difference: Difference;
}

function sceneOf(a: Pixels, b: Pixels, shift: Shift | null): Scene {
  const { first, second, left, top } = overlay(a, b, shift?.x ?? 0, shift?.y ?? 0);
  const tone = toneBetween(first, second);
  const hasTone = tone.change >= TONE.taken;
  const toned = hasTone ? retone(second, tone, first) : second;
  const similarity = similarityOf(luma(first), luma(toned), first.width, first.height);
  const difference = differenceOf(first, toned, hasTone ? { noisy: true } : {});
  return { first, left, top, shift, tone, similarity, difference };
}

function areEqual(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}

function shiftBetween(a: Float32Array, b: Float32Array, { width, height }: Pixels): Shift | null {
  const shift = findShift(a, b, width, height);
  const isMove = Math.hypot(shift.x, shift.y) >= Math.max(1, MOVED.leastShare * Math.max(width, height));
  const isBetter = shift.correlation >= MOVED.correlation && shift.correlation > shift.unmoved + MOVED.gain;
  return isMove && isBetter ? shift : null;
}

function areDifferent({ matched }: Similarity, covered: number, distance: number, similarity: number): boolean {
  if (matched >= DIFFERENT.matched) return false;
  return similarity < DIFFERENT.similarity || (covered > DIFFERENT.area && distance > DIFFERENT.hash);
}

/** Another tone or place changes nearly every px a little: then each px counts by itself, else only what noise does not explain. */
function changedShareOf(first: Pixels, second: Pixels, { tone, shift, difference }: Scene): number {
  const isWhole = shift !== null || tone.change >= TONE.taken;
  const values = isWhole ? plainDifference(first, second) : difference.mask;
  const least = isWhole ? TONE_STEP : 1;
  let count = 0;
  for (let i = 0; i < values.length; i++) if (values[i] >= least) count++;
  return count / values.length;
}

/** The regions in px of the first picture, their edges measured there; both pictures have its size. */
function refined(a: Pixels, b: Pixels, boxes: readonly Box[], scene: Scene, scale: Scale): Box[] {
  const { tone, shift, difference } = scene;
  const { first, second, left, top } = overlay(
    a,
    b,
    Math.round((shift?.x ?? 0) * scale.x),
    Math.round((shift?.y ?? 0) * scale.y),
  );
  const toned = tone.change >= TONE.taken ? retone(second, tone, first) : second;
  const margin = Math.ceil(Math.max(scale.x, scale.y)) + 2;
  const found = boxes.slice(0, MAX_REGIONS).map((small): Box => {
    const box = snap(scaleBox(small, scale.x, scale.y), first.width, first.height);
    return refineBox(first, toned, box, margin, difference) ?? box;
  });
  return merged(found, 1)
    .sort((p, q) => area(q) - area(p))
    .map(([x1, y1, x2, y2]) => [x1 + left, y1 + top, x2 + left, y2 + top]);
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
