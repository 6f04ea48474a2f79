// A first guess at a PDF from its own words, without inflating anything: pages as its page tree states them, and whether it says that it is
// encrypted. A file whose page tree is compressed (PDF 1.5 on) tells no number here; a whole reader counts those.
import type { PdfPages } from "./facts.ts";

/** Files longer than this are not looked through, in bytes: no request carries them. */
const MAX_GUESS_BYTES = 64 * 1024 * 1024;
/** A page tree's root with its list of children is rarely longer, in characters. */
const MAX_OBJECT = 65_536;
/** Honest trailers are shorter, in characters. */
const MAX_TRAILER = 4096;
/** So often is a word looked at; honest files have a page tree node for every dozen pages or more. */
const MAX_MATCHES = 500;

/** @param bytes the whole file, a PDF */
export function guessPdf(bytes: Uint8Array): PdfPages {
  if (bytes.length > MAX_GUESS_BYTES) return { pages: null, exact: false, encryption: "none" };
  // One character a byte, whatever the encoding calls the upper half.
  const text = new TextDecoder("latin1").decode(bytes);
  return {
    pages: linearised(text) ?? largestTree(text),
    exact: false,
    encryption: encrypted(text) ? "unknown" : "none",
  };
}

/** A linearised file states the number of its pages in its first object. Source: ISO 32000-1, annex F.2.2. */
function linearised(text: string): number | null {
  const [, first = ""] = /<<([^>]{0,600}\/Linearized[^>]{0,600})>>/.exec(text.slice(0, 2048)) ?? [];
  const [, pages] = /\/N\s+(\d{1,7})\b/.exec(first) ?? [];
  return pages === undefined ? null : Number(pages);
}

/** The largest count of a page tree node (ISO 32000-1, 7.7.3.2): the root's, but for pages that an update took away. */
function largestTree(text: string): number | null {
  let largest: number | null = null;
  for (const { before, after } of around(text, /\/Type\s*\/Pages\b/g, MAX_OBJECT)) {
    const node = before.slice(before.lastIndexOf(" obj") + 1) + (after.split("endobj", 1)[0] ?? "");
    const [, count] = /\/Count\s+(\d{1,7})\b/.exec(node) ?? [];
    if (count !== undefined) largest = Math.max(largest ?? 0, Number(count));
  }
  return largest;
}

/** The entry stands in a trailer, or in the dictionary of a cross-reference stream; neither is ever compressed (7.5.8.2). */
function encrypted(text: string): boolean {
  for (const { before, after } of around(text, /\/Encrypt\s*(?:\d{1,10}\s+\d{1,5}\s+R\b|<<)/g, MAX_TRAILER)) {
    const trailer = before.lastIndexOf("trailer");
    const object = before.lastIndexOf(" obj");
    if (trailer > object || /\/Type\s*\/XRef\b/.test(before.slice(object + 1) + after)) return true;
  }
  return false;
}

/** What stands around the first matches, as far as `reach` characters on either side. */
function* around(text: string, pattern: RegExp, reach: number): Generator<{ before: string; after: string }> {
  let left = MAX_MATCHES;
  for (const { index } of text.matchAll(pattern)) {
    if (left-- === 0) return;
    yield { before: text.slice(Math.max(0, index - reach), index), after: text.slice(index, index + reach) };
  }
}
