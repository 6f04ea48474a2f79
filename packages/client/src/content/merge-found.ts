// What was found in a picture as a whole and in each of its overlapping tiles, as one list without duplicates. A thing that an edge of a tile cuts is
// whole in a neighbour, or stretches over both and is put together, or was seen whole in the picture.
import type { Box } from "./geometry.ts";
import { areaOf, overlapOf, shareOf } from "./overlap.ts";

export interface Seen {
  readonly label: string;
  readonly confidence: number | null;
  /** In px of the picture. */
  readonly box: Box;
}

/** One look: at which part of the picture, and what was found there. */
export interface Look {
  readonly region: Box;
  readonly things: readonly Seen[];
}

type Side = "x1" | "y1" | "x2" | "y2";

interface Part extends Seen {
  /** Edges at which the tile ended, and perhaps not the thing. */
  readonly cut: ReadonlySet<Side>;
  /** Each tile it was found in. */
  readonly regions: readonly Box[];
}

/** How much of the smaller one two boxes of one thing share, at the least. */
const MOST = 0.6;
/** How much of both together. */
const ALIKE = 0.5;
/** Models miss an edge by a little. */
const NEAR_PX = 4;
const NEAR_SHARE = 0.01;

/**
 * The surest first; in the order given where nobody says how sure.
 *
 * @param whole the look at all of the picture, in which what is small may be blurred
 * @param blur px of the picture in one px that was seen of the whole
 */
export function mergeFound(whole: Look, tiles: readonly Look[], blur: number): Seen[] {
  const parts = tiles.flatMap(({ region, things }) =>
    things.map((thing): Part => ({ ...thing, cut: cutSides(thing.box, region, whole.region), regions: [region] })),
  );
  const joined = joinedParts(parts);
  const inTiles = withoutTwins(joined.filter((part) => !isPiece(part, joined)));
  const large = whole.things.filter(
    (one) => !inTiles.some((part) => part.cut.size === 0 && isSame(one.box, part.box, blur)),
  );
  const fine = inTiles.filter((part) => part.cut.size === 0 || !large.some((one) => isPieceOf(part, one)));
  const all = [...large, ...fine].map(({ label, confidence, box }): Seen => ({ label, confidence, box }));
  return all.sort((a, b) => (b.confidence ?? 0) - (a.confidence ?? 0));
}

/** Where the box ends at an edge of the tile that is none of the picture. */
function cutSides(box: Box, region: Box, picture: Box): ReadonlySet<Side> {
  const sides: readonly Side[] = ["x1", "y1", "x2", "y2"];
  return new Set(
    sides.filter((side) => region[side] !== picture[side] && Math.abs(box[side] - region[side]) <= near(region, side)),
  );
}

function near({ x1, y1, x2, y2 }: Box, side: Side): number {
  return Math.max(NEAR_PX, NEAR_SHARE * (side === "x1" || side === "x2" ? x2 - x1 : y2 - y1));
}

/** Those that no tile cuts come back as they are. */
function joinedParts(parts: readonly Part[]): Part[] {
  const whole = parts.filter(({ cut }) => cut.size === 0);
  let cut = parts.filter((part) => part.cut.size > 0);
  for (;;) {
    const pair = firstPair(cut, isOneThing);
    if (pair === null) return [...whole, ...cut];
    const [a, b] = pair;
    cut = [...cut.filter((one) => one !== a && one !== b), joinOf(a, b)];
  }
}

function firstPair(parts: readonly Part[], test: (a: Part, b: Part) => boolean): [Part, Part] | null {
  for (const [index, a] of parts.entries()) for (const b of parts.slice(index + 1)) if (test(a, b)) return [a, b];
  return null;
}

/** Both run through all that their tiles share, one out of its right (lower) end and the other out of its left (upper) one, at the same height. */
function isOneThing(a: Part, b: Part): boolean {
  return (
    crosses(a, b, "x1", "x2", "y1", "y2") ||
    crosses(b, a, "x1", "x2", "y1", "y2") ||
    crosses(a, b, "y1", "y2", "x1", "x2") ||
    crosses(b, a, "y1", "y2", "x1", "x2")
  );
}

function crosses(first: Part, second: Part, from: Side, to: Side, otherFrom: Side, otherTo: Side): boolean {
  if (!first.cut.has(to) || !second.cut.has(from)) return false;
  const [a, b] = [first.box, second.box];
  const spans = first.regions.some((region) =>
    second.regions.some((next) => {
      const [start, end] = [next[from], region[to]];
      if (start >= end || region === next) return false;
      return (
        a[from] <= start + near(next, from) &&
        a[to] >= end - near(region, to) &&
        b[from] <= start + near(next, from) &&
        b[to] >= end - near(region, to)
      );
    }),
  );
  if (!spans) return false;
  const shared = Math.min(a[otherTo], b[otherTo]) - Math.max(a[otherFrom], b[otherFrom]);
  const lengths = [a[otherTo] - a[otherFrom], b[otherTo] - b[otherFrom]] as const;
  if (shared < ALIKE * Math.min(...lengths)) return false;
  return sameLabel(first, second) || shared >= ALIKE * Math.max(...lengths);
}

function joinOf(a: Part, b: Part): Part {
  const box = {
    x1: Math.min(a.box.x1, b.box.x1),
    y1: Math.min(a.box.y1, b.box.y1),
    x2: Math.max(a.box.x2, b.box.x2),
    y2: Math.max(a.box.y2, b.box.y2),
  };
  const cut = new Set([a, b].flatMap((part) => [...part.cut].filter((side) => part.box[side] === box[side])));
  const larger = areaOf(a.box) >= areaOf(b.box) ? a : b;
  const sure = [a, b].flatMap(({ confidence }) => (confidence === null ? [] : [confidence]));
  const confidence = sure.length === 0 ? null : Math.max(...sure);
  return { label: larger.label, confidence, box, cut, regions: [...a.regions, ...b.regions] };
}

/** Whether a neighbouring tile shows more of it. */
function isPiece(part: Part, all: readonly Part[]): boolean {
  return (
    part.cut.size > 0 &&
    all.some(
      (other) =>
        other !== part &&
        !other.regions.some((region) => part.regions.includes(region)) &&
        (other.cut.size === 0 || areaOf(other.box) > areaOf(part.box)) &&
        isPieceOf(part, other),
    )
  );
}

function isPieceOf(part: Seen, whole: Seen): boolean {
  if (overlapOf(part.box, whole.box) < MOST * areaOf(part.box)) return false;
  return sameLabel(part, whole) || areaOf(part.box) >= 0.3 * areaOf(whole.box);
}

/** Of the same thing in two tiles, the surer one. */
function withoutTwins(parts: readonly Part[]): Part[] {
  const kept: Part[] = [];
  for (const part of [...parts].sort((a, b) => (b.confidence ?? 0) - (a.confidence ?? 0))) {
    const isTwin = kept.some(
      (one) => !one.regions.some((region) => part.regions.includes(region)) && shareOf(one.box, part.box) >= ALIKE,
    );
    if (!isTwin) kept.push(part);
  }
  return kept;
}

/** Of what is only a few seen px large, a box is off by as much as it is long. */
function isSame(blurred: Box, sharp: Box, blur: number): boolean {
  if (shareOf(blurred, sharp) >= ALIKE) return true;
  const small = Math.max(sharp.x2 - sharp.x1, sharp.y2 - sharp.y1) <= 16 * blur;
  const apart = Math.max(...(["x1", "y1", "x2", "y2"] as const).map((side) => Math.abs(blurred[side] - sharp[side])));
  return small && apart <= 3 * blur;
}

function sameLabel(a: Seen, b: Seen): boolean {
  return a.label.trim().toLowerCase() === b.label.trim().toLowerCase();
}
