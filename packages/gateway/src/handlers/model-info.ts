// A row of the model table in the shape of the Models API. Source of the shape: npm @anthropic-ai/sdk 1.12.0, models.d.ts. What no row says is
// null where the shape has null; a capability must be yes or no there, and is "no" where no row says yes: who asks before using one does without it.
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

export interface Shown {
  /** The name that callers write. Default: the model's own. */
  readonly id?: string;
  /** Whether it can be asked in batches here. Default false. */
  readonly batch?: boolean;
}

export function modelInfo(model: Model, { id = model.id, batch = false }: Shown = {}): ModelInfo {
  const eyes = model.id === EYES;
  return {
    id,
    type: "model",
    display_name: eyes ? "Fovea's built-in eyes" : model.lifecycle === "unknown" ? id : nameOf(model.id),
    created_at: NO_DATE,
    max_input_tokens: model.contextTokens.certain ? model.contextTokens.value : null,
    max_tokens: model.maxOutputTokens.certain ? model.maxOutputTokens.value : null,
    lifecycle: model.lifecycle === "deprecated" ? "deprecated" : "active",
    deprecated_at: null,
    retires_at: null,
    line: LINES.find((line) => model.id.startsWith(`claude-${line}-`)) ?? null,
    capabilities: eyes ? EYES_CAPABILITIES : capabilitiesOf(model, batch),
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

/** Every key is there, as the types promise. */
const NOTHING = Object.freeze({
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
  image_input: no,
  pdf_input: no,
  server_tools: { supported: false, code_execution: no, web_search: no },
  structured_outputs: no,
  thinking: { supported: false, types: { adaptive: no, between_tools: no, disabled: no, enabled: no } },
});

/** The rows know pictures by their tier and PDF by its limit of pages; null for a model of which they know neither. */
function capabilitiesOf({ tier, maxPdfPages }: Model, batch: boolean): ModelInfo["capabilities"] {
  if (!tier.certain && !maxPdfPages.certain) return null;
  return {
    ...NOTHING,
    batch: batch ? yes : no,
    image_input: tier.certain ? yes : no,
    pdf_input: maxPdfPages.certain && maxPdfPages.value > 0 ? yes : no,
  };
}

/** Of the eyes we know it all. */
const EYES_CAPABILITIES = Object.freeze({ ...NOTHING, image_input: yes, structured_outputs: yes });
