// Limits that a place turned out to have where its row says more: learned from its own refusal, and kept to from then on. Rows can be guesses (a
// server of somebody's own, Foundry on Azure), and limits change.
import type { Platform } from "../../platform/capability.ts";
import { type CapabilityOverrides, withCapabilities } from "../../platform/override.ts";
import { readRejection } from "../../transcript/rejection.ts";

export interface Learned {
  /** The row with what was learned of this place. */
  of(place: string, platform: Platform): Platform;
  /**
   * Whether the reply names a limit that is tighter than the row's: then it is kept to from now on. The reply can still be read by others.
   *
   * @param images in the request that was refused
   */
  from(reply: Response, place: string, platform: Platform, images: number): Promise<boolean>;
}

/** Places are few: a proxy, a cloud, their models. */
const MAX_PLACES = 1_000;
/** Errors are small, in bytes. */
const MAX_BYTES = 64 * 1024;

export function createLearned(): Learned {
  const known = new Map<string, CapabilityOverrides>();
  return {
    of(place, platform) {
      const overrides = known.get(place);
      return overrides === undefined ? platform : withCapabilities(platform, overrides);
    },
    async from(reply, place, platform, images) {
      if (reply.status !== 400 && reply.status !== 413) return false;
      if (Number(reply.headers.get("content-length") ?? 0) > MAX_BYTES) return false;
      const tighter = tighterIn(await reply.clone().text(), platform, images);
      if (tighter === null || known.size >= MAX_PLACES) return false;
      known.set(place, { ...known.get(place), ...tighter });
      return true;
    },
  };
}

function tighterIn(text: string, platform: Platform, images: number): CapabilityOverrides | null {
  const rejection = readRejection(parsed(text));
  const { maxEdgePx: edge = 0, maxBase64Bytes: bytes = 0 } = rejection?.limit ?? {};
  const { maxEdgePx, manyImages, manyImagesMaxEdgePx, maxImageBase64Bytes } = platform;
  const manyEdge = Math.min(edge, manyImagesMaxEdgePx.value);
  switch (rejection?.kind) {
    case "many-images": {
      // From how many on is not said: from as many as these, at the latest.
      const most = Math.min(images - 1, manyImages.value);
      const tighter = edge < manyImagesMaxEdgePx.value || most < manyImages.value;
      return edge > 0 && images > 1 && tighter ? { manyImages: most, manyImagesMaxEdgePx: manyEdge } : null;
    }
    case "dimensions":
      return edge > 0 && edge < maxEdgePx.value ? { maxEdgePx: edge, manyImagesMaxEdgePx: manyEdge } : null;
    case "bytes":
      return bytes > 0 && bytes < maxImageBase64Bytes.value ? { maxImageBase64Bytes: bytes } : null;
    default:
      return null;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
