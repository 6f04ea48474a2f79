// At what angle lines stand: a long line says so itself, a short one is too ragged to tell and takes the angle of the lines round it.
import { rectAlong, smallestRect, type TextRect } from "./rect.ts";

/** Length over height from which a line's own angle is believed. */
const LONG = 4;
/** A short line that differs more than this from the page stands on its own, rad. */
const MAX_DIFFERENCE = Math.PI / 12;

/** One rectangle round each hull (x and y alternating); hulls without extent are left out. */
export function straightRects(hulls: readonly (readonly number[])[]): TextRect[] {
  const found = hulls.flatMap((hull) => {
    const rect = smallestRect(hull);
    return rect === null ? [] : [{ hull, rect }];
  });
  const page = pageAngle(found.map(({ rect }) => rect));
  return found.map(({ hull, rect }) => {
    if (page === null || isLong(rect) || Math.abs(tilt(rect) - page) > MAX_DIFFERENCE) return rect;
    return rectAlong(hull, Math.cos(page), Math.sin(page));
  });
}

function isLong({ width, height }: TextRect): boolean {
  return Math.max(width, height) >= LONG * Math.min(width, height);
}

/** Angle of the reading direction, rad; `smallestRect` keeps it within 45 degrees of left to right, for lines on their side too. */
function tilt({ ux, uy }: TextRect): number {
  return Math.atan2(uy, ux);
}

/** The middle one of the long lines' angles, long lines counting more; null without any. */
function pageAngle(rects: readonly TextRect[]): number | null {
  const long = rects.filter(isLong).sort((a, b) => tilt(a) - tilt(b));
  const length = ({ width, height }: TextRect): number => Math.max(width, height);
  const half = long.reduce((sum, rect) => sum + length(rect), 0) / 2;
  let sum = 0;
  for (const rect of long) {
    sum += length(rect);
    if (sum >= half) return tilt(rect);
  }
  return null;
}
