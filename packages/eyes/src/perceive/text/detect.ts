// Where text stands: PP-OCRv4's DB detector gives a probability for each px, regions of it become rectangles in px of the picture.
import { type Pixels, resample } from "../pixels.ts";
import { floats, openSession } from "../session.ts";
import { textAsset } from "./assets.ts";
import { components } from "./components.ts";
import { grow, hull, type TextRect } from "./rect.ts";
import { growSeed } from "./seed.ts";
import { straightRects } from "./straight.ts";

export interface DetectOptions {
  /** Long edge of the detector's input, px. Smaller pictures are not enlarged, except tiny ones. */
  readonly maxEdgePx: number;
}

// The detector was trained to draw text shrunken by this ratio of area to perimeter (DB, arXiv 1911.08947 section 3.5; PaddleOCR
// release 2.7 db_postprocess.py: thresh 0.3, box_thresh 0.6, unclip_ratio 1.5, min_size 3).
const PIXEL_THRESHOLD = 0.3;
const REGION_THRESHOLD = 0.55;
const UNCLIP_RATIO = 1.6;
const MIN_REGION_AREA = 10;
const MIN_SIDE_PX = 3;
/** Below this long edge a picture is enlarged, at most to twice its size: the detector misses text lower than about 8 px. */
const TINY_EDGE_PX = 400;
const TINY_TARGET_PX = 640;
/** Side of a spot in px of the detector's input up to which it may be part of a lone figure. */
const SEED_EDGE_PX = 8;
/** Mean and standard deviation per channel in the order blue, green, red (PaddleOCR release 2.7, NormalizeImage on BGR). */
const MEAN = [0.485, 0.456, 0.406] as const;
const DEVIATION = [0.229, 0.224, 0.225] as const;

/** Rectangles round lines of text, in px of `pixels`, read nearest to left to right or, when they stand high, from top to bottom. */
export async function detectText(pixels: Pixels, options: DetectOptions): Promise<TextRect[]> {
  const session = await openSession(textAsset("detector"));
  const [width, height] = inputSize(pixels.width, pixels.height, options.maxEdgePx);
  const small = await resample(pixels, width, height);
  const outputs = await session.run(normalised(small), [1, 3, height, width]);
  const map = floats(outputs, session.outputNames[0] ?? "");
  const scaleX = pixels.width / width;
  const scaleY = pixels.height / height;
  const hulls: number[][] = [];
  for (const { outline, area, score } of components(map, width, height, PIXEL_THRESHOLD))
    if (area >= MIN_REGION_AREA && score >= REGION_THRESHOLD)
      hulls.push(hull(outline.map((value, i) => value * (i % 2 === 0 ? scaleX : scaleY))));
  const rects: TextRect[] = [];
  for (const rect of straightRects(hulls)) {
    if (Math.min(rect.width / scaleX, rect.height / scaleY) < MIN_SIDE_PX) continue;
    const seed = isSeed(rect, scaleY) ? growSeed(pixels, rect) : null;
    rects.push(seed ?? grow(rect, (rect.width * rect.height * UNCLIP_RATIO) / (2 * (rect.width + rect.height))));
  }
  return rects;
}

/** A small spot, about as wide as high: perhaps a part of a lone figure. */
function isSeed({ width, height }: TextRect, scale: number): boolean {
  return Math.max(width, height) <= SEED_EDGE_PX * scale && width < 2 * height && height < 2 * width;
}

/** The detector takes multiples of 32. */
export function inputSize(width: number, height: number, maxEdgePx: number): [number, number] {
  const edge = Math.max(width, height);
  const scale = edge < TINY_EDGE_PX ? Math.min(2, TINY_TARGET_PX / edge) : Math.min(1, maxEdgePx / edge);
  const side = (px: number): number => Math.max(32, Math.round((px * scale) / 32) * 32);
  return [side(width), side(height)];
}

function normalised({ data, width, height }: Pixels): Float32Array {
  const plane = width * height;
  const out = new Float32Array(3 * plane);
  for (let channel = 0; channel < 3; channel++) {
    const values = Float32Array.from(
      { length: 256 },
      (_, v) => (v / 255 - (MEAN[channel] ?? 0)) / (DEVIATION[channel] ?? 1),
    );
    const offset = channel * plane;
    for (let i = 0, from = 2 - channel; i < plane; i++, from += 3)
      out[offset + i] = values[data[from] as number] as number;
  }
  return out;
}
