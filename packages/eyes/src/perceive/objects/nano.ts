// NanoDet-g (RangiLyu, COCO): a 416 x 416 letterbox in, three grids of class scores and box-side distributions out.
import type { Box } from "../../perception.ts";
import { type Letterbox, letterbox } from "../letterbox.ts";
import type { Pixels } from "../pixels.ts";
import { floats, modelPath, openSession } from "../session.ts";
import { type Detection, suppress } from "./detection.ts";
import { LABELS } from "./labels.ts";

const EDGE_PX = 416;
const STRIDES = [8, 16, 32] as const;
/** Each side of a box is a distribution over this many distances, in strides. */
const BINS = 11;
const MIN_SCORE = 0.33;
const SAME_THING_IOU = 0.55;
// Blue, green, red, as the model was trained (its published configuration).
const MEAN = [103.53, 116.28, 123.675];
const DEVIATION = [57.375, 57.12, 58.395];

/** Runs the detector on one region; boxes in px of `pixels`. */
export async function detectNano(pixels: Pixels, region: Box): Promise<Detection[]> {
  const session = await openSession(modelPath("nano_fp16.onnx"));
  const boxed = await letterbox(pixels, region, EDGE_PX);
  const outputs = await session.run(planes(boxed), [1, 3, EDGE_PX, EDGE_PX]);
  const found: Detection[] = [];
  for (const [level, stride] of STRIDES.entries()) {
    const scores = floats(outputs, `cls${level}`);
    const sides = floats(outputs, `reg${level}`);
    const grid = EDGE_PX / stride;
    for (let cell = 0; cell < grid * grid; cell++) {
      const [kind, score] = best(scores, cell * LABELS.length);
      const label = LABELS[kind];
      if (!label) continue;
      const side = (k: number): number => expected(sides, (cell * 4 + k) * BINS) * stride;
      const cx = ((cell % grid) + 0.5) * stride;
      const cy = (Math.floor(cell / grid) + 0.5) * stride;
      found.push({ label, score, box: boxed.toPicture([cx - side(0), cy - side(1), cx + side(2), cy + side(3)]) });
    }
  }
  return suppress(found, SAME_THING_IOU);
}

/** The letterbox as three normalised planes, blue first. */
function planes({ pixels, left, top }: Letterbox): Float32Array {
  const size = EDGE_PX * EDGE_PX;
  const input = new Float32Array(3 * size);
  for (let c = 0; c < 3; c++) {
    const mean = MEAN[c];
    const deviation = DEVIATION[c];
    input.fill(-mean / deviation, c * size, (c + 1) * size);
    for (let y = 0; y < pixels.height; y++) {
      const to = c * size + (y + top) * EDGE_PX + left;
      const from = y * pixels.width * 3 + 2 - c;
      for (let x = 0; x < pixels.width; x++) input[to + x] = (pixels.data[from + x * 3] - mean) / deviation;
    }
  }
  return input;
}

function best(scores: Float32Array, at: number): [kind: number, score: number] {
  let kind = -1;
  let score = MIN_SCORE;
  for (let c = 0; c < LABELS.length; c++) {
    const s = scores[at + c];
    if (s > score) [kind, score] = [c, s];
  }
  return [kind, score];
}

/** Mean of the distribution whose logits start at `at` (softmax, shifted by the maximum against overflow). */
function expected(logits: Float32Array, at: number): number {
  const own = logits.subarray(at, at + BINS);
  const max = Math.max(...own);
  let total = 0;
  let weighted = 0;
  for (const [bin, logit] of own.entries()) {
    const e = Math.exp(logit - max);
    total += e;
    weighted += e * bin;
  }
  return weighted / total;
}
