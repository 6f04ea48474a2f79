// The inputs of a call, opened and ready to be planned: texts and PDFs as documents, pages as pictures where they are wanted so.
import { InputError } from "../errors/errors.ts";
import { openBytes } from "../input/open-bytes.ts";
import { printUrl } from "../net/print-url.ts";
import type { Platform } from "../platform/capability.ts";
import { defined } from "./defined.ts";
import { countedPdf, drawnPdfs, isPdf, type PdfInput } from "./documents.ts";
import { isAnimated, namedFrames } from "./frames.ts";
import { isLabelled } from "./inputs.ts";
import { type BlockKeys, type Item, itemOf } from "./item.ts";
import { mendInput } from "./mend-input.ts";
import { openItems, type Ready, releaseAll } from "./open-item.ts";
import type { NamedPages } from "./page-range.ts";
import type { Wish } from "./prepare.ts";
import { stripInput } from "./strip-input.ts";

/** Most pages that are drawn for one request: each takes a second or so, and is held in memory. */
const MAX_PAGES_DRAWN = 100;

/** One block to be. */
export interface Part {
  readonly ready: Ready;
  /** The caller's own words before it. */
  readonly label: string | null;
  /** What stands beside the source of the official block it came from. */
  readonly keys: BlockKeys | null;
}

/** An item opened: one part of it, or several pages or frames. */
interface Opening {
  readonly item: Item;
  readonly parts: readonly Ready[];
}

/** @param mayFetch whether a url may be fetched where its bytes are needed here */
export async function openInputs(wish: Wish, mayFetch: boolean): Promise<Part[]> {
  const items = itemsOf(wish);
  const asImages = wish.asImages ?? drawsByItself(wish);
  const { stdin, cwd, signal, mendTruncated: allowTruncated, maxInputBytes: maxBytes, teller } = wish;
  const opened = await openItems(items, { ...defined({ stdin, cwd, signal, maxBytes }), allowTruncated }, teller.tell);
  const openings = await Promise.all(
    items.map(async (item, index): Promise<Opening> => {
      const ready = await inHand(opened[index] as Ready, item, asImages, mayFetch, wish);
      return { item, parts: await frames(ready, item, wish) };
    }),
  );
  return (asImages ? await drawn(openings, wish) : await counted(openings, wish)).flatMap(partsOf);
}

function itemsOf({ inputs }: Wish): Item[] {
  try {
    // A hole in a list is no input, and skipped by no one.
    return Array.from(inputs, itemOf);
  } catch (error) {
    releaseAll(inputs.map((given) => (isLabelled(given) ? given.input : given)));
    throw error;
  }
}

/** The caller's label stands before the first part; what a block says of caching holds to its last. */
function partsOf({ item, parts }: Opening): Part[] {
  const label = item.kind === "text" ? null : item.label;
  const keys = item.kind === "input" ? item.keys : null;
  return parts.map((ready, index) => ({
    ready,
    label: index === 0 ? label : null,
    keys: index === parts.length - 1 ? keys : null,
  }));
}

/** Where the platform takes no PDF by any method its pages go as pictures, unless the caller says otherwise or nothing may be mended. */
function drawsByItself({ platform, policy }: Wish): boolean {
  return policy.mode !== "strict" && !takesDocuments(platform);
}

/** Whether a text goes as a text block instead. Not to the eyes, who would take it for the question: they refuse it as a document. */
export function takesTextBlocks(platform: Platform): boolean {
  return !takesDocuments(platform) && platform.id !== "eyes";
}

function takesDocuments({ document }: Platform): boolean {
  return document.base64.value || document.url.value || document.file.value;
}

function pagesOf(item: Item): NamedPages | null {
  return item.kind === "input" ? item.pages : null;
}

async function frames(ready: Ready, item: Item, { model, signal }: Wish): Promise<readonly Ready[]> {
  const pages = pagesOf(item);
  if (pages === null || !isAnimated(ready)) return [ready];
  return namedFrames(ready, pages, { maxFrames: Math.min(MAX_PAGES_DRAWN, model.maxImages.value), signal });
}

/** A url whose pages are wanted is fetched; pictures lose their metadata where that is wanted. */
async function inHand(opened: Ready, item: Item, asImages: boolean, mayFetch: boolean, wish: Wish): Promise<Ready> {
  const { fetchUrl, signal, stripMetadata, teller } = wish;
  const pages = pagesOf(item);
  let here = opened;
  if (opened.kind === "url" && mayFetch) {
    const isPdfUrl = /\.pdf$/i.test(new URL(opened.url).pathname);
    if ((asImages && isPdfUrl) || pages !== null) {
      teller.tell({ type: "fetching", url: printUrl(new URL(opened.url)) });
      const { bytes, declared } = await fetchUrl(opened.url, signal ? { signal } : {});
      here = openBytes(bytes, { declared, name: opened.name, allowTruncated: wish.mendTruncated });
    }
  }
  if (here.kind === "block") return here;
  const named = pages !== null && !isPdf(here) && !isAnimated(here) && here.kind !== "url";
  if (named) throw new InputError("input.pages-of-no-pdf", { what: whatOf(here) }, { at: here.name });
  if (here.kind === "bytes") here = await mendInput(here, signal);
  return stripMetadata && here.kind !== "text" ? stripInput(here) : here;
}

function whatOf(opened: Ready): string {
  return opened.kind === "bytes" ? opened.facts.mediaType : opened.kind === "file" ? "a file id" : "a text";
}

async function counted(openings: readonly Opening[], wish: Wish): Promise<Opening[]> {
  return Promise.all(
    openings.map(async ({ item, parts }) => ({
      item,
      parts: await Promise.all(
        parts.map((one) => (isPdf(one) ? countedPdf({ opened: one, pages: pagesOf(item) }, wish) : one)),
      ),
    })),
  );
}

async function drawn(openings: readonly Opening[], wish: Wish): Promise<Opening[]> {
  const { platform, model } = wish;
  const pdfs: PdfInput[] = openings.flatMap(({ item, parts }) =>
    parts.flatMap((one) => (isPdf(one) ? [{ opened: one, pages: pagesOf(item) }] : [])),
  );
  if (pdfs.length === 0) return [...openings];
  const blocks = openings.flatMap(({ parts }) => parts).filter(({ kind }) => kind !== "text" && kind !== "block");
  const { maxEdgePx, maxTokens } = model.tier.value;
  const lists = await drawnPdfs(pdfs, wish, {
    fit: { maxEdgePx, maxTokens },
    maxPages: Math.min(MAX_PAGES_DRAWN, model.maxImages.value),
    others: blocks.length - pdfs.length,
    manyImages: platform.manyImages.value,
  });
  return openings.map(({ item, parts }) => ({
    item,
    parts: parts.flatMap((one): readonly Ready[] => (isPdf(one) ? (lists.shift() ?? []) : [one])),
  }));
}
