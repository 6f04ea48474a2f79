// What bytes prove about a picture or document. Names, extensions and declared media types are never believed here.
import type { Problem } from "../errors/errors.ts";

/** The media types that the Messages API takes as images. Source: claude vision documentation, read 2026-09-20. */
export type ImageMediaType = "image/jpeg" | "image/png" | "image/gif" | "image/webp";

/** Media types that Fovea recognises by their bytes but the API does not take in an image block. */
export type OtherMediaType =
  | "image/avif"
  | "image/heic"
  | "image/tiff"
  | "image/bmp"
  | "image/x-icon"
  | "image/svg+xml"
  | "application/pdf"
  | "text/html";

/** A media type proven by bytes. */
export type MediaType = ImageMediaType | OtherMediaType;

/** EXIF orientation, 1 (upright) to 8. 5 to 8 swap width and height. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/**
 * What a JPEG's frame header says beyond the size. Few decoders read anything but Huffman-coded baseline and
 * progressive.
 */
export interface JpegFacts {
  readonly coding: "baseline" | "progressive" | "arithmetic" | "lossless" | "hierarchical";
  /** 1 is grey, 3 colour, 4 CMYK. */
  readonly components: number;
}

/** Facts of a picture in one of the four media types the API takes. */
export interface ImageFacts {
  readonly kind: "image";
  readonly mediaType: ImageMediaType;
  /** Width in px after the EXIF orientation is applied: what a viewer, and the model, sees. */
  readonly width: number;
  /** Height in px after the EXIF orientation is applied. */
  readonly height: number;
  readonly orientation: Orientation;
  /** Pictures in the file. A lower bound where `framesExact` is false. */
  readonly frames: number;
  /** False when the bytes given end before the last frame is known. */
  readonly framesExact: boolean;
  /** Whether the picture (the first, of an animation) can carry transparency. */
  readonly alpha: boolean;
  /** Present where the EXIF metadata, or the XMP in front of the pixels, name the position at which the picture was taken. */
  readonly gps?: true;
  /** Present for JPEG. */
  readonly jpeg?: JpegFacts;
  /** Present where the end of the file was missing, and this is what was made of the rest. */
  readonly mended?: true;
  /** Length of the whole file in bytes; null when only a prefix of unknown total was given. */
  readonly byteLength: number | null;
  /** Hex digest of the whole file, when something computed it. */
  readonly sha256: string | null;
}

/** What is known of a PDF's pages. */
export interface PdfPages {
  /** Null where nothing tells. */
  readonly pages: number | null;
  /** True when a whole reader counted them; false for what the file says of itself. */
  readonly exact: boolean;
  /** `permissions` opens without a password, `password` does not; `unknown` is one of these two. Platforms take neither. */
  readonly encryption: "none" | "permissions" | "password" | "unknown";
}

/** Facts of something recognised that is no API image: a format to transcode, a PDF, an HTML page. */
export interface OtherFacts {
  readonly kind: "other";
  readonly mediaType: OtherMediaType;
  /**
   * Width in px, upright. Absent where the header does not tell: SVG, whatever is no picture, and a header that makes no sense or stands beyond
   * `MAX_HEADER_BYTES`. What it says is a claim until it is decoded.
   */
  readonly width?: number;
  /** Height in px, upright; there when `width` is. */
  readonly height?: number;
  /** How the stored picture is turned before it is shown, by its own boxes or tags; there when `width` is. */
  readonly orientation?: Orientation;
  /** Pages of a TIFF whose whole file somebody has looked through; the first is what is sent. */
  readonly frames?: number;
  /** Present for a PDF that somebody has looked through. */
  readonly pdf?: PdfPages;
  /** As `ImageFacts.mended`. */
  readonly mended?: true;
  readonly byteLength: number | null;
  readonly sha256: string | null;
}

/**
 * What the bytes of a file prove: of a picture its media type, size and frames, of anything else its media type. Names and headers prove
 * nothing.
 */
export type Facts = ImageFacts | OtherFacts;

/** What inspecting a prefix gives: facts, a call for more bytes, or a named defect. */
export type Inspection =
  | { readonly status: "facts"; readonly facts: Facts }
  /** The first `bytes` bytes of the file are needed to say more. */
  | { readonly status: "need"; readonly bytes: number }
  | { readonly status: "defect"; readonly problem: Problem };
