// Amazon Bedrock's InvokeModel: the model stands in the path, the version and the betas in the body, and there is no count_tokens.
// Source: npm @anthropic-ai/bedrock-sdk 1.1.3, client.ts.
import { CapabilityError } from "@fovea/client/internal/errors/errors";
import { PLATFORMS } from "@fovea/client/internal/platform/platforms";
import { headersToUpstream } from "../headers.ts";
import type { Call, Composed } from "../upstream.ts";
import { BEDROCK_LEGACY_BETAS, betaHeader, chosenBetas } from "./betas.ts";
import { added, taken } from "./body.ts";
import { queryWithoutBeta, segment } from "./target.ts";

/** How the body spells version 2023-06-01, since before it took any other. */
const CLASSIC = "bedrock-2023-05-31";

/**
 * Ids of Bedrock, ARNs and inference profiles as they are. A dated name of the Claude API is `anthropic.NAME-v1:0` there; for an undated one only
 * the vendor is known, and whether a region wants a prefix (`us.`) nobody can tell from the name: routes say it.
 */
export function bedrockLegacyModel(model: string): string {
  if (!model.startsWith("claude-")) return model;
  return /-\d{8}$/.test(model) ? `anthropic.${model}-v1:0` : `anthropic.${model}`;
}

export function composeBedrockLegacy(call: Call): Composed {
  if (call.operation !== "messages")
    throw new CapabilityError("capability.operation", {
      platform: PLATFORMS["bedrock-legacy"].title,
      capability: "count_tokens",
      alternatives: ["the bedrock platform, which has it"],
    });
  const {
    "anthropic-beta": _beta,
    "anthropic-version": _version,
    "anthropic-user-profile-id": profile,
    ...headers
  } = headersToUpstream(call.headers);
  const { sent, leftOut } = chosenBetas(call, BEDROCK_LEGACY_BETAS);
  const action = call.stream ? "invoke-with-response-stream" : "invoke";
  return {
    method: "POST",
    target: `/model/${segment(call.model)}/${action}${queryWithoutBeta(call.query)}`,
    edits: [
      ...taken(call.body, "model"),
      ...taken(call.body, "stream"),
      ...added(call.body, "anthropic_version", versionFor(call)),
      ...(sent.length === 0 ? [] : added(call.body, "anthropic_beta", sent)),
      ...(profile ? added(call.body, "user_profile_id", profile) : []),
    ],
    headers: { ...headers, ...betaHeader(sent) },
    leftOut,
  };
}

/** Models whose ids end in a version of Bedrock's are older than 2026-10-21 and may refuse it (claude migration notes, read 2026-11-22). */
function versionFor({ version, model, mode }: Call): string {
  const older = /-v\d+(:\d+)?$/.test(model);
  return version === "2023-06-01" || (older && mode === "mend") ? CLASSIC : version;
}
