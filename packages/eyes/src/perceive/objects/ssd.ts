// SSDLite-MobileNetV2 (TensorFlow model zoo, COCO): a 300 x 300 stretch of the region in, offsets to 1917 anchors out.
import type { Box } from "../../perception.ts";
import { type Pixels, resample } from "../pixels.ts";
import { floats, modelPath, openSession } from "../session.ts";
import { type Detection, suppress } from "./detection.ts";
import { LABEL_BY_ID } from "./labels.ts";

const EDGE_PX = 300;
const ANCHORS = 1917;
const CLASSES = 91;
/** Lower scores are noise: their calibrated probability is under 0.1. */
const MIN_SCORE = 0.3;
const SAME_THING_IOU = 0.5;

/** Runs the detector on several regions at once (memory: about 25 MB a region); boxes in px of `pixels`. */
export async function detectSsd(pixels: Pixels, regions: readonly Box[]): Promise<Detection[][]> {
  const session = await openSession(modelPath("ssd_fp16.onnx"));
  const size = EDGE_PX * EDGE_PX * 3;
  const input = new Float32Array(regions.length * size);
  for (const [i, box] of regions.entries())
    input.set((await resample(pixels, EDGE_PX, EDGE_PX, { box })).data, i * size);
  const outputs = await session.run(input, [regions.length, EDGE_PX, EDGE_PX, 3]);
  const scores = floats(outputs, "scores");
  const offsets = floats(outputs, "boxes");
  const anchors = floats(outputs, "anchors");
  return regions.map((region, i) => {
    const own = scores.subarray(i * ANCHORS * CLASSES, (i + 1) * ANCHORS * CLASSES);
    const found: Detection[] = [];
    for (let a = 0; a < ANCHORS; a++) {
      const [id, score] = best(own, a * CLASSES);
      const label = LABEL_BY_ID[id];
      if (label) found.push({ label, score, box: place(offsets, i * ANCHORS + a, anchors, a, region) });
    }
    return suppress(found, SAME_THING_IOU);
  });
}

/** The best class of one anchor above the threshold; id 0 (background) when there is none. */
function best(scores: Float32Array, at: number): [id: number, score: number] {
  let id = 0;
  let score = MIN_SCORE;
  for (let c = 1; c < CLASSES; c++) {
    const s = scores[at + c];
    if (s > score) [id, score] = [c, s];
  }
  return [id, score];
}

/** Anchor plus offset -> box. The factors 10 and 5 are the box coder's scales in the model's training configuration. */
function place(offsets: Float32Array, o: number, anchors: Float32Array, a: number, region: Box): Box {
  const [top, left, bottom, right] = anchors.subarray(a * 4, a * 4 + 4) as unknown as [number, number, number, number];
  const [dy, dx, dh, dw] = offsets.subarray(o * 4, o * 4 + 4) as unknown as [number, number, number, number];
  const height = bottom - top;
  const width = right - left;
  const cy = (dy / 10) * height + (top + bottom) / 2;
  const cx = (dx / 10) * width + (left + right) / 2;
  const h = Math.exp(dh / 5) * height;
  const w = Math.exp(dw / 5) * width;
  const x = (share: number): number => region[0] + clamp(share) * (region[2] - region[0]);
  const y = (share: number): number => region[1] + clamp(share) * (region[3] - region[1]);
  return [x(cx - w / 2), y(cy - h / 2), x(cx + w / 2), y(cy + h / 2)];
}

function clamp(share: number): number {
  return Math.min(1, Math.max(0, share));
}
