// Where the plate with a label goes: at its box, inside the picture, and not over another plate while there is room elsewhere.
import { type Box, clamp } from "../content/geometry.ts";
import type { Size } from "../content/tokens.ts";

/**
 * The place of a plate of `size` at `box`, in whole px of a picture of `picture` px. First above the box at its left, then below, then inside
 * at the top and at the bottom, then the same at its right; the first of all when each of them lies over one of `taken`.
 */
export function placePlate(size: Size, box: Box, picture: Size, taken: readonly Box[]): Box {
  const rows = [box.y1 - size.height, box.y2, box.y1, box.y2 - size.height];
  const columns = [box.x1, box.x2 - size.width];
  const all = columns.flatMap((x) => rows.map((y) => ({ x, y })));
  const inside = all.filter(({ y }) => y >= 0 && y + size.height <= picture.height);
  const places = (inside.length > 0 ? inside : all).map(({ x, y }) => {
    const x1 = Math.round(clamp(x, 0, Math.max(0, picture.width - size.width)));
    const y1 = Math.round(clamp(y, 0, Math.max(0, picture.height - size.height)));
    return { x1, y1, x2: x1 + size.width, y2: y1 + size.height };
  });
  const [first] = places as [Box, ...Box[]];
  return places.find((place) => !taken.some((other) => overlap(place, other))) ?? first;
}

function overlap(a: Box, b: Box): boolean {
  return a.x1 < b.x2 && b.x1 < a.x2 && a.y1 < b.y2 && b.y1 < a.y2;
}
