// The shapes of a drawing: what flat figures stand on which ground.
import type { Box, SeenShape } from "../../perception.ts";
import { area, overlap, snap } from "../boxes.ts";
import { hexOf } from "../colours/hex.ts";
import { colourName } from "../colours/name.ts";
import type { Pixels } from "../pixels.ts";
import { shrink, shrinkFactor } from "../shrink.ts";
import { findBackground } from "./background.ts";
import { type Combined, combine } from "./combine.ts";
import { findEdges } from "./edges.ts";
import { figureOf } from "./figures.ts";
import { findInk } from "./ink.ts";
import { boxOf } from "./outline.ts";
import { findRegions, type Region } from "./regions.ts";
import { uniteStrokes } from "./unite.ts";

/** Shapes are looked for at this size; outlines are exact to a fraction of its px. */
const MAX_EDGE_PX = 1024;
/** Smaller figures are specks, as a share of the picture and in px of the reduced picture. */
const MIN_SHARE = 0.00015;
const MIN_AREA_PX = 30;
/** Share of a figure's box inside an excluded box that makes it part of what is excluded. */
const EXCLUDED_SHARE = 0.6;
/** Strokes up to this share of the long edge can be lines. */
const LINE_SHARE = 0.008;
const MIN_LINE_SHARE = 0.02;
/** How far outlines stray, px of the reduced picture. */
const CLEAN_SLACK_PX = 0.3;
const NOISY_SLACK_PX = 0.55;
/** The most shapes that are told of. */
const MAX_SHAPES = 120;

export interface Drawing {
  /** Name of the ground's colour. */
  readonly background: string;
  /** Largest visible area first. */
  readonly shapes: readonly SeenShape[];
}

/**
 * Finds flat shapes in a graphic. In a photograph it finds smooth patches, which mean nothing.
 * @param options.exclude boxes of text and codes: what lies in them is no shape, unless it is the ground of the text
 */
export async function findShapes(pixels: Pixels, options: { exclude?: readonly Box[] } = {}): Promise<Drawing> {
  const factor = shrinkFactor(pixels.width, pixels.height, MAX_EDGE_PX);
  const small = shrink(pixels, factor);
  const edges = findEdges(small);
  const regions = findRegions(small, edges);
  const background = findBackground(regions);
  if (!background) return { background: colourName(...meanOf(small)), shapes: [] };
  const exclude = options.exclude ?? [];
  const strokes = findInk(small, edges, regions, maskOf(exclude, small, factor));
  const figures = uniteStrokes(small, regions.labels, [...regions.list, ...strokes])
    .filter(({ id, box }) => !background.ids.has(id) && !isExcluded(scaled(box, factor), exclude))
    .filter((region) => isLargeEnough(region, small))
    .map((region) => figureOf(small, regions, region));
  const shapes = combine(figures, background, {
    maxLinePx: Math.max(3, LINE_SHARE * Math.max(small.width, small.height)),
    slackPx: edges.noisy ? NOISY_SLACK_PX : CLEAN_SLACK_PX,
    noisy: edges.noisy,
  }).map((shape) => describe(shape, pixels, factor));
  return {
    background: colourName(...background.rgb),
    shapes: shapes.sort((a, b) => b.share - a.share).slice(0, MAX_SHAPES),
  };
}

function isLargeEnough({ count, box }: Region, { width, height }: Pixels): boolean {
  if (count >= Math.max(MIN_AREA_PX, MIN_SHARE * width * height)) return true;
  return Math.max(box[2] - box[0], box[3] - box[1]) >= MIN_LINE_SHARE * Math.max(width, height);
}

function isExcluded(box: Box, exclude: readonly Box[]): boolean {
  return exclude.some((other) => {
    const isGround = overlap(box, other) > 0.95 * area(other);
    return !isGround && overlap(box, other) > EXCLUDED_SHARE * area(box);
  });
}

/** Marks the px of the reduced picture that lie in excluded boxes. */
function maskOf(boxes: readonly Box[], { width, height }: Pixels, factor: number): Uint8Array | null {
  if (boxes.length === 0) return null;
  const mask = new Uint8Array(width * height);
  for (const box of boxes) {
    const [x1, y1, x2, y2] = snap(scaled(box, 1 / factor), width, height);
    for (let y = y1; y < y2; y++) mask.fill(1, y * width + x1, y * width + x2);
  }
  return mask;
}

function scaled([x1, y1, x2, y2]: Box, factor: number): Box {
  return [x1 * factor, y1 * factor, x2 * factor, y2 * factor];
}

function describe(shape: Combined, { width, height }: Pixels, factor: number): SeenShape {
  const { name, rgb, figure, area: visible } = shape;
  const share = (visible * factor * factor) / (width * height);
  return {
    shape: name,
    colour: colourName(...rgb),
    hex: hexOf(...rgb),
    box: snap(scaled(shape.box ?? boxOf(figure.outline), factor), width, height),
    share: Math.min(1, Math.round(share * 1e4) / 1e4),
  };
}

function meanOf({ data }: Pixels): [number, number, number] {
  const sums: [number, number, number] = [0, 0, 0];
  for (let i = 0; i < data.length; i++) sums[i % 3] += data[i];
  return sums.map((sum) => (3 * sum) / data.length) as [number, number, number];
}
