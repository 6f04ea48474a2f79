// `report.pdf#2-5`: pages of a PDF named behind its path or URL; `film.gif#3`: frames of an animated picture (GIF, WebP, PNG), `scan.tiff#1-2`: pages of a TIFF.
import type { Input } from "../input/opened.ts";

/** First and last page, from 1; null for "to the end". */
export type NamedPages = readonly [from: number, to: number | null];

export interface Asked {
  readonly input: Input;
  readonly pages: NamedPages | null;
}

/** `#3`, `#2-5`, `#7-` or `#-4` behind the names of files that have pages or frames, or behind `-` alone (standard input). */
const PAGES = /^(-|.*\.(?:pdf|gif|webp|a?png|tiff?))#(?:(\d{1,7})(-(\d{1,7})?)?|-(\d{1,7}))$/is;

/** The input without its pages. A file whose name really ends so is passed as bytes. */
export function splitPages(input: Input): Asked {
  const text = input instanceof URL ? input.href : input;
  const [, rest, from, several, to, upTo] = typeof text === "string" ? (PAGES.exec(text) ?? []) : [];
  if (rest !== undefined && upTo !== undefined) return { input: rest, pages: [1, Number(upTo)] };
  if (rest === undefined || from === undefined) return { input, pages: null };
  const first = Number(from);
  return { input: rest, pages: [first, several === undefined ? first : to === undefined ? null : Number(to)] };
}

/** Behind the name of what was cut out: `pages 2-5`. */
export function printPages([from, to]: readonly [number, number]): string {
  return from === to ? `page ${from}` : `pages ${from}-${to}`;
}
