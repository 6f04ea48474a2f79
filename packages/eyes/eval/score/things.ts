// Scores of what was named: found, missed, false, and how well the boxes sit.
import type { SeenObject } from "../../src/perception.ts";
import type { Truth } from "../truth.ts";
import { iou } from "./iou.ts";
import { matchBest } from "./match.ts";

/** A box that overlaps less is another thing. */
const SAME_PLACE = 0.5;

export interface ThingsScore {
  readonly present: number;
  readonly found: number;
  /** Labels that no thing there has at that place, and second boxes round one thing. */
  readonly wrong: readonly Pick<SeenObject, "label" | "confidence">[];
  readonly ious: readonly number[];
  /** Every label given: how sure, and whether right. */
  readonly given: readonly { readonly confidence: number; readonly right: boolean }[];
}

/** @returns null when the truth does not tell what is there */
export function scoreThings({ things, alsoThere = [] }: Truth, seen: readonly SeenObject[]): ThingsScore | null {
  if (!things) return null;
  const likeness = (there: (typeof things)[number], one: SeenObject): number =>
    there.label === one.label ? iou(there.box, one.box) : 0;
  const { pairs, extra } = matchBest(things, seen, likeness, SAME_PLACE);
  const wrong = extra.filter(({ label }) => !alsoThere.includes(label));
  return {
    present: things.length,
    found: pairs.length,
    wrong: wrong.map(({ label, confidence }) => ({ label, confidence })),
    ious: pairs.map((pair) => pair.likeness),
    given: seen.map((one) => ({ confidence: one.confidence, right: !wrong.includes(one) })),
  };
}
