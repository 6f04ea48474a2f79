// Amazon Bedrock: the Messages endpoint for models from 4.7 on, and InvokeModel for the older ones. Base64 only.
import type { Platform } from "./capability.ts";
import { fact, methods, platform, unsure } from "./fact.ts";
import { EDGE_8000, IMAGE_5_MB, MANY_IMAGES_20, MANY_IMAGES_EDGE_2000, REQUEST_20_MB } from "./limits.ts";
import { BATCHES, CLOUDS, COORDINATES, FILES, PDF, VISION } from "./origins.ts";

export const bedrock: Platform = platform({
  id: "bedrock",
  title: "Amazon Bedrock",
  image: methods(fact(true, CLOUDS), fact(false, CLOUDS), fact(false, CLOUDS)),
  document: methods(fact(true, PDF), fact(false, PDF), fact(false, PDF)),
  maxImageBase64Bytes: IMAGE_5_MB,
  maxRequestBytes: REQUEST_20_MB,
  maxEdgePx: EDGE_8000,
  manyImages: MANY_IMAGES_20,
  manyImagesMaxEdgePx: MANY_IMAGES_EDGE_2000,
  documentsCountAsMany: fact(true, VISION),
  filesApi: fact(false, FILES),
  batches: fact(false, BATCHES, "Bedrock's own batch inference is another API"),
  oversizedImage: unsure(false, COORDINATES, "the page names no cloud platform; taken as absent"),
});

export const bedrockLegacy: Platform = platform({
  ...bedrock,
  id: "bedrock-legacy",
  title: "Amazon Bedrock InvokeModel (legacy)",
});
