// Microsoft Foundry, in its two hostings: by Anthropic, and on Azure, where there are no files.
import type { Platform } from "./capability.ts";
import { fact, methods, platform, unsure } from "./fact.ts";
import { EDGE_8000, IMAGE_5_MB, IMAGE_10_MB, MANY_IMAGES_20, MANY_IMAGES_EDGE_2000, REQUEST_32_MB } from "./limits.ts";
import { BATCHES, CLOUDS, COORDINATES, FILES, VISION } from "./origins.ts";

const NOT_STATED = "the page states no limit of its own; taken to be as on the Claude API";

export const foundry: Platform = platform({
  id: "foundry",
  title: "Microsoft Foundry (hosted on Anthropic)",
  image: methods(fact(true, CLOUDS), fact(true, CLOUDS), fact(true, FILES)),
  document: methods(fact(true, CLOUDS), fact(true, CLOUDS), fact(true, FILES)),
  maxImageBase64Bytes: unsure(IMAGE_10_MB.value, CLOUDS, NOT_STATED),
  maxRequestBytes: unsure(REQUEST_32_MB.value, CLOUDS, NOT_STATED),
  maxEdgePx: EDGE_8000,
  manyImages: MANY_IMAGES_20,
  manyImagesMaxEdgePx: MANY_IMAGES_EDGE_2000,
  documentsCountAsMany: fact(false, VISION),
  filesApi: fact(true, FILES),
  batches: fact(false, BATCHES),
  oversizedImage: unsure(true, COORDINATES, "the page names no cloud platform; taken to be as on the Claude API"),
});

export const foundryAzure: Platform = platform({
  ...foundry,
  id: "foundry-azure",
  title: "Microsoft Foundry (hosted on Azure)",
  image: methods(fact(true, CLOUDS), fact(true, CLOUDS), fact(false, CLOUDS)),
  document: methods(fact(true, CLOUDS), fact(true, CLOUDS), fact(false, CLOUDS)),
  maxImageBase64Bytes: unsure(
    IMAGE_5_MB.value,
    CLOUDS,
    "the page states no limit; the smallest of any platform is taken, because a picture over it can still be resized",
  ),
  maxRequestBytes: unsure(
    REQUEST_32_MB.value,
    CLOUDS,
    "the page states no limit; the Claude API's is taken, because a request over a smaller guess would be refused for nothing",
  ),
  documentsCountAsMany: unsure(false, VISION, "the page names only Amazon Bedrock and Google Cloud"),
  filesApi: fact(false, CLOUDS),
  oversizedImage: unsure(false, COORDINATES, "the page names no cloud platform; taken as absent"),
});
