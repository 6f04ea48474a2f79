// What the reader of one container says about the bytes it was given.
import type { Problem } from "../errors/errors.ts";
import { problem } from "../errors/errors.ts";
import { MAX_HEADER_BLOCKS } from "./bounds.ts";
import type { ImageMediaType, JpegFacts, Orientation } from "./facts.ts";

/** What a container's header says; sizes are as stored, before orientation. */
export interface Header {
  readonly mediaType: ImageMediaType;
  readonly width: number;
  readonly height: number;
  readonly orientation: Orientation;
  readonly frames: number;
  readonly framesExact: boolean;
  readonly alpha: boolean;
  readonly gps?: true;
  readonly jpeg?: JpegFacts;
  /** Offset of the block that starts the pixels: scan, IDAT, first image descriptor, first chunk. */
  readonly dataAt: number;
}

/** A header, the number of bytes without which there is none (always more than were given), or what is wrong. */
export type Reading = { readonly header: Header } | { readonly short: number } | { readonly problem: Problem };

export const short = (bytes: number): Reading => ({ short: bytes });

/** The header breaks its format's rules at `offset`. `detail` is a clause that follows "at byte N". */
export const broken = (mediaType: ImageMediaType, offset: number, detail: string): Reading => ({
  problem: problem("input.broken-header", { mediaType, offset, detail }),
});

export const zeroSize = (mediaType: ImageMediaType, width: number, height: number): Reading => ({
  problem: problem("input.zero-size", { mediaType, width, height }),
});

export const tooManyBlocks = (mediaType: ImageMediaType): Reading => ({
  problem: problem("limit.header-blocks", {
    limit: MAX_HEADER_BLOCKS,
    actual: MAX_HEADER_BLOCKS + 1,
    unit: "header blocks",
    mediaType,
  }),
});
