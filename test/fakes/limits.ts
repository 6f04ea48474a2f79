// What each platform publishes that it accepts, written down a second time and apart from the library's own rows, so that a wrong row
// there fails here. Sources: Claude documentation, Vision (2026-09-20), cloud platforms, Files and PDF (2026-09-26). Sizes of Foundry on
// Azure are not published; the strictest of all is taken.
import type { PlatformId } from "@fovea/client/internal/platform/capability";

export type Method = "base64" | "url" | "file";
/** The platforms there is a fake of. */
export type FakePlatform = Exclude<PlatformId, "eyes">;

export interface Limits {
  readonly image: readonly Method[];
  readonly document: readonly Method[];
  /** Longest base64 text of one image, in characters. */
  readonly maxImageChars: number;
  readonly maxRequestBytes: number;
  readonly maxEdgePx: number;
  /** From this many images on (and documents, where they count), every image must keep to `manyMaxEdgePx`. */
  readonly manyFrom: number;
  readonly manyMaxEdgePx: number;
  readonly documentsCount: boolean;
  /** Whether `transformations` is a known field of an image block. */
  readonly transformations: boolean;
}

const MB = 1_048_576;
const edges = { maxEdgePx: 8000, manyFrom: 21, manyMaxEdgePx: 2000 };

const api: Limits = {
  image: ["base64", "url", "file"],
  document: ["base64", "url", "file"],
  maxImageChars: 10 * MB,
  maxRequestBytes: 32 * MB,
  ...edges,
  documentsCount: false,
  transformations: true,
};
const bedrock: Limits = {
  image: ["base64"],
  document: ["base64"],
  maxImageChars: 5 * MB,
  maxRequestBytes: 20 * MB,
  ...edges,
  documentsCount: true,
  transformations: false,
};

export const LIMITS: Readonly<Record<FakePlatform, Limits>> = {
  anthropic: api,
  aws: api,
  bedrock,
  "bedrock-legacy": bedrock,
  vertex: { ...bedrock, maxRequestBytes: 30 * MB },
  "google-cloud": { ...api, documentsCount: true },
  foundry: api,
  "foundry-azure": {
    ...api,
    image: ["base64", "url"],
    document: ["base64", "url"],
    maxImageChars: 5 * MB,
    transformations: false,
  },
  compatible: { ...api, image: ["base64"], document: [], transformations: false },
};

/** Longest body that creates a batch, and longest upload. */
export const BATCH_BYTES: number = 256 * MB;
export const FILE_BYTES: number = 500 * MB;
