// The main colours of a whole picture, named, with the share of the area each covers.
import type { SeenColour } from "../../perception.ts";
import { type Pixels, resample } from "../pixels.ts";
import { clusters } from "./clusters.ts";
import { hexOf } from "./hex.ts";
import { colourName } from "./name.ts";

/** Long edge of the sampled grid, px. Point samples: averaging would mix colours that are not in the picture. */
const GRID_PX = 160;
/** Smaller shares are not worth a name. */
const MIN_SHARE = 0.01;

/** @returns largest share first; clusters that bear one name are one colour, shown by its largest cluster's hex */
export async function mainColours(pixels: Pixels): Promise<SeenColour[]> {
  const scale = Math.min(1, GRID_PX / Math.max(pixels.width, pixels.height));
  const width = Math.max(1, Math.round(pixels.width * scale));
  const height = Math.max(1, Math.round(pixels.height * scale));
  const grid = await resample(pixels, width, height, { kernel: "nearest" });
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
