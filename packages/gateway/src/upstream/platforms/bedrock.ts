// Amazon Bedrock's Messages endpoint ("mantle"): the Claude wire with other model names. Source: npm @anthropic-ai/bedrock-sdk 1.1.3, mantle-client.ts.
import { headersToUpstream } from "../headers.ts";
import type { Call, Composed } from "../upstream.ts";
import { BEDROCK_BETAS, betaHeader, chosenBetas } from "./betas.ts";
import { added, renamed } from "./body.ts";

/** `claude-opus-5-5` is `anthropic.claude-opus-5-5` there. */
export function bedrockModel(model: string): string {
  return model.startsWith("claude-") ? `anthropic.${model}` : model;
}

export function composeBedrock(call: Call): Composed {
  const { "anthropic-beta": _, "anthropic-user-profile-id": profile, ...headers } = headersToUpstream(call.headers);
  const { sent, leftOut } = chosenBetas(call, BEDROCK_BETAS);
  const path = call.operation === "messages" ? "/v1/messages" : "/v1/messages/count_tokens";
  return {
    method: "POST",
    target: call.query === "" ? path : `${path}?${call.query}`,
    // Headers that it does not know are dropped on the way there, this one among them.
    edits: [...renamed(call.body, call.model), ...(profile ? added(call.body, "user_profile_id", profile) : [])],
    headers: { ...headers, ...betaHeader(sent) },
    leftOut,
  };
}
