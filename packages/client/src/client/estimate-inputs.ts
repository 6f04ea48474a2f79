// An estimate of inputs in hand: opened and planned, the pictures that would be written anew written, so that their bytes are known. Sends nothing.
import { isKnown } from "../content/block.ts";
import { textsOf } from "../content/texts.ts";
import { type Estimate, estimate } from "../plan/estimate.ts";
import type { EstimateOptions, WrittenPicture } from "../plan/estimate-options.ts";
import type { Plan } from "../plan/plan.ts";
import type { PlanOptions } from "./fovea.ts";
import { planInputs, type Wish } from "./prepare.ts";

/** What a conversation about the inputs is like. */
type Conversation = Pick<EstimateOptions, "turns" | "outputTokens" | "cache" | "batch" | "inferenceGeo">;

/** What `Fovea.estimate` may be told: what `plan` may, and what the conversation is like. */
export interface EstimateInputsOptions extends PlanOptions, Conversation {
  /**
   * Writes pictures anew that would be, to know how many bytes they have; that takes the processor time of sending them. Default true; where sharp
   * is not installed these bytes stay unknown.
   */
  readonly write?: boolean;
}

/** An estimate, and the plan that it was made from. */
export interface EstimatedInputs extends Estimate {
  readonly plan: Plan;
}

/** @throws what `plan` throws, and TypeError for an option that is not of its kind */
export async function estimateInputs(wish: Wish, options: EstimateInputsOptions = {}): Promise<EstimatedInputs> {
  const { turns, outputTokens, cache, batch, inferenceGeo, write = true } = options;
  const planned = await planInputs(wish, options.fetch ? "all" : "none");
  const { prompt } = wish;
  const system = wish.fields.system;
  const found = estimate(planned.plan, {
    prompt,
    ...(typeof system === "string" ? { system } : {}),
    texts: without(textsOf(planned.body.messages), prompt),
    ...(turns === undefined ? {} : { turns }),
    ...(outputTokens === undefined ? {} : { outputTokens }),
    ...(cache === undefined ? {} : { cache }),
    ...(batch === undefined ? {} : { batch }),
    ...(inferenceGeo === undefined ? {} : { inferenceGeo }),
    written: write ? await writeAll(planned) : {},
    platform: wish.platform,
    model: wish.model,
  });
  return Object.freeze({ ...found, plan: planned.plan });
}

/** Pictures in hand that would be written anew, as they would be sent. */
async function writeAll({
  plan,
  resolvers,
}: Awaited<ReturnType<typeof planInputs>>): Promise<Record<string, WrittenPicture>> {
  const written: Record<string, WrittenPicture> = {};
  const { pixels, bytes } = resolvers;
  if (pixels === undefined || bytes === undefined) return written;
  for (const { at, from, bounds, facts, resize, transcode } of plan.steps) {
    if (from !== "held" || bounds === null || !isKnown(facts)) continue;
    const picture = await pixels({ at, bytes: await bytes(at), facts, resize, transcode, bounds });
    const { mediaType, width, height } = picture;
    written[at] = { mediaType, byteLength: picture.bytes.length, width, height };
  }
  return written;
}

/** The prompt is the last text; what stands before it is sent with the first turn alone. */
function without(texts: readonly string[], prompt: string): readonly string[] {
  return prompt !== "" && texts.at(-1) === prompt ? texts.slice(0, -1) : texts;
}
