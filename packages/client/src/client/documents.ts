// PDFs among the inputs of a call: counted, cut to the pages that were named, or drawn as pictures.
import type { FitLimits } from "../content/tier.ts";
import type { Decoder, PageRange, PdfFacts } from "../decode/create-decoder.ts";
import { FoveaError, InputError, LimitError } from "../errors/errors.ts";
import { readBytes } from "../input/bytes.ts";
import { openBytes } from "../input/open-bytes.ts";
import type { OpenedBytes } from "../input/opened.ts";
import type { PdfPages } from "../media/facts.ts";
import { MANY_IMAGES_FIT_EDGE_PX } from "../platform/limits.ts";
import { type NamedPages, printPages } from "./page-range.ts";

/** An opened PDF, and which of its pages are wanted. */
export interface PdfInput {
  readonly opened: OpenedBytes;
  /** Null for all. */
  readonly pages: NamedPages | null;
}

export interface PdfWork {
  readonly decoder: Decoder;
  readonly signal: AbortSignal | undefined;
}

export function isPdf(opened: { readonly kind: string }): opened is OpenedBytes {
  return opened.kind === "bytes" && (opened as OpenedBytes).facts.mediaType === "application/pdf";
}

/**
 * The PDF with its pages counted, cut to those that were named. Where nothing here reads PDFs it stays as it is, unless pages were named. An
 * encrypted one is not cut: the plan refuses it.
 *
 * @throws InputError `input.pdf-broken`, `input.page-range`; CapabilityError `capability.package`
 */
export async function countedPdf({ opened, pages }: PdfInput, { decoder, signal }: PdfWork): Promise<OpenedBytes> {
  const { name } = opened;
  const call = { at: name, ...(signal ? { signal } : {}) };
  const bytes = await readBytes(opened.bytes);
  const found = await decoder.pdf(bytes, call).catch((error: unknown) => {
    // What is no fault of the file does not keep it from being sent: the platform has a reader of its own.
    if (pages === null && FoveaError.isInstance(error) && !error.code.startsWith("input.")) return null;
    throw error;
  });
  if (found === null) return opened;
  const { pages: count, encryption } = found;
  if (pages === null || count === null || encryption !== "none")
    return withPages(opened, { pages: count, exact: true, encryption });
  const range = rangeOf(pages, count, name);
  const [from, to] = range;
  if (from === 1 && to === count) return withPages(opened, { pages: count, exact: true, encryption });
  const cut = await decoder.cut(bytes, range, call);
  const renamed = openBytes(cut, { declared: null, name: `${name} ${printPages(range)}` });
  return withPages(renamed, { pages: to - from + 1, exact: true, encryption });
}

function withPages(opened: OpenedBytes, pdf: PdfPages): OpenedBytes {
  return opened.facts.kind === "other" ? { ...opened, facts: { ...opened.facts, pdf } } : opened;
}

export interface DrawLimits {
  readonly fit: FitLimits;
  /** Most pages together. */
  readonly maxPages: number;
  /** Images of the request beside these pages. */
  readonly others: number;
  /** More images than this bring the stricter edge. */
  readonly manyImages: number;
}

/** The pages of all PDFs as pictures, each with its label: `report.pdf page 3`. In the order of the inputs, as lists. */
export async function drawnPdfs(
  inputs: readonly PdfInput[],
  { decoder, signal }: PdfWork,
  { fit, maxPages, others, manyImages }: DrawLimits,
): Promise<OpenedBytes[][]> {
  const aborts = signal ? { signal } : {};
  const work = await Promise.all(
    inputs.map(async ({ opened, pages }) => {
      const { name } = opened;
      const bytes = await readBytes(opened.bytes);
      const found = await decoder.pdf(bytes, { at: name, ...aborts });
      const count = pageCount(found, name);
      return { name, bytes, range: rangeOf(pages ?? [1, null], count, name) };
    }),
  );
  const actual = work.reduce((sum, { range: [from, to] }) => sum + to - from + 1, 0);
  if (actual > maxPages) throw new LimitError("limit.pages-drawn", { limit: maxPages, actual, unit: "pages" });
  const crowded = actual + others > manyImages;
  const within = crowded ? { ...fit, maxEdgePx: Math.min(fit.maxEdgePx, MANY_IMAGES_FIT_EDGE_PX) } : fit;
  const drawn: OpenedBytes[][] = [];
  for (const { name, bytes, range } of work) {
    const pictures = await decoder.rasterise(bytes, { pages: range, fit: within }, { at: name, ...aborts });
    drawn.push(
      pictures.map(({ page, bytes: picture }) => {
        const label = `${name} page ${page}`;
        return { ...openBytes(picture, { declared: null, name: label }), label };
      }),
    );
  }
  return drawn;
}

function pageCount({ pages }: PdfFacts, name: string): number {
  if (pages === null) throw new InputError("input.pdf-password", {}, { at: name });
  return pages;
}

/** @throws InputError `input.page-range` */
export function rangeOf([from, to]: NamedPages, pages: number, name: string): PageRange {
  const last = to ?? Math.max(from, pages);
  if (from < 1 || last < from || last > pages)
    throw new InputError("input.page-range", { from, to: last, pages }, { at: name });
  return [from, last];
}
