// What the two processes say to each other. Structured clone carries it (`serialization: "advanced"`), so bytes stay bytes.
import type { FitLimits } from "../content/tier.ts";
import type { Problem } from "../errors/errors.ts";

/** How a PDF is locked: `permissions` opens without a password, but platforms refuse it all the same. */
export type Encryption = "none" | "permissions" | "password";

/** What a whole reading of a PDF proves. */
export interface PdfFacts {
  /** Null where a password is needed to know. */
  readonly pages: number | null;
  readonly encryption: Encryption;
  /** Of the first pages, turned as they are shown, in points (1/72 inch); at most `MAX_SIZES` of them. */
  readonly sizes: readonly { readonly widthPt: number; readonly heightPt: number }[];
}

/** Most page sizes that are told. */
export const MAX_SIZES = 1000;

/** First and last page, from 1. */
export type PageRange = readonly [from: number, to: number];

/** A page drawn. */
export interface PagePicture {
  /** From 1. */
  readonly page: number;
  readonly bytes: Uint8Array;
  readonly mediaType: "image/png" | "image/jpeg";
  /** In px. */
  readonly width: number;
  readonly height: number;
}

/** A picture of a format that only this process decodes, as PNG: upright, RGBA. */
export interface DrawnPng {
  readonly bytes: Uint8Array;
  /** In px. */
  readonly width: number;
  readonly height: number;
}

/** The formats that become PNG here. */
export type ForeignMediaType = "image/heic" | "image/svg+xml";

/** What can be asked of the child. */
export type Job =
  | { readonly type: "pdf"; readonly bytes: Uint8Array }
  | { readonly type: "draw"; readonly bytes: Uint8Array; readonly pages: PageRange; readonly fit: FitLimits }
  | { readonly type: "cut"; readonly bytes: Uint8Array; readonly pages: PageRange }
  | {
      readonly type: "png";
      readonly bytes: Uint8Array;
      readonly mediaType: ForeignMediaType;
      readonly maxPixels: number;
    };

/** What each job answers with. */
export interface Results {
  pdf: PdfFacts;
  draw: readonly PagePicture[];
  cut: Uint8Array;
  png: DrawnPng;
}

/** Parent to child; one at a time, the next only after the answer. */
export interface Request {
  readonly id: number;
  readonly job: Job;
}

/** Child to parent. */
export type Reply =
  | { readonly id: number; readonly value: Results[Job["type"]] }
  /** `last`: the child cannot be trusted after this, and ends. */
  | { readonly id: number; readonly problem: Problem; readonly last: boolean };

/** Narrows what came over the channel; anything else is a stray message of a library. */
export function isReply(message: unknown): message is Reply {
  return typeof message === "object" && message !== null && typeof (message as { id?: unknown }).id === "number";
}

export function isRequest(message: unknown): message is Request {
  return isReply(message) && typeof (message as unknown as Request).job?.type === "string";
}
