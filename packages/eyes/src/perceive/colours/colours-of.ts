// The colours of one thing in a picture: those of the middle of its box, where background seldom reaches.
import type { Box } from "../../perception.ts";
import type { Pixels } from "../pixels.ts";
import { sample } from "../sample.ts";
import { clusters } from "./clusters.ts";
import { colourName } from "./name.ts";

/** Share of the box's width and height that counts as its middle. */
const MIDDLE = 0.6;
const GRID_PX = 32;
/** A name with a smaller share of the middle is not one of the thing's colours. */
const MIN_SHARE = 0.2;
const MAX_NAMES = 2;

/** @param box may reach over the picture's edge @returns one or two names, most common first */
export async function coloursOf(pixels: Pixels, box: Box): Promise<string[]> {
  const [left, right] = middle(box[0], box[2], pixels.width);
  const [top, bottom] = middle(box[1], box[3], pixels.height);
  const columns = Math.min(GRID_PX, right - left);
  const grid = sample(pixels, [left, top, right, bottom], columns, Math.min(GRID_PX, bottom - top));
  const shares = new Map<string, number>();
  for (const { rgb, share } of clusters(grid.data)) {
    const name = colourName(...rgb);
    shares.set(name, (shares.get(name) ?? 0) + share);
  }
  const names = [...shares].sort((p, q) => q[1] - p[1]);
  const common = names.filter(([, share]) => share >= MIN_SHARE).slice(0, MAX_NAMES);
  return (common.length > 0 ? common : names.slice(0, 1)).map(([name]) => name);
}

/** The middle of a span, whole px, at least one px and inside the picture. */
function middle(from: number, to: number, size: number): [number, number] {
  const margin = ((to - from) * (1 - MIDDLE)) / 2;
  const start = Math.min(Math.max(0, Math.round(from + margin)), size - 1);
  return [start, Math.min(Math.max(start + 1, Math.round(to - margin)), size)];
}
