// A finished draft as a step of the plan: the action that names it, and the numbers that follow from what was decided.
import { imageTokens, type Size, seenSize } from "../content/tokens.ts";
import { sizeWithin } from "./bounds.ts";
import { changesPixels, type Draft, pictureOf, sizeOf } from "./draft.ts";
import { NO_PAGES, pagesOf } from "./pages.ts";
import type { Action, Step } from "./plan.ts";
import { mediaTypeOf, sourceBytes } from "./source-bytes.ts";
import type { Terms } from "./terms.ts";

export function stepOf(draft: Draft, terms: Terms): Step {
  const { block, problems } = draft;
  const refused = problems.length > 0;
  const sent = refused ? null : sentSize(draft);
  const tier = terms.model.tier.value;
  return {
    at: draft.at,
    block: block.type,
    name: block.source.method === "held" ? block.source.name : null,
    place: block.place,
    action: actionOf(draft),
    from: block.source.method,
    method: refused ? null : draft.method,
    needs: refused ? null : draft.needs,
    facts: block.facts,
    mediaType: block.source.method === "text" ? null : mediaTypeOf(draft),
    relabel: refused || changesPixels(draft) ? null : draft.relabel,
    resize: refused ? null : draft.resize,
    transcode: refused ? null : draft.transcode,
    bounds: refused ? null : draft.bounds,
    strip: refused ? [] : draft.strip,
    fileId: refused ? null : draft.fileId,
    sent,
    seen: sent === null ? null : seenSize(sent.width, sent.height, tier),
    tokens: sent === null ? null : imageTokens(sent.width, sent.height, tier),
    ...(refused ? NO_PAGES : pagesOf(block.facts, tier)),
    wireBytes: block.source.method === "text" ? 0 : sourceBytes(draft),
    why: refused ? [] : draft.why,
    problems,
  };
}

/** The most invasive thing done to the block; taking a key out of it is a correction of its label. */
function actionOf(draft: Draft): Action {
  if (draft.problems.length > 0) return "refuse";
  if (draft.transcode !== null) return "transcode";
  if (draft.resize !== null) return "resize";
  if (draft.upload) return "upload";
  if (draft.fileId !== null) return "reference";
  if (draft.block.source.method !== "text" && draft.method !== draft.block.source.method) return "inline";
  return draft.relabel !== null || draft.strip.length > 0 ? "relabel" : "keep";
}

/** Size sent, in px; null when it is not known before the picture is decoded. */
function sentSize(draft: Draft): Size | null {
  if (draft.resize !== null) return { width: draft.resize.width, height: draft.resize.height };
  const size = draft.block.type === "image" ? sizeOf(draft.block.facts) : null;
  if (size === null || pictureOf(draft) !== null) return size;
  return draft.bounds === null ? null : sizeWithin(draft.bounds, size.width, size.height);
}
