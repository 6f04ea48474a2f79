// A detector's raw score -> the probability that the label is right. Fitted on 65 eye-checked pictures; the two models are
// over-confident in different ways, so their scores cannot be compared before this.
export type Detector = "ssd" | "nano";

const CURVES: Record<Detector, (score: number) => number> = {
  ssd: (score) => 0.08 + 0.62 * Math.max(0, (score - 0.3) / 0.7) ** 1.3,
  nano: (score) => Math.min(0.8, 0.1 + Math.max(0, score - 0.3)),
};

/** A tile shows a thing without its surroundings: a little less sure. */
const TILE_FACTOR = 0.92;

/** Probability that a label is right, 0 to 0.8: one model alone is never surer than that. */
export function probability(detector: Detector, score: number, inTile: boolean): number {
  return CURVES[detector](score) * (inTile ? TILE_FACTOR : 1);
}
