// Claude on Google Cloud: the Google-managed models of Vertex AI, and the Anthropic-managed offering of 2026-10-22.
import type { Platform } from "./capability.ts";
import { fact, methods, platform, unsure } from "./fact.ts";
import {
  EDGE_8000,
  IMAGE_5_MB,
  IMAGE_10_MB,
  MANY_IMAGES_20,
  MANY_IMAGES_EDGE_2000,
  REQUEST_30_MB,
  REQUEST_32_MB,
} from "./limits.ts";
import { BATCHES, CLOUDS, COORDINATES, FILES, PDF, VISION } from "./origins.ts";

export const vertex: Platform = platform({
  id: "vertex",
  title: "Google Cloud (Vertex AI)",
  image: methods(fact(true, CLOUDS), fact(false, CLOUDS), fact(false, CLOUDS)),
  document: methods(fact(true, PDF), fact(false, PDF), fact(false, PDF)),
  maxImageBase64Bytes: IMAGE_5_MB,
  maxRequestBytes: REQUEST_30_MB,
  maxEdgePx: EDGE_8000,
  manyImages: MANY_IMAGES_20,
  manyImagesMaxEdgePx: MANY_IMAGES_EDGE_2000,
  documentsCountAsMany: fact(true, VISION),
  filesApi: fact(false, FILES),
  batches: fact(false, BATCHES),
  oversizedImage: unsure(false, COORDINATES, "the page names no cloud platform; taken as absent"),
});

const SAME_API = "newer than the pages read; taken to be as on the Claude API, which Anthropic manages in the same way";

export const googleCloud: Platform = platform({
  id: "google-cloud",
  title: "Claude Models on Google Cloud",
  image: methods(fact(true, CLOUDS), unsure(true, CLOUDS, SAME_API), unsure(true, CLOUDS, SAME_API)),
  document: methods(fact(true, CLOUDS), unsure(true, CLOUDS, SAME_API), unsure(true, CLOUDS, SAME_API)),
  maxImageBase64Bytes: unsure(IMAGE_10_MB.value, CLOUDS, SAME_API),
  maxRequestBytes: unsure(REQUEST_32_MB.value, CLOUDS, SAME_API),
  maxEdgePx: EDGE_8000,
  manyImages: MANY_IMAGES_20,
  manyImagesMaxEdgePx: MANY_IMAGES_EDGE_2000,
  documentsCountAsMany: unsure(
    true,
    VISION,
    "the page says Google Cloud and is older than this offering; counting documents errs on the safe side",
  ),
  filesApi: unsure(true, FILES, SAME_API),
  batches: unsure(true, BATCHES, SAME_API),
  oversizedImage: unsure(true, COORDINATES, SAME_API),
});
