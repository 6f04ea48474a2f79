// The byte limit of one image, which platforms count on the base64 text, not on the file. Remedies, least invasive first: point to a file
// that is there, upload (when the policy says `auto`), write the pixels anew.
import { fitSize } from "../../content/tokens.ts";
import { problem } from "../../errors/errors.ts";
import type { ImageFacts, ImageMediaType } from "../../media/facts.ts";
import { changesPixels, type Draft, decide, pictureOf, refuse } from "../draft.ts";
import { number } from "../numbers.ts";
import { base64Length } from "../source-bytes.ts";
import { isFrozen, isStrict, type Terms } from "../terms.ts";
import { refuseFrozen } from "./frozen.ts";
import { canUpload, toReference } from "./method.ts";
import { MAX_DECODED_PIXELS, tooManyPixels } from "./size.ts";

export function imageBytes(draft: Draft, terms: Terms): Draft {
  if (draft.block.type !== "image" || draft.method !== "base64" || changesPixels(draft)) return draft;
  const actual = base64Length(draft);
  const limit = terms.platform.maxImageBase64Bytes.value;
  if (actual === null || actual <= limit) return draft;

  const { title } = terms.platform;
  const tooLong = problem("limit.image-base64-bytes", { limit, actual, unit: "base64 bytes", platform: title });
  const why = `its base64 text is ${number(actual)} bytes and the most for ${title} is ${number(limit)}`;
  if (isStrict(draft.block, terms)) return refuse(draft, tooLong);
  if (isFrozen(draft.block, terms)) return refuseFrozen(draft, why, terms);

  if (terms.policy.method !== "base64" && terms.policy.uploads !== "never") {
    const referenced = toReference(draft, terms);
    if (referenced !== null) return referenced;
    if (terms.policy.uploads === "auto" && canUpload(draft, terms))
      return decide(draft, { method: "file", upload: true }, why);
  }
  const picture = pictureOf(draft);
  if (terms.policy.mode === "strict" || terms.policy.fit === "never" || picture === null) return refuse(draft, tooLong);
  return shrink(draft, picture, why, terms);
}

/**
 * Fewer bytes at the size the model sees. A picture of that size already is written anew in a format that can lose quality, which a PNG
 * cannot; a larger one keeps its format for now (`bounds` names the one to fall back to).
 */
export function shrink(draft: Draft, picture: ImageFacts, why: string, terms: Terms): Draft {
  const { width, height } = picture;
  // The rule of sizes may have said so already.
  if (width * height > MAX_DECODED_PIXELS)
    return draft.problems.some(({ code }) => code === "limit.pixels") ? draft : refuse(draft, tooManyPixels(picture));
  const seen = fitSize(width, height, terms.tier);
  if (seen.width === width && seen.height === height) return decide(draft, { transcode: lossyOf(picture) }, why);
  const transcode = picture.mediaType === "image/gif" ? "image/png" : null;
  return decide(draft, { resize: seen, transcode }, why);
}

/** The format with adjustable quality that keeps what the picture has: WebP where it can be see-through, else JPEG. */
export function lossyOf(picture: ImageFacts): ImageMediaType {
  if (picture.mediaType === "image/jpeg" || picture.mediaType === "image/webp") return picture.mediaType;
  return picture.alpha ? "image/webp" : "image/jpeg";
}
