// What a picture is brought to when its pixels are written anew. For whoever writes them: `sizeWithin` is the size to make.
import { fitSize, type Size } from "../content/tokens.ts";
import type { Bounds } from "./plan.ts";

/** The size a decoded picture (oriented, in px) has to be given. A step's own `resize` is this, where the size was known beforehand. */
export function sizeWithin(bounds: Pick<Bounds, "maxEdgePx" | "fit" | "seen">, width: number, height: number): Size {
  if (Math.max(width, height) > bounds.maxEdgePx) return fitSize(width, height, bounds.fit);
  return bounds.seen === null ? { width, height } : fitSize(width, height, bounds.seen);
}
