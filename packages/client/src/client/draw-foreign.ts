// HEIC and SVG for everything here that needs pixels, drawn where a hostile file can hurt nobody.
import type { DrawForeign } from "../pixels/foreign.ts";
import { sharedDecoder } from "./shared-decoder.ts";

/** In a child process of its own. @throws what `Decoder.toPng` throws: CapabilityError `capability.package` where libheif-js is not installed */
export const drawForeign: DrawForeign = (bytes, mediaType, bounds, call) =>
  sharedDecoder().toPng(bytes, mediaType, bounds, call);
