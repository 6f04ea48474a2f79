// AVIF and HEIF (ISO/IEC 23008-12 over ISO/IEC 14496-12): the primary picture's size, how it is cut and turned, and where its bytes are.
import { type Box, boxesIn } from "./boxes.ts";
import { u16be, u32be } from "./bytes.ts";
import type { Orientation } from "./facts.ts";
import { endsOfItems, primaryId, tilesOf } from "./heif-items.ts";
import type { SizeReading } from "./other-size.ts";
import { mirrored, turned } from "./turned.ts";

/** Honest files have a few dozen properties, and a dozen for each picture. */
const MAX_PROPERTIES = 4096;

/** The `meta` box, whole; what is needed to have it, or to look behind the last box; null where there is none. */
function metaOf(bytes: Uint8Array): Box | { readonly short: number } | null {
  for (const box of boxesIn(bytes, 0, Number.POSITIVE_INFINITY)) {
    if (box.end === null) return null;
    if (box.end > bytes.length) return { short: box.end };
    if (box.name === "meta") return box;
    if (box.end + 8 > bytes.length) return { short: box.end + 8 };
  }
  return null;
}

/** A full box has version and flags before its content. */
export function readHeifSize(bytes: Uint8Array, whole: number | null): SizeReading {
  const meta = metaOf(bytes);
  if (meta === null) return null;
  if ("short" in meta) return whole !== null && meta.short > whole ? null : meta;
  const boxes = boxesIn(bytes, meta.body + 4, meta.end ?? 0);
  const id = primaryId(bytes, boxes);
  return id === null ? null : shown(bytes, propertiesOf(bytes, boxes, id));
}

/** The properties of an item, in their order. `boxes`: those in `meta`. */
function propertiesOf(bytes: Uint8Array, boxes: readonly Box[], id: number): Box[] {
  const iprp = boxes.find(({ name }) => name === "iprp");
  const parts = iprp === undefined ? [] : boxesIn(bytes, iprp.body, iprp.end ?? 0);
  const ipco = parts.find(({ name }) => name === "ipco");
  if (ipco === undefined) return [];
  const properties = boxesIn(bytes, ipco.body, ipco.end ?? 0, MAX_PROPERTIES);
  const numbers = parts.filter(({ name }) => name === "ipma").flatMap((box) => associated(bytes, box, id));
  return numbers.flatMap((number) => properties[number - 1] ?? []);
}

/** Numbers, from 1, of the properties of an item, in their order. Source: ISO/IEC 23008-12, 9.3.1. */
function associated(bytes: Uint8Array, { body, end: to }: Box, id: number): number[] {
  const end = to ?? 0;
  if (body + 8 > end) return [];
  const wideIds = bytes[body] !== 0;
  const wideNumbers = ((bytes[body + 3] as number) & 1) === 1;
  let at = body + 8;
  for (let items = u32be(bytes, body + 4); items > 0; items--) {
    const idBytes = wideIds ? 4 : 2;
    if (at + idBytes + 1 > end) return [];
    const item = wideIds ? u32be(bytes, at) : u16be(bytes, at);
    const count = bytes[at + idBytes] as number;
    at += idBytes + 1;
    const each = wideNumbers ? 2 : 1;
    if (at + count * each > end) return [];
    if (item === id)
      return Array.from({ length: count }, (_, i) =>
        wideNumbers ? u16be(bytes, at + 2 * i) & 0x7fff : (bytes[at + i] as number) & 0x7f,
      );
    at += count * each;
  }
  return [];
}

/** The size of the item, cut and turned by its properties in their order. */
function shown(bytes: Uint8Array, properties: readonly Box[]): SizeReading {
  let size: { width: number; height: number } | null = null;
  let orientation: Orientation = 1;
  for (const { name, body, end } of properties) {
    const length = (end ?? 0) - body;
    if (name === "ispe" && length >= 12) size = { width: u32be(bytes, body + 4), height: u32be(bytes, body + 8) };
    if (name === "clap" && length >= 16) size = cut(bytes, body);
    // Quarters against the clock (6.5.10).
    if (name === "irot" && length >= 1) orientation = turned(orientation, 4 - ((bytes[body] as number) & 3));
    // 0 exchanges top and bottom, 1 left and right (6.5.12).
    if (name === "imir" && length >= 1)
      orientation = turned(mirrored(orientation), ((bytes[body] as number) & 1) === 0 ? 2 : 0);
  }
  return size === null ? null : { ...size, orientation };
}

/** The clean aperture: numerators and denominators of width and height (ISO/IEC 14496-12, 12.1.4). */
function cut(bytes: Uint8Array, at: number): { width: number; height: number } | null {
  const [width, height] = [at, at + 8].map((from) => u32be(bytes, from) / u32be(bytes, from + 4)) as [number, number];
  return Number.isSafeInteger(width) && Number.isSafeInteger(height) ? { width, height } : null;
}

/**
 * Bytes that the items of the file (pictures, tiles, EXIF) need beyond its end; 0 where none do. Of all of them: decoders read the metadata first, and
 * give up without.
 */
export function missingOfHeif(bytes: Uint8Array): number {
  const meta = metaOf(bytes);
  if (meta === null) return 0;
  if ("short" in meta) {
    const last = boxesIn(bytes, 0, Number.POSITIVE_INFINITY).at(-1)?.end ?? 0;
    return Math.max(0, last - bytes.length);
  }
  const boxes = boxesIn(bytes, meta.body + 4, meta.end ?? 0);
  let last = 0;
  for (const end of endsOfItems(bytes, boxes).values()) last = Math.max(last, end);
  return Math.max(0, last - bytes.length);
}

/** A picture put together from tiles of one size, row by row. Sizes in px, as stored. */
export interface HeifTiles {
  readonly width: number;
  readonly height: number;
  readonly orientation: Orientation;
  readonly tileWidth: number;
  readonly tileHeight: number;
  /** Of each tile, whether its bytes are in the file. */
  readonly whole: readonly boolean[];
}

/** Null for a picture of one piece, and for one that is cut to a part of its pixels. */
export function readHeifTiles(bytes: Uint8Array): HeifTiles | null {
  const meta = metaOf(bytes);
  if (meta === null || "short" in meta) return null;
  const boxes = boxesIn(bytes, meta.body + 4, meta.end ?? 0);
  const id = primaryId(bytes, boxes);
  const tiles = id === null ? [] : tilesOf(bytes, boxes, id);
  const [first] = tiles;
  if (id === null || first === undefined) return null;
  const properties = propertiesOf(bytes, boxes, id);
  const size = shown(bytes, properties);
  const tile = shown(bytes, propertiesOf(bytes, boxes, first));
  const sized = size !== null && "width" in size && tile !== null && "width" in tile;
  if (!sized || properties.some(({ name }) => name === "clap")) return null;
  const ends = endsOfItems(bytes, boxes);
  const whole = tiles.map((item) => (ends.get(item) ?? Number.POSITIVE_INFINITY) <= bytes.length);
  return { ...size, tileWidth: tile.width, tileHeight: tile.height, whole };
}
