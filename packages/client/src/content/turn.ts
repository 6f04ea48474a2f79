// EXIF orientation as a mapping of positions: from stored pixels, as the codec wrote them, to upright ones, as every viewer shows them.
// Source of the eight: CIPA DC-008 (EXIF 2.32), tag 0x0112.
import type { Orientation } from "../media/facts.ts";
import { orientedSize, swapsSides } from "../media/orient.ts";
import { type Box, isBox, type Point } from "./geometry.ts";
import type { Size } from "./tokens.ts";

/** Of a position in stored pixels, the one in upright pixels. `upright` is the upright size. */
export function toUpright<P extends Box | Point>(place: P, orientation: Orientation, upright: Size): P {
  return mapped(place, (point) => turned(point, orientation, storedSize(orientation, upright)));
}

/** Of a position in upright pixels, the one in stored pixels. `upright` is the upright size. */
export function toStored<P extends Box | Point>(place: P, orientation: Orientation, upright: Size): P {
  return mapped(place, (point) => turned(point, INVERSE[orientation], upright));
}

/** The size as the codec wrote it. */
export function storedSize(orientation: Orientation, upright: Size): Size {
  return orientedSize(upright.width, upright.height, orientation);
}

/** Two quarter turns undo each other; every other orientation undoes itself. */
const INVERSE: Readonly<Record<Orientation, Orientation>> = { 1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 8, 7: 7, 8: 6 };

/** Orientations that count from the right, and from the bottom, of the picture they turn; 5 to 8 swap the axes after that. */
const FROM_RIGHT: ReadonlySet<Orientation> = new Set<Orientation>([2, 3, 7, 8]);
const FROM_BOTTOM: ReadonlySet<Orientation> = new Set<Orientation>([3, 4, 6, 7]);

function turned({ x, y }: Point, orientation: Orientation, before: Size): Point {
  const across = FROM_RIGHT.has(orientation) ? before.width - x : x;
  const down = FROM_BOTTOM.has(orientation) ? before.height - y : y;
  return swapsSides(orientation) ? { x: down, y: across } : { x: across, y: down };
}

/** A box by its two corners, which may have changed places. */
function mapped<P extends Box | Point>(place: P, map: (point: Point) => Point): P {
  if (!isBox(place)) return map(place as Point) as P;
  const a = map({ x: place.x1, y: place.y1 });
  const b = map({ x: place.x2, y: place.y2 });
  const box: Box = { x1: Math.min(a.x, b.x), y1: Math.min(a.y, b.y), x2: Math.max(a.x, b.x), y2: Math.max(a.y, b.y) };
  return box as P;
}
