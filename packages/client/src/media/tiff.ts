// TIFF (revision 6.0, Adobe 1992) and BigTIFF: the first directory, whose entries say size, orientation and where the pixels are.
import { has, u16be, u16le, u32be, u32le } from "./bytes.ts";
import type { Orientation } from "./facts.ts";
import type { SizeReading } from "./other-size.ts";

const WIDTH = 256;
const HEIGHT = 257;
const BITS = 258;
const ORIENTATION = 274;
/** Offsets and lengths of strips, and of tiles. */
const PIECES = [
  [273, 279],
  [324, 325],
] as const;
const SHORT = 3;
const LONG = 4;
const LONG8 = 16;
const BYTES_OF: Readonly<Record<number, number>> = { [SHORT]: 2, [LONG]: 4, [LONG8]: 8 };
/** Entries that are looked at. Honest directories have a few dozen, in ascending order, and these are among the first. */
const MAX_ENTRIES = 1024;
/** Strips or tiles that are looked at, from the last: the end of a file is what is cut. */
const MAX_PIECES = 65_536;

/** Pages that are counted. */
const MAX_TIFF_PAGES = 4096;

interface Layout {
  readonly u16: typeof u16le;
  readonly u32: typeof u32le;
  /** Bytes of an offset or a count: 4, or 8 in BigTIFF. */
  readonly wide: 4 | 8;
}

interface Entry {
  readonly type: number;
  readonly count: number;
  /** Where its values are. */
  readonly at: number;
}

/** `bytes` begin with one of the four signatures. */
function layoutOf(bytes: Uint8Array): Layout {
  const little = has(bytes, 0, "II");
  const wide = (little ? u16le(bytes, 2) : u16be(bytes, 2)) === 43 ? 8 : 4;
  return little ? { u16: u16le, u32: u32le, wide } : { u16: u16be, u32: u32be, wide };
}

/** A whole number as wide as the layout's, past 2^53 as a number that is too large for any file. */
function wideAt(bytes: Uint8Array, at: number, { u32, wide }: Layout): number {
  if (wide === 4) return u32(bytes, at);
  const [low, high] = u32 === u32le ? [at, at + 4] : [at + 4, at];
  return u32(bytes, high) * 2 ** 32 + u32(bytes, low);
}

/** Where the first directory begins and how many entries it has, or the bytes needed to know. */
function directoryOf(
  bytes: Uint8Array,
  layout: Layout,
): { readonly at: number; readonly entries: number } | { readonly short: number } {
  const { wide, u16 } = layout;
  const head = wide === 4 ? 8 : 16;
  if (bytes.length < head) return { short: head };
  const at = wideAt(bytes, wide === 4 ? 4 : 8, layout);
  const countBytes = wide === 4 ? 2 : 8;
  if (at + countBytes > bytes.length) return { short: at + countBytes };
  const entries = wide === 4 ? u16(bytes, at) : wideAt(bytes, at, layout);
  return { at: at + countBytes, entries: Math.min(entries, MAX_ENTRIES) };
}

/** The entries with one of the tags, by tag; as many as the bytes hold. */
function entriesOf(bytes: Uint8Array, layout: Layout, at: number, entries: number): Map<number, Entry> {
  const { u16, wide } = layout;
  const step = wide === 4 ? 12 : 20;
  const found = new Map<number, Entry>();
  for (let i = 0; i < entries && at + step <= bytes.length; i++, at += step) {
    const tag = u16(bytes, at);
    if (found.has(tag)) continue;
    const type = u16(bytes, at + 2);
    const count = wideAt(bytes, at + 4, layout);
    const value = at + 4 + wide;
    // What is no longer than an offset stands in its place.
    const inside = count * (BYTES_OF[type] ?? 1) <= wide;
    found.set(tag, { type, count, at: inside ? value : wideAt(bytes, value, layout) });
  }
  return found;
}

function numberAt(bytes: Uint8Array, { type, at }: Entry, index: number, layout: Layout): number | null {
  const each = BYTES_OF[type];
  if (each === undefined) return null;
  const from = at + index * each;
  if (from + each > bytes.length) return null;
  if (type === SHORT) return layout.u16(bytes, from);
  return type === LONG ? layout.u32(bytes, from) : wideAt(bytes, from, { ...layout, wide: 8 });
}

export function readTiffSize(bytes: Uint8Array): SizeReading {
  const layout = layoutOf(bytes);
  const directory = directoryOf(bytes, layout);
  if ("short" in directory) return directory;
  const end = directory.at + directory.entries * (layout.wide === 4 ? 12 : 20);
  if (end > bytes.length) return { short: end };
  const found = entriesOf(bytes, layout, directory.at, directory.entries);
  const one = (tag: number): number | null => {
    const entry = found.get(tag);
    return entry === undefined ? null : numberAt(bytes, entry, 0, layout);
  };
  const width = one(WIDTH);
  const height = one(HEIGHT);
  if (width === null || height === null) return null;
  const turned = one(ORIENTATION) ?? 1;
  const orientation = (turned >= 1 && turned <= 8 ? turned : 1) as Orientation;
  return { width, height, orientation };
}

/** Bytes that the directory, or the pixels of the first picture, need beyond the end of the file; 0 where none do. */
export function missingOfTiff(bytes: Uint8Array): number {
  const layout = layoutOf(bytes);
  const directory = directoryOf(bytes, layout);
  if ("short" in directory) return Math.max(0, directory.short - bytes.length);
  const end = directory.at + directory.entries * (layout.wide === 4 ? 12 : 20);
  if (end > bytes.length) return end - bytes.length;
  const found = entriesOf(bytes, layout, directory.at, directory.entries);
  const within = found.get(BITS);
  let furthest = within === undefined ? 0 : endOf(within);
  for (const [offsets, lengths] of PIECES) {
    const from = found.get(offsets);
    const long = found.get(lengths);
    if (from === undefined) continue;
    // A table that is cut itself says nothing of its pieces.
    furthest = Math.max(furthest, endOf(from), long === undefined ? 0 : endOf(long));
    if (furthest > bytes.length) continue;
    for (let i = from.count - 1, left = MAX_PIECES; i >= 0 && left > 0; i--, left--) {
      const start = numberAt(bytes, from, i, layout) ?? 0;
      furthest = Math.max(furthest, start + (long === undefined ? 0 : (numberAt(bytes, long, i, layout) ?? 0)));
    }
  }
  return Math.max(0, furthest - bytes.length);
}

/** Where the values of an entry end. */
function endOf({ at, count, type }: Entry): number {
  return at + count * (BYTES_OF[type] ?? 0);
}

/** Pages of a whole file, at most `MAX_TIFF_PAGES`: its directories, each of which says where the next one is. */
export function countTiffPages(bytes: Uint8Array): number {
  const layout = layoutOf(bytes);
  const { wide, u16 } = layout;
  const seen = new Set<number>();
  let at = bytes.length < 16 ? 0 : wideAt(bytes, wide === 4 ? 4 : 8, layout);
  while (at > 0 && !seen.has(at) && seen.size < MAX_TIFF_PAGES && at + 8 <= bytes.length) {
    seen.add(at);
    const entries = wide === 4 ? u16(bytes, at) : wideAt(bytes, at, layout);
    const next = at + (wide === 4 ? 2 + entries * 12 : 8 + entries * 20);
    at = next + wide <= bytes.length ? wideAt(bytes, next, layout) : 0;
  }
  return Math.max(1, seen.size);
}
