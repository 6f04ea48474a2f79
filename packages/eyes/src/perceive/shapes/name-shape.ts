// What people call the figure that an outline draws.
import { ellipseError, halfCircleError, roundedError } from "./curves.ts";
import { hullOf, smallestRectangle, type TurnedRectangle } from "./hull.ts";
import { momentsOf, type Points } from "./moments.ts";
import { fewestCorners, type Polygon } from "./polygon.ts";
import { isSameLength, quadrilateralName, turn } from "./quadrilateral.ts";

/** Of the convex hull's area; what fills less has a dent. */
const CONVEX_SHARE = 0.93;
const CORNER_NAMES = ["", "", "", "triangle", "", "pentagon", "hexagon", "heptagon", "octagon"];
const MAX_POINTS = 800;
const IRREGULAR = "irregular shape";
/** Names that figures get which are cut off or half hidden. */
const PARTS = [IRREGULAR, "semicircle", "L-shape", "arrow", "quadrilateral"];
/** Sides of a regular polygon differ by less than this share. */
const REGULAR_SHARE = 0.15;

export interface NameOptions {
  /** A figure at most this thick, and ten times as long, is a line. */
  readonly maxLinePx: number;
  /** How far outlines stray from what was drawn, px: 0.3 in a clean drawing. */
  readonly slackPx: number;
}

export interface Named {
  readonly name: string;
  /** Nothing suggests that the figure is a part of another: a circle, a rectangle, a regular polygon. */
  readonly isWhole: boolean;
}

export function nameShape(fine: Points, options: NameOptions): Named {
  const { name, corners } = classify(fine, options);
  const isWhole = corners === null ? !PARTS.includes(name) : isRegular(corners);
  return { name, isWhole };
}

interface Classified {
  readonly name: string;
  /** Of a polygon with more than four corners. */
  readonly corners: Polygon | null;
}

function classify(fine: Points, { maxLinePx, slackPx }: NameOptions): Classified {
  const outline = thinned(fine);
  const moments = momentsOf(outline);
  const hull = hullOf(outline);
  if (hull.xs.length < 3) return { name: "line", corners: null };
  const rectangle = smallestRectangle(hull);
  const short = 2 * Math.min(rectangle.halfWidth, rectangle.halfHeight);
  const long = 2 * Math.max(rectangle.halfWidth, rectangle.halfHeight);
  if (short <= maxLinePx && long >= 10 * short) return { name: "line", corners: null };
  const size = Math.sqrt(moments.area);
  const polygon = fewestCorners(outline, slackPx + 0.006 * size);
  if (moments.area < CONVEX_SHARE * momentsOf(hull).area)
    return { name: polygon ? dentedName(polygon) : IRREGULAR, corners: null };

  const ellipse = ellipseError(outline, moments);
  const rounded = roundedError(outline, rectangle, moments.area);
  const corners = polygon && polygon.xs.length < CORNER_NAMES.length ? polygon : null;
  // Errors in px; a figure that bends more freely must come nearer by a little.
  const fits: [error: number, name: () => string][] = [
    [ellipse.error, () => (isSameLength(ellipse.major, ellipse.minor) ? "circle" : "ellipse")],
    [rounded.error + 0.05, () => roundedName(rectangle, rounded.radius)],
    [halfCircleError(outline, rectangle) + 0.05, () => "semicircle"],
  ];
  if (corners) fits.push([corners.error + 0.01 * corners.xs.length, () => cornersName(corners)]);
  const [error, name] = fits.reduce((best, fit) => (fit[0] < best[0] ? fit : best));
  if (error > 1.6 * slackPx + 0.02 * size) return { name: IRREGULAR, corners: null };
  const named = name();
  return { name: named, corners: corners && CORNER_NAMES.indexOf(named) > 4 ? corners : null };
}

/** Every n-th point: the name of a large figure does not hang on each px of its outline. */
function thinned({ xs, ys }: Points): Points {
  const every = Math.ceil(xs.length / MAX_POINTS);
  if (every === 1) return { xs, ys };
  const isKept = (_: number, i: number): boolean => i % every === 0;
  return { xs: xs.filter(isKept), ys: ys.filter(isKept) };
}

function isRegular({ xs, ys }: Polygon): boolean {
  const sides = xs.map((x, i) => Math.hypot(x - xs[(i + 1) % xs.length], ys[i] - ys[(i + 1) % xs.length]));
  return Math.max(...sides) < (1 + REGULAR_SHARE) * Math.min(...sides);
}

function cornersName({ xs, ys }: Polygon): string {
  return xs.length === 4 ? quadrilateralName(xs, ys) : CORNER_NAMES[xs.length];
}

/** A radius that the px blunt away anyway is none. */
function roundedName({ halfWidth, halfHeight, angle }: TurnedRectangle, radius: number): string {
  const least = Math.min(halfWidth, halfHeight);
  const isSquare = isSameLength(halfWidth, halfHeight);
  if (radius < Math.max(2, 0.1 * least)) {
    const tilt = ((((angle * 180) / Math.PI) % 90) + 90) % 90;
    if (!isSquare) return "rectangle";
    return Math.abs(tilt - 45) < 12 ? "diamond" : "square";
  }
  if (isSquare && radius > 0.93 * least) return "circle";
  return isSquare ? "rounded square" : "rounded rectangle";
}

function dentedName(polygon: Polygon): string {
  const { xs, ys } = polygon;
  const count = xs.length;
  if (isStar(polygon)) return "star";
  const turns = Array.from({ length: count }, (_, i) => turnAt(xs, ys, i));
  const dents = turns.filter((degrees) => degrees < 0).length;
  const areRight = turns.every((degrees) => Math.abs(Math.abs(degrees) - 90) < 9);
  if (count === 12 && dents === 4 && areRight) return "cross";
  if (count === 6 && dents === 1 && areRight) return "L-shape";
  if (count === 7 && dents === 2) return "arrow";
  return IRREGULAR;
}

/** Corners that lie far out and far in by turns. */
function isStar({ xs, ys }: Polygon): boolean {
  const count = xs.length;
  if (count < 8 || count % 2 === 1) return false;
  const x = xs.reduce((sum, value) => sum + value, 0) / count;
  const y = ys.reduce((sum, value) => sum + value, 0) / count;
  const radii = Array.from({ length: count }, (_, i) => Math.hypot(xs[i] - x, ys[i] - y));
  const first = radii[0] > radii[1] ? 0 : 1;
  const tips = radii.filter((_, i) => i % 2 === first);
  const dents = radii.filter((_, i) => i % 2 !== first);
  return Math.min(...tips) > 1.15 * Math.max(...dents) && Math.max(...tips) < 1.35 * Math.min(...tips);
}

/** Degrees by which the outline turns at a corner; negative at a dent. Outlines run clockwise on the screen. */
function turnAt(xs: readonly number[], ys: readonly number[], i: number): number {
  const count = xs.length;
  const before = (i + count - 1) % count;
  const after = (i + 1) % count;
  const arriving = (Math.atan2(ys[i] - ys[before], xs[i] - xs[before]) * 180) / Math.PI;
  const leaving = (Math.atan2(ys[after] - ys[i], xs[after] - xs[i]) * 180) / Math.PI;
  const sign = Math.sin(((leaving - arriving) * Math.PI) / 180) < 0 ? -1 : 1;
  return sign * turn(arriving, leaving);
}
