// Whether things said with a confidence are right that often.
import { LIKELY, SURE } from "../../src/answer/say/hedge.ts";
import { mean } from "./quantile.ts";

export interface Given {
  readonly confidence: number;
  readonly right: boolean;
}

export interface Bin {
  readonly from: number;
  readonly given: number;
  readonly right: number;
  /** Mean confidence, null when nothing was given in this range. */
  readonly confidence: number | null;
}

/** The ranges in which an answer sounds alike: possibly, looks like, plain. */
export function calibrate(given: readonly Given[]): Bin[] {
  const edges = [0, LIKELY, SURE];
  return edges.map((from, i) => {
    const within = given.filter(({ confidence }) => confidence >= from && confidence < (edges[i + 1] ?? Infinity));
    return {
      from,
      given: within.length,
      right: within.filter(({ right }) => right).length,
      confidence: mean(within.map(({ confidence }) => confidence)),
    };
  });
}
