// Where a block may stand at all. Source: Messages types (SDK 1.12.0): user content, tool results and the content of documents; a document
// directly in an assistant message was legal until `anthropic-version: 2026-10-21`.
import { problem } from "../../errors/errors.ts";
import { type Draft, refuse } from "../draft.ts";
import type { Terms } from "../terms.ts";

export function place(draft: Draft, terms: Terms): Draft {
  const { place, type } = draft.block;
  if (place !== "assistant" && place !== "system") return draft;
  if (place === "assistant" && type === "document" && terms.documentsInAssistant) return draft;
  return refuse(draft, problem("input.block-place", { block: type, place }));
}
