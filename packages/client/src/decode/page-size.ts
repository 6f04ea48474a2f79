// How large a page is drawn.
import type { FitLimits } from "../content/tier.ts";
import { fitSize, type Size } from "../content/tokens.ts";

/** Scans are rarely finer. More of a page is not in it. */
const MAX_DPI = 300;

/** In px: as large as the limits allow, at most `MAX_DPI`. */
export function pageSize({ widthPt, heightPt }: { widthPt: number; heightPt: number }, fit: FitLimits): Size {
  const scale = Math.min(MAX_DPI / 72, fit.maxEdgePx / Math.max(widthPt, heightPt));
  const side = (points: number): number => Math.max(1, Math.round(points * scale));
  return fitSize(side(widthPt), side(heightPt), fit);
}
