// What the new pixels must stay inside, once it is decided that there will be new pixels and by which method they go.
import { changesPixels, type Draft, pictureOf } from "../draft.ts";
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
  const { fit, mode } = terms.policy;
  const always = (fit === "seen" && mode === "mend") || draft.block.oversizedImage === "error";
  return {
    ...draft,
    bounds: {
      maxEdgePx: Math.min(terms.maxEdgePx.value, terms.conversation?.maxEdgePx ?? Number.POSITIVE_INFINITY),
      fit: terms.fit,
      seen: always ? terms.tier : null,
      maxBytes,
      maxPixels: MAX_DECODED_PIXELS,
      fallback: isPng && maxBytes !== null ? lossy : null,
    },
  };
}
