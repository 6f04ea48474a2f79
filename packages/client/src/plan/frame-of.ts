// The frame of a picture as a plan sends it: what brings coordinates of an answer back to the original.
import { isKnown } from "../content/block.ts";
import { type Frame, makeFrame } from "../content/frame.ts";
import type { Size } from "../content/tokens.ts";
import { modelOf } from "../platform/models.ts";
import type { Plan } from "./plan.ts";

/**
 * The frame of the n-th block of a plan, counted from 0. Null where coordinates cannot be brought back: of a document, of what is refused, and of
 * a picture whose size is not known (a url that nobody fetched, a foreign file, a format whose header is not read).
 *
 * @param sent the size that was really sent, where bytes had to be saved and it is not the planned one
 * @throws TypeError when the plan has no such block
 */
export function frameOf(plan: Plan, index = 0, sent: Size | null = null): Frame | null {
  const step = plan.steps[index];
  if (step === undefined) throw new TypeError(`the plan has ${plan.steps.length} blocks, and none at index ${index}`);
  const { block, facts } = step;
  const size = sent ?? step.sent;
  if (block !== "image" || size === null || !isKnown(facts) || facts.kind !== "image") return null;
  const { width, height, orientation } = facts;
  return makeFrame({
    original: { width, height },
    orientation,
    sent: size,
    tier: modelOf(plan.model).model.tier.value,
  });
}
