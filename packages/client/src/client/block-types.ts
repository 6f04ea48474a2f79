// Content blocks as an official client's types take them, for people who write requests by hand.
import type { FileSource, UrlSource } from "../content/make.ts";
import type { ImageMediaType } from "../media/facts.ts";

/** An image block of the Messages API. */
export interface ImageBlock {
  type: "image";
  source: { type: "base64"; media_type: ImageMediaType; data: string } | UrlSource | FileSource;
}

/** A document block of the Messages API: a PDF, or a text. */
export interface DocumentBlock {
  type: "document";
  source:
    | { type: "base64"; media_type: "application/pdf"; data: string }
    | { type: "text"; media_type: "text/plain"; data: string }
    | UrlSource
    | FileSource;
}
