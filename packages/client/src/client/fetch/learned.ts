// Limits that a place turned out to have where its row says more: learned from its own refusal, and kept to from then on. Rows can be guesses (a
// server of somebody's own, Foundry on Azure), and limits change.
import type { Platform } from "../../platform/capability.ts";
import { type CapabilityOverrides, withCapabilities } from "../../platform/override.ts";
import { readRejection } from "../../transcript/rejection.ts";
import { refusalText } from "./refusal-text.ts";

export interface Learned {
  /** The row with what was learned of this place. */
  of(place: string, platform: Platform): Platform;
  /**
   * Whether the reply names a limit that is tighter than the row's: then it is kept to from now on. The reply can still be read by others.
   *
   * @param images in the request that was refused
   */
  from(reply: Response, place: string, platform: Platform, images: number, signal?: AbortSignal): Promise<boolean>;
}

/** Places are few: a proxy, a cloud, their models. */
const MAX_PLACES = 1_000;
/**
 * What is less is no limit that a server for pictures has, but a fault of its own or of what stands before it; kept to, it would leave nothing of any later
 * picture. Below 200 px a model sees little (claude vision documentation, read 2026-09-20), and a JPEG of them has some 10,000 characters.
 */
const LEAST_EDGE_PX = 200;
const LEAST_BASE64_BYTES = 10_000;

export function createLearned(): Learned {
  const known = new Map<string, CapabilityOverrides>();
  return {
    of(place, platform) {
      const overrides = known.get(place);
      return overrides === undefined ? platform : withCapabilities(platform, overrides);
    },
    async from(reply, place, platform, images, signal) {
      if (images === 0 || (reply.status !== 400 && reply.status !== 413)) return false;
      const text = await refusalText(reply, signal);
      const tighter = text === null ? null : tighterIn(text, platform, images);
      if (tighter === null || known.size >= MAX_PLACES) return false;
      known.set(place, { ...known.get(place), ...tighter });
      return true;
    },
  };
}

function tighterIn(text: string, platform: Platform, images: number): CapabilityOverrides | null {
  const rejection = readRejection(parsed(text));
  const { maxEdgePx: edge = 0, maxBase64Bytes: bytes = 0 } = rejection?.limit ?? {};
  if ((edge > 0 && edge < LEAST_EDGE_PX) || (bytes > 0 && bytes < LEAST_BASE64_BYTES)) return null;
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
