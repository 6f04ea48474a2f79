// What is drawn onto a picture, as callers say it.
import type { Box, Point } from "../content/geometry.ts";

/** Something to draw. Coordinates in upright px of the picture; what lies outside is cut off. */
export interface Mark {
  /** Null or absent: the point is drawn instead. */
  readonly box?: Box | null;
  readonly point?: Point | null;
  /** Written at the box or point; the same label has the same colour. */
  readonly label?: string;
  /** 0 to 1, written after the label. */
  readonly confidence?: number | null;
}
