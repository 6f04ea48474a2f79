// Finds things of 80 kinds: two detectors over the picture and its tiles, calibrated, clustered, named.
import type { Box, SeenObject } from "../../perception.ts";
import { snap } from "../boxes.ts";
import type { Pixels } from "../pixels.ts";
import { type Detector, probability } from "./calibrate.ts";
import { type Candidate, cluster } from "./cluster.ts";
import type { Detection } from "./detection.ts";
import { detectNano } from "./nano.ts";
import { cutByTile, regionsOf } from "./regions.ts";
import { detectSsd } from "./ssd.ts";
import { vote } from "./vote.ts";

export interface ObjectOptions {
  /** Things less sure than this are left out. @default 0.45; in flat graphics use 0.72, where detectors see laptops in pages */
  readonly minConfidence?: number;
  /** Asked between regions: true ends the search with what was found so far. */
  readonly stop?: () => boolean;
}

/** Regions a run of the SSD: more cost memory and gain nothing. */
const BATCH = 4;

/** The things in the picture, surest first, boxes in whole px of `pixels`. Colours are left to the caller. */
export async function findObjects(
  pixels: Pixels,
  { minConfidence = 0.45, stop = () => false }: ObjectOptions = {},
): Promise<Omit<SeenObject, "colours">[]> {
  const { width, height } = pixels;
  const regions = regionsOf(width, height);
  const candidates: Candidate[] = [];
  const add = (detector: Detector, region: Box, found: readonly Detection[]): void => {
    const inTile = region !== regions[0];
    for (const { label, score, box } of found)
      if (!inTile || !cutByTile(box, region, width, height))
        candidates.push({ label, detector, probability: probability(detector, score, inTile), box: clip(box, pixels) });
  };
  for (let i = 0; i < regions.length && !stop(); i += BATCH) {
    const batch = regions.slice(i, i + BATCH);
    const found = await detectSsd(pixels, batch);
    for (const [k, region] of batch.entries()) add("ssd", region, found[k] ?? []);
  }
  for (const region of regions) {
    if (stop()) break;
    add("nano", region, await detectNano(pixels, region));
  }
  return vote(cluster(candidates, width * height), minConfidence).map((thing) => ({
    ...thing,
    box: snap(thing.box, width, height),
  }));
}

function clip(box: Box, { width, height }: Pixels): Box {
  return [Math.max(0, box[0]), Math.max(0, box[1]), Math.min(width, box[2]), Math.min(height, box[3])];
}
