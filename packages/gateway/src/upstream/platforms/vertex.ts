// Claude on Google Cloud's Vertex AI: the model stands in the path, the version in the body. Source: npm @anthropic-ai/vertex-sdk 1.1.3, client.ts.
import { headersToUpstream } from "../headers.ts";
import type { Call, Composed } from "../upstream.ts";
import { betaHeader, chosenBetas, VERTEX_BETAS } from "./betas.ts";
import { added, renamed, taken } from "./body.ts";
import type { Place } from "./row.ts";
import { queryWithoutBeta, segment } from "./target.ts";

/** How the body spells version 2023-06-01, since before it took any other. */
const CLASSIC = "vertex-2023-10-16";

/** `claude-sonnet-4-5-20250929` is `claude-sonnet-4-5@20250929` there. */
export function vertexModel(model: string): string {
  return model.startsWith("claude-") ? model.replace(/-(\d{8})$/, "@$1") : model;
}

export function composeVertex(call: Call, { projectId = "", region = "" }: Place): Composed {
  const { "anthropic-beta": _beta, "anthropic-version": _version, ...headers } = headersToUpstream(call.headers);
  const { sent, leftOut } = chosenBetas(call, VERTEX_BETAS);
  const models = `/projects/${segment(projectId)}/locations/${segment(region)}/publishers/anthropic/models`;
  const counting = call.operation === "count_tokens";
  const action = `:${call.stream ? "streamRawPredict" : "rawPredict"}`;
  // A server may drop a `;` and what follows in the segment, and with it the action.
  const target = counting ? "count-tokens:rawPredict" : segment(call.model).replace(/;/g, "%3B") + action;
  return {
    method: "POST",
    target: `${models}/${target}${queryWithoutBeta(call.query)}`,
    edits: [
      ...(counting ? renamed(call.body, call.model) : taken(call.body, "model")),
      ...added(call.body, "anthropic_version", call.version === "2023-06-01" ? CLASSIC : call.version),
    ],
    headers: { ...headers, ...betaHeader(sent) },
    leftOut,
  };
}
