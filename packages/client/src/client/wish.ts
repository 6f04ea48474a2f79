// One call as `prepare` takes it: what the lane says for all calls, with the call's own words before.
import type { Input } from "../input/opened.ts";
import type { Policy } from "../plan/plan.ts";
import { checkCall } from "./check-options.ts";
import { defined } from "./defined.ts";
import type { AskOptions } from "./fovea.ts";
import { DEFAULT_MAX_TOKENS } from "./fovea-options.ts";
import type { Lane } from "./lane.ts";
import type { Wish } from "./prepare.ts";

/** @throws TypeError for an option that is none, or not of its kind */
export function wishOf(lane: Lane, inputs: Input | readonly Input[], prompt: string, call: AskOptions): Wish {
  const all = Array.isArray(inputs) ? (inputs as readonly Input[]) : [inputs as Input];
  if (typeof prompt !== "string") throw new TypeError("prompt must be a string");
  checkCall(call);
  const { name, model, known } = lane.modelOf(call.model);
  const { platform, fetchUrl, openedOrigins, pixels, decoder } = lane;
  return {
    inputs: all,
    prompt,
    label: call.label ?? all.length > 1,
    platform,
    model,
    modelKnown: known,
    policy: { ...lane.policy, ...policyOf(call) },
    fields: {
      model: name,
      max_tokens: call.maxTokens ?? DEFAULT_MAX_TOKENS,
      ...defined({ system: call.system }),
      ...(call.schema === undefined ? {} : { output_config: { format: { type: "json_schema", schema: call.schema } } }),
    },
    fetchUrl,
    openedOrigins,
    pixels,
    decoder,
    asImages: call.asImages,
    stripMetadata: call.stripMetadata ?? false,
    mendTruncated: call.mendTruncated ?? false,
    stdin: call.stdin,
    cwd: call.cwd,
    signal: call.signal,
  };
}

function policyOf({ method, uploads, fit, mode }: Partial<Policy>): Partial<Policy> {
  return defined({ method, uploads, fit, mode });
}
