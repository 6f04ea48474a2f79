// `plan` and `estimate` on a lane: what would be done, and what it would take, with nothing sent.
import type { Plan } from "../plan/plan.ts";
import { checkEstimate, checkPlan } from "./check-options.ts";
import { type EstimatedInputs, type EstimateInputsOptions, estimateInputs } from "./estimate-inputs.ts";
import type { PlanOptions } from "./fovea.ts";
import type { Inputs } from "./inputs.ts";
import type { Lane } from "./lane.ts";
import { planInputs } from "./prepare.ts";
import { wishOf } from "./wish.ts";

/** @throws as `Fovea.plan` */
export async function planIn(lane: Lane, inputs: Inputs, options: PlanOptions): Promise<Plan> {
  checkPlan(options);
  const { fetch = false, prompt = "", ...call } = options;
  const wish = wishOf(lane, inputs, prompt, call);
  try {
    return (await planInputs(wish, fetch ? "all" : "none")).plan;
  } finally {
    wish.teller.end();
  }
}

/** @throws as `Fovea.estimate` */
export async function estimateIn(lane: Lane, inputs: Inputs, options: EstimateInputsOptions): Promise<EstimatedInputs> {
  checkEstimate(options);
  const { turns, outputTokens, cache, batch, inferenceGeo, write, fetch: _, prompt = "", ...call } = options;
  const wish = wishOf(lane, inputs, prompt, call);
  try {
    return await estimateInputs(wish, options);
  } finally {
    wish.teller.end();
  }
}
