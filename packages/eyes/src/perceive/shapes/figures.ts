// Regions and strokes with their outlines: what each encloses, and what lies round it.
import type { Pixels } from "../pixels.ts";
import type { Background } from "./background.ts";
import { momentsOf } from "./moments.ts";
import { BORDER, type Outline, traceOutline } from "./outline.ts";
import { NONE, type Region, type Regions } from "./regions.ts";

export interface Figure {
  readonly region: Region;
  readonly outline: Outline;
  /** Px² inside the outline, holes included. */
  readonly area: number;
  /** Length of the outline, px. */
  readonly length: number;
  /** Id of the region or stroke that lies beyond almost all of the outline, or `NONE`. */
  readonly around: number;
}

/** Share of the outline, as far as it is clear what lies beyond, that one neighbour must have to lie round a figure. */
const AROUND_SHARE = 0.85;

export function figureOf(pixels: Pixels, regions: Regions, region: Region): Figure {
  const outline = traceOutline(pixels, regions, region);
  return {
    region,
    outline,
    area: momentsOf(outline).area,
    length: lengthOf(outline),
    around: neighbourAround(outline),
  };
}

function neighbourAround({ beyond }: Outline): number {
  const counts = new Map<number, number>();
  let clear = 0;
  for (const id of beyond) {
    if (id === NONE) continue;
    clear++;
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  for (const [id, count] of counts) if (id !== BORDER && count >= AROUND_SHARE * clear) return id;
  return NONE;
}

/** Measured over every third point: the steps of the px lattice would make slanting lines longer than they are. */
function lengthOf({ xs, ys }: Outline): number {
  let length = 0;
  const count = xs.length;
  for (let i = 0; i < count; i += 3) {
    const next = Math.min(i + 3, count) % count;
    length += Math.hypot(xs[next] - xs[i], ys[next] - ys[i]);
  }
  return length;
}

/**
 * Which points of the outline are the figure's own, 1, and which are where another figure or the border begins, 0. Its own are those beyond
 * which lies the ground that it stands on: the background, or the figure that holds it.
 */
export function ownPoints(
  { region, outline }: Figure,
  { background, byId }: { background: Background; byId: ReadonlyMap<number, Figure> },
): Uint8Array {
  const grounds = new Map<number, boolean>();
  for (const id of outline.beyond) {
    if (grounds.has(id)) continue;
    const other = byId.get(id)?.region;
    grounds.set(id, background.ids.has(id) || (other !== undefined && holds(other.box, region.box)));
  }
  return Uint8Array.from(outline.beyond, (id) => Number(grounds.get(id)));
}

function holds(outer: Region["box"], inner: Region["box"]): boolean {
  return outer[0] < inner[0] && outer[1] < inner[1] && outer[2] > inner[2] && outer[3] > inner[3];
}
