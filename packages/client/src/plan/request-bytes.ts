// The byte limit of the whole request. When everything together is too long, the largest blocks give way first: to a file that is there,
// to an upload (when the policy says `auto`), to the size the model sees. Nothing gives way when that would not be enough.
import { fitSize } from "../content/tokens.ts";
import { type Draft, decide, factsOf, pictureOf } from "./draft.ts";
import { bounds } from "./rules/bounds.ts";
import { refuseFrozen } from "./rules/frozen.ts";
import { shrink } from "./rules/image-bytes.ts";
import { canUpload, toReference } from "./rules/method.ts";
import { sourceBytes } from "./source-bytes.ts";
import { bondOf, isSettled, type Terms } from "./terms.ts";

/**
 * The drafts, some of them changed so that the request fits. `otherBytes` is everything in the body that is none of these drafts' sources.
 */
export function fitRequest(drafts: readonly Draft[], otherBytes: number, terms: Terms): readonly Draft[] {
  const limit = terms.platform.maxRequestBytes.value;
  const sizes = drafts.map((draft) => sourceBytes(draft) ?? 0);
  let total = sizes.reduce((sum, size) => sum + size, otherBytes);
  if (total <= limit) return drafts;

  const result = [...drafts];
  const bound = drafts.map(({ block }) => bondOf(block, terms) !== null);
  // What a thinking block is bound to comes last, and is refused where it would have to give way: what is large depends on its neighbours.
  const inTurn = sizes
    .map((size, index) => ({ size, index }))
    .sort((a, b) => Number(bound[a.index]) - Number(bound[b.index]) || b.size - a.size || a.index - b.index);
  for (const { size, index } of inTurn) {
    if (total <= limit) break;
    const draft = result[index];
    const lighter = draft && lighten(draft, terms);
    if (!lighter) continue;
    result[index] = bound[index] ? refuseFrozen(draft, WHY, terms) : lighter;
    total += (sourceBytes(lighter) ?? 0) - size;
  }
  return total <= limit ? result : drafts;
}

const WHY = "the whole request would be too long";

/** The block in fewer bytes, or null when nothing may or can be done about it. */
function lighten(draft: Draft, terms: Terms): Draft | null {
  if (draft.method !== "base64" || draft.problems.length > 0 || isSettled(draft.block, terms)) return null;
  const { method, uploads, fit, mode } = terms.policy;

  if (method !== "base64" && uploads !== "never") {
    const referenced = toReference(draft, terms);
    if (referenced !== null) return referenced;
    if (uploads === "auto" && canUpload(draft, terms)) {
      return bounds(decide(draft, { method: "file", upload: true }, WHY), terms);
    }
  }
  if (mode === "strict" || fit === "never" || draft.resize !== null || draft.transcode !== null) return null;
  return shrinkToSeen(draft, terms);
}

/** The size the model sees, in at most as many bytes per pixel as now. Null when the picture has that size already. */
function shrinkToSeen(draft: Draft, terms: Terms): Draft | null {
  const picture = pictureOf(draft);
  const byteLength = factsOf(draft)?.byteLength ?? null;
  if (picture === null || byteLength === null) return null;
  const { width, height } = picture;
  const seen = fitSize(width, height, terms.tier);
  const share = (seen.width * seen.height) / (width * height);
  if (share === 1) return null;
  const shrunk = shrink(draft, picture, WHY, terms);
  return shrunk.problems.length > 0
    ? null
    : bounds({ ...shrunk, shareBytes: Math.max(1, Math.floor(byteLength * share)) }, terms);
}
