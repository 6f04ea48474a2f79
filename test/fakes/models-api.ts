// The Models API: list and get, in the shape of npm @anthropic-ai/sdk 1.12.0. It says nothing of image limits or tiers.
import type { Answer } from "./answers.ts";
import { pageOf } from "./batches.ts";
import type { Json } from "./blocks.ts";
import { API_MODELS } from "./models.ts";
import { Refusal } from "./refusal.ts";
import type { Call, Received } from "./wire.ts";

const DATED = /-\d{8}$/;

/** Ids as the API lists them: the dated one where there is one. */
const LISTED: readonly { readonly id: string }[] = API_MODELS.filter(
  (id) => DATED.test(id) || !API_MODELS.some((other) => DATED.test(other) && other.startsWith(`${id}-`)),
).map((id) => ({ id }));

export function answerModels({ query }: Received, { rest: [id] }: Call): Answer {
  if (id === undefined) return json(pageOf(query, LISTED, modelInfo));
  if (!API_MODELS.includes(id)) throw new Refusal(404, `model: ${id}`);
  return json(modelInfo(LISTED.find((one) => one.id.startsWith(id)) ?? { id }));
}

function modelInfo({ id }: { readonly id: string }): Json {
  return {
    id,
    type: "model",
    display_name: id.replace(DATED, "").split("-").join(" "),
    created_at: "2026-10-07T00:00:00Z",
    max_input_tokens: DATED.test(id) ? 200_000 : 1_000_000,
    max_tokens: DATED.test(id) ? 64_000 : 128_000,
    lifecycle: "active",
    deprecated_at: null,
    retires_at: null,
    line: /claude-([a-z]+)/.exec(id)?.[1] ?? null,
    capabilities: null,
  };
}

const json = (value: Json): Answer => ({
  status: 200,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(value),
});
