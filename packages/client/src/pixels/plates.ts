// Where the plate with a label goes: at its box, inside the picture, and not over another plate while there is room elsewhere.
import { type Box, clamp } from "../content/geometry.ts";
import type { Size } from "../content/tokens.ts";

/**
 * The place of a plate of `size` at `box`, in whole px of a picture of `picture` px. First above the box at its left, then below, then inside
 * at the top and at the bottom, then the same at its right, then beside it; the first of all when each of them lies over one of `taken`.
 */
export function placePlate(size: Size, box: Box, picture: Size, taken: readonly Box[]): Box {
  const rows = [box.y1 - size.height, box.y2, box.y1, box.y2 - size.height];
  const columns = [box.x1, box.x2 - size.width];
  const all = columns.flatMap((x) => rows.map((y) => ({ x, y })));
  const inside = all.filter(({ y }) => y >= 0 && y + size.height <= picture.height);
  const beside = [box.x2, box.x1 - size.width]
    .filter((x) => x >= 0 && x + size.width <= picture.width)
    .map((x) => ({ x, y: box.y1 }));
  const places = [...(inside.length > 0 ? inside : all), ...beside].map(({ x, y }) => {
    const x1 = Math.round(clamp(x, 0, Math.max(0, picture.width - size.width)));
    const y1 = Math.round(clamp(y, 0, Math.max(0, picture.height - size.height)));
    return { x1, y1, x2: x1 + size.width, y2: y1 + size.height };
  });
  const [first] = places as [Box, ...Box[]];
  return places.find((place) => !taken.some((other) => overlap(place, other))) ?? first;
}

/** The places of all plates, one after the other. `clashes`: how many lie over another. */
export function placePlates(
  plates: readonly { readonly size: Size; readonly box: Box }[],
  picture: Size,
): { readonly places: readonly Box[]; readonly clashes: number } {
  const places: Box[] = [];
  let clashes = 0;
  for (const { size, box } of plates) {
    const place = placePlate(size, box, picture, places);
    if (places.some((other) => overlap(place, other))) clashes++;
    places.push(place);
  }
  return { places, clashes };
}

function overlap(a: Box, b: Box): boolean {
  return a.x1 < b.x2 && b.x1 < a.x2 && a.y1 < b.y2 && b.y1 < a.y2;
}
