// What the source declares against what the bytes are, and formats the API does not take. Source: Claude vision documentation (read
// 2026-09-20): JPEG, PNG, GIF and WebP only; a declared media type that does not match the bytes is refused.
import type { Base64Flaw } from "../../content/block.ts";
import { problem } from "../../errors/errors.ts";
import type { ImageMediaType, OtherMediaType } from "../../media/facts.ts";
import { type Draft, decide, factsOf, refuse, sizeOf } from "../draft.ts";
import { isFrozen, isStrict, outgrew, type Terms } from "../terms.ts";
import { staysAsBefore } from "./bounds.ts";
import { refuseFrozen } from "./frozen.ts";
import { MAX_DECODED_PIXELS, tooManyPixels } from "./size.ts";

/**
 * What a format the API does not take becomes. Photographs become JPEG; AVIF may be lossy and see-through at once, as WebP can; what is
 * drawn, scanned or small keeps every pixel as PNG.
 */
const TRANSCODE_TO: Partial<Record<OtherMediaType, ImageMediaType>> = {
  "image/heic": "image/jpeg",
  "image/avif": "image/webp",
  "image/tiff": "image/png",
  "image/bmp": "image/png",
  "image/x-icon": "image/png",
  "image/svg+xml": "image/png",
};

export function mediaType(draft: Draft, terms: Terms): Draft {
  const facts = factsOf(draft);
  if (draft.block.type === "image" && facts?.kind === "other") {
    const to = TRANSCODE_TO[facts.mediaType];
    return to === undefined ? draft : transcode(draft, facts.mediaType, to, terms);
  }
  const { source, type } = draft.block;
  if (source.method !== "base64") return draft;
  // A block of the wrong kind is refused elsewhere; telling its media type as well would only confuse.
  if (facts !== null && (type === "document") !== (facts.mediaType === "application/pdf")) return draft;
  return correct(draft, source.declared, facts?.mediaType ?? null, source.flaws, terms);
}

function transcode(draft: Draft, from: string, to: ImageMediaType, terms: Terms): Draft {
  const why = `the API does not take ${from}`;
  if (terms.policy.mode === "strict" || terms.policy.fit === "never")
    return refuse(draft, problem("input.media-type-unsupported", { mediaType: from }));
  if (isFrozen(draft.block, terms)) return refuseFrozen(draft, why, terms);
  const size = sizeOf(draft.block.facts);
  if (size !== null && size.width * size.height > MAX_DECODED_PIXELS) return refuse(draft, tooManyPixels(size));
  if (outgrew(draft.block, terms) && !staysAsBefore(draft, terms)) {
    const smaller = size === null ? "might have to be smaller" : "has to be smaller";
    return refuseFrozen(draft, `${why}, and with so many images it ${smaller} than before`, terms);
  }
  return decide(draft, { transcode: to }, why);
}

function correct(
  draft: Draft,
  declared: string | null,
  actual: string | null,
  flaws: readonly Base64Flaw[],
  terms: Terms,
): Draft {
  const wrong = actual !== null && declared !== actual;
  if (!wrong && flaws.length === 0) return draft;
  if (isStrict(draft.block, terms)) {
    const typed =
      wrong && actual !== null ? refuse(draft, problem("input.media-type-declared", { declared, actual })) : draft;
    return flaws.length > 0 ? refuse(typed, problem("input.base64-text", { flaws })) : typed;
  }
  const to = actual ?? declared;
  if (to === null) return draft;
  const clauses = [
    ...(wrong ? [`its bytes are ${to}, not ${declared ?? "undeclared"}`] : []),
    ...(flaws.length > 0 ? [`its base64 text has to be cleaned (${flaws.join(", ")})`] : []),
  ];
  return decide(draft, { relabel: { declared, to, flaws } }, clauses.join(", and "));
}
