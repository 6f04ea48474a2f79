// The main colours of a whole picture, named, with the share of the area each covers.
import type { SeenColour } from "../../perception.ts";
import type { Pixels } from "../pixels.ts";
import { sampleWhole } from "../sample.ts";
import { clusters } from "./clusters.ts";
import { hexOf } from "./hex.ts";
import { colourName } from "./name.ts";

/** Long edge of the sampled grid, px. */
const GRID_PX = 160;
/** Smaller shares are not worth a name. */
const MIN_SHARE = 0.01;

/** @returns largest share first; clusters that bear one name are one colour, shown by its largest cluster's hex */
export async function mainColours(pixels: Pixels): Promise<SeenColour[]> {
  const grid = sampleWhole(pixels, GRID_PX);
  const named = new Map<string, { hex: string; share: number }>();
  for (const { rgb, share } of clusters(grid.data)) {
    const name = colourName(...rgb);
    const seen = named.get(name);
    if (seen) seen.share += share;
    else named.set(name, { hex: hexOf(...rgb), share });
  }
  return [...named]
    .map(([name, { hex, share }]) => ({ name, hex, share: Math.round(share * 1000) / 1000 }))
    .filter((colour) => colour.share >= MIN_SHARE)
    .sort((p, q) => q.share - p.share);
}
