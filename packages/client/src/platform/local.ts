// What answers without Anthropic: servers that speak the Messages API (Ollama, llama.cpp, vLLM, LocalAI ...), and the built-in eyes.
import type { Platform } from "./capability.ts";
import { fact, methods, platform, unsure } from "./fact.ts";
import { EDGE_8000, IMAGE_10_MB, MANY_IMAGES_20, MANY_IMAGES_EDGE_2000, REQUEST_32_MB } from "./limits.ts";
import { FOVEA, LOCAL_SERVERS } from "./origins.ts";

const FIRM = "none of the servers read checks this limit; the Claude API's is taken";

/** Only base64 is safe everywhere: the other forms are refused by one server and dropped without a word by the next. */
export const compatible: Platform = platform({
  id: "compatible",
  title: "a compatible server",
  image: methods(
    fact(true, LOCAL_SERVERS),
    unsure(
      false,
      LOCAL_SERVERS,
      "llama.cpp and vLLM fetch it, Ollama refuses it, LocalAI drops the picture in silence",
    ),
    fact(false, LOCAL_SERVERS, "Ollama refuses it; llama.cpp, vLLM and LocalAI lose the picture in silence"),
  ),
  document: methods(
    unsure(
      false,
      LOCAL_SERVERS,
      "Ollama refuses it, llama.cpp and vLLM drop the document in silence, LocalAI was not tried",
    ),
    fact(false, LOCAL_SERVERS),
    fact(false, LOCAL_SERVERS),
  ),
  maxImageBase64Bytes: unsure(IMAGE_10_MB.value, LOCAL_SERVERS, FIRM),
  maxRequestBytes: unsure(REQUEST_32_MB.value, LOCAL_SERVERS, FIRM),
  maxEdgePx: unsure(EDGE_8000.value, LOCAL_SERVERS, FIRM),
  manyImages: unsure(MANY_IMAGES_20.value, LOCAL_SERVERS, FIRM),
  manyImagesMaxEdgePx: unsure(MANY_IMAGES_EDGE_2000.value, LOCAL_SERVERS, FIRM),
  documentsCountAsMany: fact(false, LOCAL_SERVERS),
  filesApi: fact(false, LOCAL_SERVERS),
  batches: fact(false, LOCAL_SERVERS),
  oversizedImage: unsure(false, LOCAL_SERVERS, "the setting is newer than the sources read; taken as absent"),
});

const ENFORCED = "the limit of the Claude API, so that what works here works there";

export const eyes: Platform = platform({
  id: "eyes",
  title: "the built-in eyes",
  image: methods(fact(true, FOVEA), fact(false, FOVEA), fact(false, FOVEA)),
  document: methods(fact(false, FOVEA), fact(false, FOVEA), fact(false, FOVEA)),
  maxImageBase64Bytes: fact(IMAGE_10_MB.value, FOVEA, ENFORCED),
  maxRequestBytes: fact(REQUEST_32_MB.value, FOVEA, ENFORCED),
  maxEdgePx: fact(EDGE_8000.value, FOVEA, ENFORCED),
  manyImages: fact(MANY_IMAGES_20.value, FOVEA, ENFORCED),
  manyImagesMaxEdgePx: fact(MANY_IMAGES_EDGE_2000.value, FOVEA, ENFORCED),
  documentsCountAsMany: fact(false, FOVEA),
  filesApi: fact(false, FOVEA),
  batches: fact(false, FOVEA),
  oversizedImage: fact(false, FOVEA),
});
