// Places in a picture. Positions lie on continuous axes: 0,0 is the top left corner of the picture, x grows to the right, y down, and the
// pixel in column i covers i to i + 1. The edges of a box are such positions, so that x2 - x1 is its width.
import type { Size } from "./tokens.ts";

/** A box by its top left and bottom right corners, in px. */
export interface Box {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

/** A position, in px. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export function isBox(place: Box | Point): place is Box {
  return "x1" in place;
}

export function middleOf({ x1, y1, x2, y2 }: Box): Point {
  return { x: (x1 + x2) / 2, y: (y1 + y2) / 2 };
}

/** The box of a whole picture. */
export function wholeOf({ width, height }: Size): Box {
  return { x1: 0, y1: 0, x2: width, y2: height };
}

/** The box in whole px: each edge at the nearest, inside a picture of `size`, and never without an area. */
export function wholePixels({ x1, y1, x2, y2 }: Box, size: Size): Box {
  const [left, right] = wholeEdges(x1, x2, size.width);
  const [top, bottom] = wholeEdges(y1, y2, size.height);
  return { x1: left, y1: top, x2: right, y2: bottom };
}

/** The whole pixel that holds the position: its column and row, inside a picture of `size`. */
export function wholePixel({ x, y }: Point, size: Size): Point {
  return { x: clamp(Math.floor(x), 0, size.width - 1), y: clamp(Math.floor(y), 0, size.height - 1) };
}

function wholeEdges(from: number, to: number, side: number): [number, number] {
  const start = clamp(Math.round(from), 0, side - 1);
  return [start, clamp(Math.round(to), start + 1, side)];
}

export function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}

/** @throws TypeError when it is neither `{ x1, y1, x2, y2 }` nor `{ x, y }` of finite numbers, or the edges of a box stand the wrong way round */
export function checkPlace(place: Box | Point, name: string): void {
  const keys = typeof place === "object" && place !== null && isBox(place) ? ["x1", "y1", "x2", "y2"] : ["x", "y"];
  const values = place as unknown as Readonly<Record<string, unknown>> | null;
  for (const key of keys)
    if (!Number.isFinite(values?.[key])) throw new TypeError(`${name} must have numbers of px as ${keys.join(", ")}`);
  if (isBox(place) && (place.x1 > place.x2 || place.y1 > place.y2))
    throw new TypeError(`${name} must have x1 up to x2 and y1 up to y2`);
}
