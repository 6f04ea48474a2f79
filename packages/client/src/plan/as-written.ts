// A plan after its pictures were written: the sizes that were only known then, or turned out smaller because the bytes had to fit.
import type { Block } from "../content/block.ts";
import { imageTokens, seenSize } from "../content/tokens.ts";
import type { ImageMediaType } from "../media/facts.ts";
import type { PlanContext } from "./context.ts";
import { diagnose } from "./diagnose.ts";
import { freeze } from "./freeze.ts";
import type { Plan, Step } from "./plan.ts";
import { totalsOf } from "./request.ts";
import { termsOf } from "./terms.ts";
import { base64LengthOf, base64SourceBytes } from "./wire-bytes.ts";

/** A picture as it was written, sizes in px. */
export interface WrittenPicture {
  readonly width: number;
  readonly height: number;
  readonly mediaType: ImageMediaType;
  readonly byteLength: number;
}

/**
 * The plan with what was really sent in its steps and totals. `blocks` and `context` are those it was made from.
 *
 * @param written what was made, by the printed path of the block
 */
export function asWritten(
  plan: Plan,
  blocks: readonly Block[],
  context: PlanContext,
  written: ReadonlyMap<string, WrittenPicture>,
): Plan {
  if (written.size === 0) return plan;
  const terms = termsOf(blocks, context);
  const tier = terms.model.tier.value;
  const steps = plan.steps.map((step): Step => {
    const picture = written.get(step.at);
    if (picture === undefined) return step;
    const { width, height, mediaType, byteLength } = picture;
    return {
      ...step,
      mediaType,
      sent: { width, height },
      seen: seenSize(width, height, tier),
      tokens: imageTokens(width, height, tier),
      wireBytes: step.method === "base64" ? base64SourceBytes(mediaType, base64LengthOf(byteLength)) : step.wireBytes,
    };
  });
  // Notes on sizes speak of what was planned.
  const diagnostics = diagnose(blocks, steps, plan.problems, terms);
  return freeze({ ...plan, steps, diagnostics, totals: totalsOf(steps, terms) });
}
