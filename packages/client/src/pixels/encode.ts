// One way of writing a picture: a media type, and how much it may lose.
import type { Sharp as Pipeline } from "sharp";
import type { ImageMediaType } from "../media/facts.ts";

export interface Coding {
  readonly mediaType: Exclude<ImageMediaType, "image/gif">;
  /** 1 to 100; null loses nothing. */
  readonly quality: number | null;
}

/** From what cannot be told from the original with the eye, down to where small text begins to suffer. */
export const QUALITIES = [90, 80, 70, 60] as const;

export function encode(pipeline: Pipeline, { mediaType, quality }: Coding, subsampled: boolean): Pipeline {
  switch (mediaType) {
    case "image/png":
      return pipeline.png({ compressionLevel: 6, adaptiveFiltering: true });
    case "image/jpeg":
      // What was see-through becomes white, as on a page; without a word it would be black.
      return pipeline
        .flatten({ background: "#fff" })
        .jpeg({ quality: quality ?? QUALITIES[0], chromaSubsampling: subsampled ? "4:2:0" : "4:4:4" });
    case "image/webp":
      return quality === null
        ? pipeline.webp({ lossless: true, effort: 2 })
        : pipeline.webp({ quality, alphaQuality: 100, effort: 2, smartSubsample: !subsampled });
  }
}

/** The ways to try, best first. `graphic` decides whether WebP may lose anything at first; `fallback` is what to write when PNG is too long. */
export function codingsOf(
  mediaType: ImageMediaType,
  fallback: ImageMediaType | null,
  graphic: () => boolean,
): Coding[] {
  // GIF has 256 colours: what is written anew keeps all of its own as PNG.
  const type = mediaType === "image/gif" ? "image/png" : mediaType;
  if (type === "image/png") {
    const lossy = fallback === "image/jpeg" || fallback === "image/webp" ? fallback : null;
    return [{ mediaType: type, quality: null }, ...(lossy === null ? [] : lossyOf(lossy))];
  }
  if (type === "image/webp" && graphic()) return [{ mediaType: type, quality: null }, ...lossyOf(type)];
  return lossyOf(type);
}

function lossyOf(mediaType: "image/jpeg" | "image/webp"): Coding[] {
  return QUALITIES.map((quality) => ({ mediaType, quality }));
}
