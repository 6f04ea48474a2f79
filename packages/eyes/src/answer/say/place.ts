// Where in the picture something is, in words and in numbers.
import type { Box, PictureFacts } from "../../perception.ts";

/** A box over this share of the picture has no place of its own. */
const FILLS_SHARE = 0.55;
/** What lies between these shares of the width or height is in the centre. */
const [LOW, HIGH] = [0.36, 0.64];

/** `at the top left`, `in the centre`, `filling most of the picture`. */
export function placeOf(box: Box, { width, height }: Pick<PictureFacts, "width" | "height">): string {
  const [x1, y1, x2, y2] = box;
  if (fillsPicture(box, { width, height })) return "filling most of the picture";
  const across = side((x1 + x2) / 2 / width, "left", "right");
  const down = side((y1 + y2) / 2 / height, "top", "bottom");
  if (down !== "") return `at the ${[down, across].filter(Boolean).join(" ")}`;
  return across === "" ? "in the centre" : `on the ${across}`;
}

export function fillsPicture(box: Box, { width, height }: Pick<PictureFacts, "width" | "height">): boolean {
  return areaOf(box) > FILLS_SHARE * width * height;
}

function side(share: number, low: string, high: string): string {
  if (share < LOW) return low;
  return share > HIGH ? high : "";
}

/** `[40, 60, 120, 200]` */
export function sayBox(box: Box): string {
  return `[${box.join(", ")}]`;
}

/** Says once how boxes are to be read. */
export function boxLegend({ width, height }: PictureFacts): string {
  return `Boxes are [x1, y1, x2, y2] in pixels of the ${width} x ${height} picture, from its top left.`;
}

export function areaOf([x1, y1, x2, y2]: Box): number {
  return Math.max(0, x2 - x1) * Math.max(0, y2 - y1);
}

/** Whether the middle of a box lies in another. */
export function isMiddleIn([x1, y1, x2, y2]: Box, around: Box): boolean {
  const [x, y] = [(x1 + x2) / 2, (y1 + y2) / 2];
  return x >= around[0] && x <= around[2] && y >= around[1] && y <= around[3];
}

/** Area in both boxes by area in either, 0 to 1. */
export function overlapOf(a: Box, b: Box): number {
  const both = areaOf([Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.min(a[3], b[3])]);
  return both === 0 ? 0 : both / (areaOf(a) + areaOf(b) - both);
}
