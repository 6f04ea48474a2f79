// As what a picture is written that nobody sends yet: a crop, a drawing.
import type { MediaType } from "../media/facts.ts";
import { QUALITIES } from "./encode.ts";

export type OutputMediaType = "image/png" | "image/jpeg" | "image/webp";

export const OUTPUT_MEDIA_TYPES: readonly OutputMediaType[] = ["image/png", "image/jpeg", "image/webp"];

/** The media type of the picture itself where it can be written, else PNG, which loses nothing. */
export function outputOf(mediaType: MediaType): OutputMediaType {
  return OUTPUT_MEDIA_TYPES.find((one) => one === mediaType) ?? "image/png";
}

export function qualityOf(mediaType: OutputMediaType): number | null {
  return mediaType === "image/png" ? null : QUALITIES[0];
}
