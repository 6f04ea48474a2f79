// The inputs of a call, opened and ready to be planned: texts and PDFs as documents, pages as pictures where they are wanted so.
import { InputError } from "../errors/errors.ts";
import { readBytes } from "../input/bytes.ts";
import { openBytes } from "../input/open-bytes.ts";
import type { Opened, OpenedBytes, OpenedText } from "../input/opened.ts";
import { mendTruncated } from "../pixels/mend.ts";
import { MAX_DECODED_PIXELS } from "../plan/rules/size.ts";
import type { Platform } from "../platform/capability.ts";
import { countedPdf, drawnPdfs, isPdf, type PdfInput } from "./documents.ts";
import { isAnimated, namedFrames } from "./frames.ts";
import { openAll } from "./open-all.ts";
import { type Asked, splitPages } from "./page-range.ts";
import type { Wish } from "./prepare.ts";
import { stripInput } from "./strip-input.ts";

/** Most pages that are drawn for one request: each takes a second or so, and is held in memory. */
const MAX_PAGES_DRAWN = 100;

export type Ready = Opened | OpenedText;

/** @param mayFetch whether a url may be fetched where its bytes are needed here */
export async function openInputs(wish: Wish, mayFetch: boolean): Promise<Ready[]> {
  const asked = wish.inputs.map(splitPages);
  const asImages = wish.asImages ?? drawsByItself(wish);
  const { stdin, cwd, signal, mendTruncated: allowTruncated } = wish;
  const opened = await openAll(
    asked.map(({ input }) => input),
    {
      ...(stdin ? { stdin } : {}),
      ...(cwd === undefined ? {} : { cwd }),
      ...(signal ? { signal } : {}),
      allowTruncated,
    },
  );
  const ready = await Promise.all(
    opened.map((one, index) => inHand(one, asked[index] as Asked, asImages, mayFetch, wish)),
  );
  const framed = await Promise.all(ready.map((one, index) => frames(one, asked[index] as Asked, wish)));
  const whole = framed.flat();
  const ranges = framed.flatMap((list, index) => list.map(() => asked[index] as Asked));
  return asImages ? drawn(whole, ranges, wish) : counted(whole, ranges, wish);
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

async function frames(ready: Ready, { pages }: Asked, { model, signal }: Wish): Promise<readonly Ready[]> {
  if (pages === null || !isAnimated(ready)) return [ready];
  return namedFrames(ready, pages, { maxFrames: Math.min(MAX_PAGES_DRAWN, model.maxImages.value), signal });
}

/** A url whose pages are wanted is fetched; pictures lose their metadata where that is wanted. */
async function inHand(opened: Ready, asked: Asked, asImages: boolean, mayFetch: boolean, wish: Wish): Promise<Ready> {
  const { fetchUrl, signal, stripMetadata } = wish;
  let here = opened;
  if (opened.kind === "url" && mayFetch) {
    const isPdfUrl = /\.pdf$/i.test(new URL(opened.url).pathname);
    if ((asImages && isPdfUrl) || asked.pages !== null) {
      const { bytes, declared } = await fetchUrl(opened.url, signal ? { signal } : {});
      here = openBytes(bytes, { declared, name: opened.name });
    }
  }
  const named = asked.pages !== null && !isPdf(here) && !isAnimated(here) && here.kind !== "url";
  if (named) throw new InputError("input.pages-of-no-pdf", { what: whatOf(here) }, { at: here.name });
  if (here.kind === "bytes" && here.truncated) here = await mended(here);
  return stripMetadata && here.kind !== "text" ? stripInput(here) : here;
}

/** What can be seen of a picture whose end is missing; its label says so to whoever looks at it. */
async function mended({ bytes, facts, name }: OpenedBytes): Promise<OpenedBytes> {
  const whole = await mendTruncated(await readBytes(bytes), facts.mediaType, {
    at: name,
    maxPixels: MAX_DECODED_PIXELS,
  });
  return { ...openBytes(whole, { declared: null, name }), label: `${name} (its end is missing)` };
}

function whatOf(opened: Ready): string {
  return opened.kind === "bytes" ? opened.facts.mediaType : opened.kind === "file" ? "a file id" : "a text";
}

async function counted(ready: readonly Ready[], asked: readonly Asked[], wish: Wish): Promise<Ready[]> {
  return Promise.all(
    ready.map((one, index) =>
      isPdf(one) ? countedPdf({ opened: one, pages: asked[index]?.pages ?? null }, wish) : one,
    ),
  );
}

async function drawn(ready: readonly Ready[], asked: readonly Asked[], wish: Wish): Promise<Ready[]> {
  const { platform, model } = wish;
  const pdfs: PdfInput[] = ready.flatMap((one, index) =>
    isPdf(one) ? [{ opened: one, pages: asked[index]?.pages ?? null }] : [],
  );
  if (pdfs.length === 0) return [...ready];
  const others = ready.filter((one) => one.kind !== "text").length - pdfs.length;
  const { maxEdgePx, maxTokens } = model.tier.value;
  const pictures = await drawnPdfs(pdfs, wish, {
    fit: { maxEdgePx, maxTokens },
    maxPages: Math.min(MAX_PAGES_DRAWN, model.maxImages.value),
    others,
    manyImages: platform.manyImages.value,
  });
  const lists: OpenedBytes[][] = [...pictures];
  return ready.flatMap((one): Ready[] => (isPdf(one) ? (lists.shift() ?? []) : [one]));
}
