// HEIC and SVG for everything here that needs pixels: one decoder a process, loaded and started when the first such picture comes.
import type { Decoder } from "../decode/create-decoder.ts";
import type { DrawForeign } from "../pixels/foreign.ts";

let decoder: Promise<Decoder> | undefined;

/** In a child process of its own. @throws what `Decoder.toPng` throws: CapabilityError `capability.package` where libheif-js is not installed */
export const drawForeign: DrawForeign = async (bytes, mediaType, bounds, call) => {
  decoder ??= import("../decode/create-decoder.ts").then(({ createDecoder }) => createDecoder());
  return (await decoder).toPng(bytes, mediaType, bounds, call);
};
