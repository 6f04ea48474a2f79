// Blocks and sources in the form the Messages API takes. Source: Messages types of npm @anthropic-ai/sdk 1.12.0.
import type { ImageMediaType } from "../media/facts.ts";

export type UrlSource = { readonly type: "url"; readonly url: string };
export type FileSource = { readonly type: "file"; readonly file_id: string };
export type ImageSource =
  | { readonly type: "base64"; readonly media_type: ImageMediaType; readonly data: string }
  | UrlSource
  | FileSource;
export type DocumentSource =
  | { readonly type: "base64"; readonly media_type: "application/pdf"; readonly data: string }
  | { readonly type: "text"; readonly media_type: "text/plain"; readonly data: string }
  | UrlSource
  | FileSource;

export interface TextBlock {
  readonly type: "text";
  readonly text: string;
}

export interface MediaBlock<T extends "image" | "document", S> {
  readonly type: T;
  readonly source: S;
}

/** An image block. `null` stands where lowering puts the source of bytes that are in hand. */
export function imageBlock<S extends ImageSource | null>(source: S): MediaBlock<"image", S> {
  return { type: "image", source };
}

/** A document block. `null` stands where lowering puts the source of bytes that are in hand. */
export function documentBlock<S extends DocumentSource | null>(source: S): MediaBlock<"document", S> {
  return { type: "document", source };
}

export function urlSource(url: string): UrlSource {
  return { type: "url", url };
}

export function fileSource(fileId: string): FileSource {
  return { type: "file", file_id: fileId };
}

/** Any text is plain to the API: Markdown and CSV as well (Messages types, PlainTextSource). */
export function plainTextSource(data: string) {
  return { type: "text", media_type: "text/plain", data } as const;
}

export function textBlock(text: string): TextBlock {
  return { type: "text", text };
}

/**
 * The text that introduces the n-th picture or document, counted from 1: `Image 2:`. Claude tells several pictures apart by it
 * (vision documentation, read 2026-09-20).
 */
export function labelBlock(type: "image" | "document", number: number): TextBlock {
  return textBlock(`${type === "image" ? "Image" : "Document"} ${number}:`);
}
