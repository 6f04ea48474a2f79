// An input whose pixels are needed here: opened, fetched where it is a url, and known to be a picture.
import type { Decoder } from "../decode/create-decoder.ts";
import { InputError } from "../errors/errors.ts";
import { readBytes } from "../input/bytes.ts";
import { open } from "../input/open.ts";
import { openBytes } from "../input/open-bytes.ts";
import type { Input, OpenedBytes } from "../input/opened.ts";
import { createGuardedFetch, type GuardedFetch } from "../net/guarded-fetch.ts";
import { HIGH_TIER } from "../platform/tiers.ts";
import { rangeOf } from "./documents.ts";
import { isAnimated, namedFrames } from "./frames.ts";
import { mendInput } from "./mend-input.ts";
import { type NamedPages, splitPages } from "./page-range.ts";
import { sharedDecoder } from "./shared-decoder.ts";

export interface OpenPictureOptions {
  /** Read when the input is `-`. */
  readonly stdin?: AsyncIterable<Uint8Array>;
  /** Folder that relative paths start from. Default: the process's. */
  readonly cwd?: string;
  readonly signal?: AbortSignal;
  /** Takes what can be seen of a picture whose end is missing. Default false: it is refused, with how much is missing. */
  readonly mendTruncated?: boolean;
  /** Fetches a url. Default: `createGuardedFetch()`. */
  readonly fetchUrl?: GuardedFetch;
  /** Draws the page of a PDF: the one that is named (`report.pdf#3`), or the only one. Default: one for the whole process. */
  readonly decoder?: Decoder;
}

/** A page is drawn as large as any model sees a picture: what is smaller is made of it. */
const PAGE_FIT = HIGH_TIER;

/** @throws InputError `input.no-pixels` for a file id, a web page, a PDF of several pages of which none is named; what opening and fetching throw */
export async function openPicture(input: Input, options: OpenPictureOptions): Promise<OpenedBytes> {
  const { stdin, cwd, signal, fetchUrl = createGuardedFetch(), mendTruncated: allowTruncated = false } = options;
  const { input: named, pages } = splitPages(input);
  let opened = await open(named, {
    ...(stdin ? { stdin } : {}),
    ...(cwd === undefined ? {} : { cwd }),
    ...(signal ? { signal } : {}),
    allowTruncated,
  });
  if (opened.kind === "url") {
    const { bytes, declared } = await fetchUrl(opened.url, signal ? { signal } : {});
    opened = openBytes(bytes, { declared, name: opened.name, allowTruncated });
  }
  if (opened.kind === "bytes") opened = await mendInput(opened, signal);
  if (opened.kind === "file") throw new InputError("input.no-pixels", { what: "a file of the Files API" });
  if (opened.facts.mediaType === "application/pdf") return drawnPage(opened, pages, options);
  const { mediaType } = opened.facts;
  if (pages !== null && isAnimated(opened)) {
    const [frame] = await namedFrames(opened, pages, { maxFrames: 1, signal });
    return frame as OpenedBytes;
  }
  if (pages !== null) throw new InputError("input.pages-of-no-pdf", { what: mediaType }, { at: opened.name });
  if (!mediaType.startsWith("image/"))
    throw new InputError("input.no-pixels", { what: mediaType }, { at: opened.name });
  return opened;
}

async function drawnPage(
  pdf: OpenedBytes,
  pages: NamedPages | null,
  options: OpenPictureOptions,
): Promise<OpenedBytes> {
  const { decoder = sharedDecoder(), signal } = options;
  const { name } = pdf;
  const call = { at: name, ...(signal ? { signal } : {}) };
  const bytes = await readBytes(pdf.bytes);
  const { pages: count } = await decoder.pdf(bytes, call);
  if (count === null) throw new InputError("input.pdf-password", {}, { at: name });
  const range = rangeOf(pages ?? [1, null], count, name);
  const [page, last] = range;
  if (page !== last) {
    const what = `${last - page + 1} pages of a PDF: name one, like ${name}#${page}`;
    throw new InputError("input.no-pixels", { what }, { at: name });
  }
  const [drawn] = await decoder.rasterise(bytes, { pages: range, fit: PAGE_FIT }, call);
  if (drawn === undefined) throw new TypeError("the decoder gave no page");
  return openBytes(drawn.bytes, { declared: null, name: `${name} page ${page}` });
}
