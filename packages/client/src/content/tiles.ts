// A picture that a model would see blurred, as overlapping tiles that it sees px for px. Geometry alone; what lies where is said in each label.
import type { Box } from "./geometry.ts";
import type { FitLimits } from "./tier.ts";
import { fitSize, PATCH_PX, type Size } from "./tokens.ts";

/** What two neighbours share, in px: four patches, so that whatever is smaller stands whole in one of them. */
export const TILE_OVERLAP_PX = 4 * PATCH_PX;
/** As many as a request takes before platforms lower the limit on every picture's side (Claude vision documentation, read 2026-09-20). */
export const MAX_TILES = 20;

export interface TileOptions {
  /** The resolution tier of the model. */
  readonly tier: FitLimits;
  /** What two neighbours share at least, in px of the picture. Default 112. */
  readonly overlapPx?: number;
  /** Most tiles. A picture that needs more gets larger ones, of which the model sees less than every px. Default 20. */
  readonly maxTiles?: number;
}

export interface Tile {
  /** Counted from 1, from the top left, row by row. */
  readonly number: number;
  readonly row: number;
  readonly column: number;
  /** In whole px of the picture. */
  readonly box: Box;
  /** `Tile 2 of 6 (row 1, column 2): x 2464 to 5040, y 0 to 1449 of 7504x2786 px` */
  readonly label: string;
}

interface Grid extends Size {
  readonly columns: number;
  readonly rows: number;
}

/**
 * The fewest tiles, all of one size, that show every px. One where the model sees all of the picture anyway.
 *
 * @throws TypeError when a number is out of range
 */
export function tilesOf(size: Size, options: TileOptions): Tile[] {
  const { tier, overlapPx = TILE_OVERLAP_PX, maxTiles = MAX_TILES } = options;
  if (!Number.isSafeInteger(overlapPx) || overlapPx < 0)
    throw new TypeError("overlapPx must be a whole number of px from 0 up");
  if (!Number.isSafeInteger(maxTiles) || maxTiles < 1) throw new TypeError("maxTiles must be a whole number from 1 up");
  const { columns, rows, width, height } = gridOf(size, tier, overlapPx, maxTiles);
  return Array.from({ length: columns * rows }, (_, index) => {
    const [row, column] = [Math.floor(index / columns), index % columns];
    const x1 = startOf(column, columns, size.width - width);
    const y1 = startOf(row, rows, size.height - height);
    const box = { x1, y1, x2: x1 + width, y2: y1 + height };
    const place = `x ${box.x1} to ${box.x2}, y ${box.y1} to ${box.y2} of ${size.width}x${size.height} px`;
    const label = `Tile ${index + 1} of ${columns * rows} (row ${row + 1}, column ${column + 1}): ${place}`;
    return { number: index + 1, row: row + 1, column: column + 1, box, label };
  });
}

/** Of all grids the one whose tiles are seen largest; of those the one with the fewest tiles, and of those the squarest. */
function gridOf(size: Size, tier: FitLimits, overlapPx: number, maxTiles: number): Grid {
  const grids: (Grid & { readonly scale: number })[] = [];
  for (let columns = 1; columns <= maxTiles; columns++)
    for (let rows = 1; columns * rows <= maxTiles; rows++) {
      const width = sideOf(size.width, columns, overlapPx);
      const height = sideOf(size.height, rows, overlapPx);
      if (width === null || height === null) continue;
      const seen = fitSize(width, height, tier);
      grids.push({ columns, rows, width, height, scale: Math.min(seen.width / width, seen.height / height) });
    }
  const worse = (a: Grid & { scale: number }, b: Grid & { scale: number }): number =>
    b.scale - a.scale || a.columns * a.rows - b.columns * b.rows || skewOf(a) - skewOf(b);
  // One tile is always among them.
  return grids.sort(worse)[0] as Grid;
}

/** The side of each of `count` tiles that share `overlapPx`; null where tiles would be no longer than what they share. */
function sideOf(whole: number, count: number, overlapPx: number): number | null {
  if (count === 1) return whole;
  const side = Math.ceil((whole + (count - 1) * overlapPx) / count);
  return side > overlapPx && side < whole ? side : null;
}

/** Evenly spread, the last at the end. */
function startOf(index: number, count: number, last: number): number {
  return count === 1 ? 0 : Math.floor((index * last) / (count - 1));
}

function skewOf({ width, height }: Size): number {
  return Math.max(width, height) / Math.min(width, height);
}
