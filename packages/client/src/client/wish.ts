// One call as `prepare` takes it: what the lane says for all calls, with the call's own words before.
import type { Policy } from "../plan/plan.ts";
import { checkCall } from "./check-options.ts";
import { defined } from "./defined.ts";
import type { AskOptions } from "./fovea.ts";
import { DEFAULT_MAX_TOKENS } from "./fovea-options.ts";
import { type AnyInput, type Inputs, isLabelled, isTextInput, listOf } from "./inputs.ts";
import type { Lane } from "./lane.ts";
import type { Wish } from "./prepare.ts";
import { createTeller } from "./progress.ts";

/** @throws TypeError for an option that is none, or not of its kind */
export function wishOf(lane: Lane, inputs: Inputs, prompt: string, call: AskOptions): Wish {
  const all = listOf(inputs);
  if (typeof prompt !== "string") throw new TypeError("prompt must be a string");
  checkCall(call);
  const { name, model, known } = lane.modelOf(call.model);
  return {
    ...shared(lane),
    inputs: all,
    prompt,
    label: call.label ?? needsLabels(all),
    model,
    modelKnown: known,
    policy: { ...lane.policy, ...policyOf(call) },
    fields: {
      model: name,
      max_tokens: call.maxTokens ?? DEFAULT_MAX_TOKENS,
      ...defined({ system: call.system }),
      ...(call.schema === undefined ? {} : { output_config: { format: { type: "json_schema", schema: call.schema } } }),
    },
    asImages: call.asImages,
    stripMetadata: call.stripMetadata ?? false,
    mendTruncated: call.mendTruncated ?? false,
    teller: createTeller(call.onProgress),
    stdin: call.stdin,
    cwd: call.cwd,
    signal: call.signal,
  };
}

type Shared =
  | "platform"
  | "fetchUrl"
  | "openedOrigins"
  | "pixels"
  | "decoder"
  | "uploads"
  | "mayKnowUploads"
  | "uploadsExpireInSeconds";

function shared(lane: Lane): Pick<Wish, Shared> {
  const { platform, fetchUrl, openedOrigins, pixels, decoder, uploads, uploadsExpireInSeconds } = lane;
  const mayKnowUploads = lane.mayKnowUploads();
  return { platform, fetchUrl, openedOrigins, pixels, decoder, uploads, mayKnowUploads, uploadsExpireInSeconds };
}

/** Several pictures need telling apart, unless the caller does it: with texts among them, or words before each. */
function needsLabels(inputs: readonly AnyInput[]): boolean {
  return inputs.length > 1 && !inputs.some(isTextInput) && !inputs.every(isLabelled);
}

function policyOf({ method, uploads, fit, mode }: Partial<Policy>): Partial<Policy> {
  return defined({ method, uploads, fit, mode });
}
