// What the new pixels must stay inside, once it is decided that there will be new pixels and by which method they go.
import { sizeWithin } from "../bounds.ts";
import { changesPixels, type Draft, pictureOf, sizeOf } from "../draft.ts";
import type { Terms } from "../terms.ts";
import { bytesInBase64 } from "../wire-bytes.ts";
import { lossyOf } from "./image-bytes.ts";
import { MAX_DECODED_PIXELS } from "./size.ts";

export function bounds(draft: Draft, terms: Terms): Draft {
  if (!changesPixels(draft)) return draft;
  const picture = pictureOf(draft);
  const limit = draft.method === "base64" ? bytesInBase64(terms.platform.maxImageBase64Bytes.value) : null;
  const maxBytes = draft.shareBytes === null ? limit : Math.min(draft.shareBytes, limit ?? draft.shareBytes);
  const isPng = (draft.transcode ?? picture?.mediaType) === "image/png";
  // Where the bytes have not been decoded, nothing says that they are opaque.
  const lossy = picture === null ? "image/webp" : lossyOf(picture);
  return {
    ...draft,
    bounds: {
      maxEdgePx: Math.min(terms.maxEdgePx.value, terms.conversation?.maxEdgePx ?? Number.POSITIVE_INFINITY),
      fit: terms.fit,
      seen: alwaysSeen(draft, terms) ? terms.tier : null,
      maxBytes,
      maxPixels: MAX_DECODED_PIXELS,
      fallback: isPng && maxBytes !== null ? lossy : null,
    },
  };
}

/** Whether new pixels are made in the size the model sees, also where a larger one is legal. */
function alwaysSeen({ block }: Draft, { policy }: Terms): boolean {
  return (policy.fit === "seen" && policy.mode === "mend") || block.oversizedImage === "error";
}

/**
 * Whether new pixels have the size that they had before there were so many images: by the size that the header tells; false where it tells none.
 */
export function staysAsBefore(draft: Draft, terms: Terms): boolean {
  const size = sizeOf(draft.block.facts);
  if (size === null) return false;
  const seen = alwaysSeen(draft, terms) ? terms.tier : null;
  const now = sizeWithin({ maxEdgePx: terms.maxEdgePx.value, fit: terms.fit, seen }, size.width, size.height);
  const then = { maxEdgePx: terms.platform.maxEdgePx.value, fit: terms.tier, seen };
  const before = sizeWithin(then, size.width, size.height);
  return now.width === before.width && now.height === before.height;
}
