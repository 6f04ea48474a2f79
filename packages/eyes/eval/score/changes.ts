// Scores of a comparison: how far the changed regions are from where the change was made.
import type { Box, Comparison } from "../../src/perception.ts";
import { edgeDistance } from "./iou.ts";

export interface ChangesScore {
  /** Worst edge of the nearest region, px, for each change made; null when no region was given. */
  readonly distances: readonly (number | null)[];
  /** Regions beyond the number of changes made. */
  readonly extra: number;
}

export function scoreChanges(made: readonly Box[], { regions }: Comparison): ChangesScore {
  return {
    distances: made.map((box) =>
      regions.length === 0 ? null : Math.min(...regions.map((region) => edgeDistance(box, region))),
    ),
    extra: Math.max(0, regions.length - made.length),
  };
}
