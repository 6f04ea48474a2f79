// Every note a plan may carry, in one table: nothing here stops a request. The sentence is written from the facts, as errors do it.

import type { Size } from "../content/tokens.ts";
import { bytes, number } from "./numbers.ts";

interface DiagnosticRow {
  /** A few words for a list, no full stop. */
  readonly title: string;
  // biome-ignore lint/suspicious/noExplicitAny: each row names its own facts; FactsOfDiagnostic recovers them per code.
  readonly sentence: (facts: any) => string;
}

export const DIAGNOSTICS = {
  /** Claude vision documentation, read 2026-09-20. */
  "order.text-before-image": {
    title: "Text stands before the picture",
    sentence: (f: { block: string }): string =>
      `The ${f.block} comes after a text in its message; Claude answers best when pictures and documents come first.`,
  },
  "size.downscaled": {
    title: "The model sees a smaller picture",
    sentence: (f: { sent: Size; seen: Size; model: string }): string =>
      `${f.model} sees ${spell(f.seen)} px of the ${spell(f.sent)} px sent; coordinates in the answer are in the smaller size.`,
  },
  /** Below 200 px the documentation expects poor quality (Claude vision documentation, read 2026-09-20). */
  "size.small": {
    title: "The picture is very small",
    sentence: (f: { seen: Size }): string =>
      `The model sees ${spell(f.seen)} px; below 200 px on a side answers are often wrong.`,
  },
  "size.at-limit": {
    title: "The picture is exactly as large as the limit",
    sentence: (f: { limit: number; platform: string }): string =>
      `One side is exactly ${number(f.limit)} px, the limit of ${f.platform} for this request; one report says that the limit itself was refused.`,
  },
  "pixels.resized": {
    title: "The picture is made smaller",
    sentence: (f: { from: Size | null; to: Size }): string =>
      `A picture of ${spell(f.to)} px is made of ${f.from === null ? "it" : `the ${spell(f.from)} px`}: upright, in sRGB, without its metadata.`,
  },
  "pixels.converted": {
    title: "The picture is converted",
    sentence: (f: { from: string; to: string }): string =>
      `Its pixels are written anew as ${f.to} instead of ${f.from}, without its metadata.`,
  },
  /** EXIF 2.32, section 4.6.6: tags of the GPS directory; CIPA DC-010-2020, 5.3: the same in XMP. That of a WebP stands behind its pixels, and is not looked for. */
  "metadata.gps": {
    title: "The picture says where it was taken",
    sentence: (_: Record<string, never>): string =>
      "The picture is sent as it is, and its metadata hold the position where it was taken; `stripMetadata` (`--strip`) takes them out.",
  },
  "truncated.mended": {
    title: "The end of the picture is missing",
    sentence: (_: Record<string, never>): string =>
      "The file ended before its picture did: what can be seen of it is sent, and the rest is grey, or black in a PNG or GIF.",
  },
  "frames.first-only": {
    title: "Only the first frame is seen",
    sentence: (f: { frames: number; exact: boolean }): string =>
      `The picture has ${f.exact ? "" : "at least "}${number(f.frames)} frames; the model sees the first.`,
  },
  "jpeg.unusual": {
    title: "An unusual kind of JPEG",
    sentence: (f: { coding: string }): string =>
      `The JPEG uses ${f.coding} coding, which few decoders read; the platform may answer "Could not process image".`,
  },
  "type.relabelled": {
    title: "The declared media type was wrong",
    sentence: (f: { declared: string | null; actual: string }): string =>
      `Declared as ${f.declared ?? "nothing"}, the bytes are ${f.actual}; they are sent as what they are.`,
  },
  "base64.mended": {
    title: "The base64 text was cleaned",
    sentence: (f: { flaws: readonly string[] }): string =>
      `The base64 text was cleaned without touching the bytes: ${f.flaws.join(", ")}.`,
  },
  "url.unknown-until-fetched": {
    title: "Nothing is known about the picture behind the URL",
    sentence: (f: { platform: string }): string =>
      `The URL is fetched by ${f.platform}; size, tokens and whether it is a picture at all are unknown until someone fetches it.`,
  },
  "file.unknown": {
    title: "Nothing is known about the file",
    sentence: (f: { fileId: string }): string =>
      `Size and tokens of ${f.fileId} are unknown: it was uploaded elsewhere, and files cannot be looked into.`,
  },
  "pages.unknown": {
    title: "Pages of documents are not counted",
    sentence: (f: { documents: number; limit: number; model: string }): string =>
      `${f.documents === 1 ? "The document counts as one page" : `The ${f.documents} documents count as one page each`} here; ${f.model} takes at most ${f.limit} images and pages together.`,
  },
  "pages.claimed": {
    title: "The pages were not counted, only read off the file",
    sentence: (f: { pages: number }): string =>
      `The PDF says of itself that it has ${f.pages === 1 ? "1 page" : `${number(f.pages)} pages`}; with the package @hyzyla/pdfium beside Fovea they are counted.`,
  },
  "upload.persists": {
    title: "The upload stays on the platform",
    sentence: (f: { platform: string }): string =>
      `The file stays on ${f.platform} until it expires or someone deletes it, and everyone in the workspace can use it.`,
  },
  "request.tight": {
    title: "Picture made smaller so that the request fits",
    sentence: (f: { maxBytes: number }): string =>
      `The request would be too long, so this picture is sent in the size the model sees, in at most ${bytes(f.maxBytes)}.`,
  },
  "setting.removed": {
    title: "A setting the platform does not know was taken out",
    sentence: (f: { keys: readonly string[]; platform: string }): string =>
      `${f.keys.join(", ")} was taken out of the block, because it would be refused by ${f.platform}.`,
  },
  "model.unknown": {
    title: "The model is not in the table",
    sentence: (f: { model: string; maxEdgePx: number; maxImages: number }): string =>
      `${f.model} is unknown here; planned as a model that sees at most ${number(f.maxEdgePx)} px on a side and takes ${f.maxImages} images. There is no price.`,
  },
  "capability.uncertain": {
    title: "A fact this plan rests on is not certain",
    sentence: (f: { what: string; value: string; note: string; source: string; read: string }): string =>
      `Not certain: ${f.what} is taken to be ${f.value} (${f.note}; ${f.source}, read ${f.read}).`,
  },
} as const satisfies Record<string, DiagnosticRow>;

/** The name of a note, stable across versions. */
export type DiagnosticCode = keyof typeof DIAGNOSTICS;
/** The facts a note's sentence is written from. */
export type FactsOfDiagnostic<C extends DiagnosticCode> = Parameters<(typeof DIAGNOSTICS)[C]["sentence"]>[0];

function spell({ width, height }: Size): string {
  return `${number(width)}x${number(height)}`;
}
