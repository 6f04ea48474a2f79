// At what size text is looked for: most pages need no more than 960 px; where the print turns out too small for that, they are searched again.
import type { Pixels } from "../pixels.ts";
import { detectText } from "./detect.ts";
import type { TextRect } from "./rect.ts";

/** Long edge of the detector's input, px. */
const EDGE_PX = { low: 640, auto: 960, high: 1536 } as const;
/**
 * Height of the middle rectangle in px of the detector's input up to which print is too small: the detector draws no line lower than about
 * 15 px, so print under 11 px gets rectangles that hold its neighbours too. Two columns of 16 px print, 2000 px wide: 22 % of the words
 * read after 960 px, 99.6 % after 1536 px, for 0.3 s more of some 10 s (November 2026).
 */
const SMALL_PRINT_PX = 16;
/** A few small words, as on an axis, do not make a dense page. */
const MIN_LINES = 8;

/** Rectangles round the lines of a picture, looked for at the size that its print needs. */
export async function detectLines(pixels: Pixels, detail: keyof typeof EDGE_PX): Promise<TextRect[]> {
  const rects = await detectText(pixels, { maxEdgePx: EDGE_PX[detail] });
  if (detail !== "auto" || !isSmallPrint(pixels, rects)) return rects;
  return detectText(pixels, { maxEdgePx: EDGE_PX.high });
}

function isSmallPrint(pixels: Pixels, rects: readonly TextRect[]): boolean {
  const scale = EDGE_PX.auto / Math.max(pixels.width, pixels.height);
  if (scale >= 1 || rects.length < MIN_LINES) return false;
  const heights = rects.map(({ width, height }) => Math.min(width, height) * scale).sort((a, b) => a - b);
  return (heights[heights.length >> 1] ?? 0) <= SMALL_PRINT_PX;
}
