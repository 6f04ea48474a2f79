// How far an outline strays from an ellipse, and from a rectangle with rounded corners.
import type { TurnedRectangle } from "./hull.ts";
import type { Moments, Points } from "./moments.ts";

export interface EllipseFit {
  /** Root mean square distance of the outline from the ellipse, px. */
  readonly error: number;
  /** Half the axes, px, larger first. */
  readonly major: number;
  readonly minor: number;
}

/** The ellipse with the same centre and second moments. Exact for an ellipse; any other shape strays from its own. */
export function ellipseError({ xs, ys }: Points, moments: Moments): EllipseFit {
  const { x, y, xx, xy, yy } = moments;
  const determinant = xx * yy - xy * xy;
  if (determinant <= 1e-9) return { error: Number.POSITIVE_INFINITY, major: 0, minor: 0 };
  let squares = 0;
  for (let i = 0; i < xs.length; i++) {
    const dx = xs[i] - x;
    const dy = ys[i] - y;
    // For a filled ellipse the second moment along an axis is a quarter of its half length squared.
    const radius = Math.sqrt((yy * dx * dx - 2 * xy * dx * dy + xx * dy * dy) / determinant) / 2;
    const distance = radius === 0 ? 0 : Math.hypot(dx, dy) * (1 - 1 / radius);
    squares += distance * distance;
  }
  const mean = (xx + yy) / 2;
  const spread = Math.hypot((xx - yy) / 2, xy);
  return {
    error: Math.sqrt(squares / xs.length),
    major: 2 * Math.sqrt(mean + spread),
    minor: 2 * Math.sqrt(Math.max(0, mean - spread)),
  };
}

export interface RoundedFit {
  readonly error: number;
  /** Radius of the corners, px; 0 when what the corners lack may as well be the blunting of px. */
  readonly radius: number;
}

/** A rectangle round an outline is too large by about this much along its sides, px. */
const RECTANGLE_SLACK = 0.12;

/** The rectangle's corners are rounded by as much as the outline's area lacks; the error is the distance from that figure. */
export function roundedError({ xs, ys }: Points, rectangle: TurnedRectangle, area: number): RoundedFit {
  const { halfWidth, halfHeight, angle } = rectangle;
  const missing = Math.max(0, 4 * halfWidth * halfHeight - area);
  const radius = Math.min(Math.sqrt(missing / (4 - Math.PI)), halfWidth, halfHeight);
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  let squares = 0;
  for (let i = 0; i < xs.length; i++) {
    const dx = xs[i] - rectangle.x;
    const dy = ys[i] - rectangle.y;
    const u = Math.abs(dx * cos + dy * sin) - (halfWidth - radius);
    const v = Math.abs(dy * cos - dx * sin) - (halfHeight - radius);
    const distance = Math.hypot(Math.max(u, 0), Math.max(v, 0)) + Math.min(Math.max(u, v), 0) - radius;
    squares += distance * distance;
  }
  const sure = missing - RECTANGLE_SLACK * 4 * (halfWidth + halfHeight);
  const least = Math.min(halfWidth, halfHeight);
  return { error: Math.sqrt(squares / xs.length), radius: sure > 0 ? Math.min(radius, least) : 0 };
}

/** The centre of half a circle may lie off its flat side by this share of the radius: that of its drawn outline does. */
const HALF_CIRCLE_SLACK = 0.15;

/** Half a circle: its flat side is a long side of the smallest rectangle. @returns root mean square distance, px */
export function halfCircleError({ xs, ys }: Points, rectangle: TurnedRectangle): number {
  const isWide = rectangle.halfWidth >= rectangle.halfHeight;
  const radius = Math.max(rectangle.halfWidth, rectangle.halfHeight);
  const depth = Math.min(rectangle.halfWidth, rectangle.halfHeight);
  const centre = 2 * depth - radius;
  if (Math.abs(centre) > HALF_CIRCLE_SLACK * radius) return Number.POSITIVE_INFINITY;
  const angle = rectangle.angle + (isWide ? 0 : Math.PI / 2);
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const squares = [0, 0];
  for (let i = 0; i < xs.length; i++) {
    const dx = xs[i] - rectangle.x;
    const dy = ys[i] - rectangle.y;
    const u = dx * cos + dy * sin;
    const v = dy * cos - dx * sin;
    // The flat side lies at the one end of the shorter axis or at the other.
    for (let end = 0; end < 2; end++) {
      const height = end === 0 ? v + depth : depth - v;
      const distance = Math.min(Math.abs(height), Math.abs(Math.hypot(u, height - centre) - radius));
      squares[end] += distance * distance;
    }
  }
  return Math.sqrt(Math.min(squares[0], squares[1]) / xs.length);
}
