// The ground that everything is drawn on: the colour that most of the picture's border shows.
import type { Region, Regions } from "./regions.ts";

/** RGB distance under which two flat colours count as one. */
const SAME_COLOUR = 20;
/** A frame round the picture takes at most this share of it, and what it frames at least the other. */
const FRAME = { atMost: 0.2, framed: 0.5 };

export interface Background {
  readonly rgb: readonly [number, number, number];
  /** Regions that belong to it: those of its colour that reach the border. */
  readonly ids: ReadonlySet<number>;
}

/** @returns null for a picture without any smooth area */
export function findBackground({ list, width, height }: Regions): Background | null {
  if (list.length === 0) return null;
  let best: Region[] = [];
  let mostBorder = -1;
  for (const region of list) {
    if (region.border === 0) continue;
    const alike = list.filter((other) => other.border > 0 && isSameColour(other.rgb, region.rgb));
    const border = alike.reduce((sum, other) => sum + other.border, 0);
    if (border <= mostBorder) continue;
    mostBorder = border;
    best = alike;
  }
  const largest = list[0];
  const count = best.reduce((sum, region) => sum + region.count, 0);
  const isFrame = count < FRAME.atMost * width * height && largest.count > FRAME.framed * width * height;
  if (best.length === 0 || isFrame) best = isFrame ? [...best, largest] : [largest];
  // A frame is no shape either: its regions stay in the set.
  const ground = isFrame ? largest : best.reduce((most, region) => (region.count > most.count ? region : most));
  return { rgb: ground.rgb, ids: new Set(best.map((region) => region.id)) };
}

export function isSameColour(a: readonly [number, number, number], b: readonly [number, number, number]): boolean {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]) < SAME_COLOUR;
}
