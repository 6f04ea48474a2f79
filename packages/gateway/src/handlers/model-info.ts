// A row of the model table in the shape of the Models API. Source of the shape: npm @anthropic-ai/sdk 1.12.0, models.d.ts. What no row says is
// null, or what the shape has for "not known"; nothing is guessed.
import type { Model } from "@fovea/client/internal/platform/capability";

export type Lifecycle = "active" | "deprecated" | "retired";

export interface ModelInfo {
  readonly id: string;
  readonly type: "model";
  readonly display_name: string;
  readonly created_at: string;
  readonly max_input_tokens: number | null;
  readonly max_tokens: number | null;
  readonly lifecycle: Lifecycle;
  readonly deprecated_at: null;
  readonly retires_at: null;
  readonly line: string | null;
  readonly capabilities: Readonly<Record<string, unknown>> | null;
}

/** The types allow an epoch value where the release date is not known; the rows have no dates. */
const NO_DATE = "1970-01-01T00:00:00Z";
const LINES = ["haiku", "sonnet", "opus", "fable", "mythos"];
const EYES = "fovea-eyes-1";

export function modelInfo(model: Model): ModelInfo {
  const eyes = model.id === EYES;
  return {
    id: model.id,
    type: "model",
    display_name: eyes ? "Fovea's built-in eyes" : nameOf(model.id),
    created_at: NO_DATE,
    max_input_tokens: model.contextTokens.certain ? model.contextTokens.value : null,
    max_tokens: model.maxOutputTokens.certain ? model.maxOutputTokens.value : null,
    lifecycle: model.lifecycle === "deprecated" ? "deprecated" : "active",
    deprecated_at: null,
    retires_at: null,
    line: LINES.find((line) => model.id.startsWith(`claude-${line}-`)) ?? null,
    capabilities: eyes ? EYES_CAPABILITIES : capabilitiesOf(model),
  };
}

/** `claude-opus-5-5` is Claude Opus 5.5. */
function nameOf(id: string): string {
  return id
    .replace(/(\d)-(?=\d)/g, "$1.")
    .split("-")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(" ");
}

const yes = { supported: true };
const no = { supported: false };
/** Every key is there, as the types promise; null reads as "no" to who does not look closer. */
const unknown = { supported: null };

const NOTHING_KNOWN = Object.freeze({
  batch: unknown,
  citations: unknown,
  code_execution: unknown,
  context_management: {
    supported: null,
    clear_thinking_20251015: null,
    clear_tool_uses_20250919: null,
    compact_20260112: null,
  },
  effort: { supported: null, low: unknown, medium: unknown, high: unknown, xhigh: null, max: unknown },
  image_input: unknown,
  pdf_input: unknown,
  server_tools: { supported: null, code_execution: unknown, web_search: unknown },
  structured_outputs: unknown,
  thinking: {
    supported: null,
    types: { adaptive: unknown, between_tools: unknown, disabled: unknown, enabled: unknown },
  },
});

/** The rows know pictures by their tier and PDF by its limit of pages; null for a model of which they know neither. */
function capabilitiesOf({ tier, maxPdfPages }: Model): ModelInfo["capabilities"] {
  if (!tier.certain && !maxPdfPages.certain) return null;
  return {
    ...NOTHING_KNOWN,
    image_input: tier.certain ? yes : unknown,
    pdf_input: !maxPdfPages.certain ? unknown : maxPdfPages.value > 0 ? yes : no,
  };
}

/** Of the eyes we know it all. */
const EYES_CAPABILITIES = Object.freeze({
  batch: no,
  citations: no,
  code_execution: no,
  context_management: {
    supported: false,
    clear_thinking_20251015: null,
    clear_tool_uses_20250919: null,
    compact_20260112: null,
  },
  effort: { supported: false, low: no, medium: no, high: no, xhigh: null, max: no },
  image_input: yes,
  pdf_input: no,
  server_tools: { supported: false, code_execution: no, web_search: no },
  structured_outputs: yes,
  thinking: { supported: false, types: { adaptive: no, between_tools: no, disabled: no, enabled: no } },
});
