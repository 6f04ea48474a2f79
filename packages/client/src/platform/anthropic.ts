// The Claude API itself, and Claude Platform on AWS, which serves the same API.
import type { Platform } from "./capability.ts";
import { fact, methods, platform } from "./fact.ts";
import { EDGE_8000, IMAGE_10_MB, MANY_IMAGES_20, MANY_IMAGES_EDGE_2000, REQUEST_32_MB } from "./limits.ts";
import { BATCHES, CLOUDS, COORDINATES, FILES, PDF, VISION } from "./origins.ts";

export const anthropic: Platform = platform({
  id: "anthropic",
  title: "Claude API",
  image: methods(fact(true, VISION), fact(true, VISION), fact(true, FILES)),
  document: methods(fact(true, PDF), fact(true, PDF), fact(true, FILES)),
  maxImageBase64Bytes: IMAGE_10_MB,
  maxRequestBytes: REQUEST_32_MB,
  maxEdgePx: EDGE_8000,
  manyImages: MANY_IMAGES_20,
  manyImagesMaxEdgePx: MANY_IMAGES_EDGE_2000,
  documentsCountAsMany: fact(false, VISION),
  filesApi: fact(true, FILES),
  batches: fact(true, BATCHES),
  oversizedImage: fact(true, COORDINATES),
});

export const aws: Platform = platform({
  ...anthropic,
  id: "aws",
  title: "Claude Platform on AWS",
  image: methods(fact(true, CLOUDS), fact(true, CLOUDS), fact(true, FILES)),
  document: methods(fact(true, CLOUDS), fact(true, CLOUDS), fact(true, FILES)),
  batches: fact(true, CLOUDS),
  oversizedImage: fact(true, CLOUDS, "documented as the full API, of which this setting is a part"),
});
