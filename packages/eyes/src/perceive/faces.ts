// Where faces are, inside people only: how many and where, never whose. BlazeFace (MediaPipe, back camera), 256 x 256 letterbox.
import type { Box } from "../perception.ts";
import { area, iou, overlap, snap } from "./boxes.ts";
import { letterbox } from "./letterbox.ts";
import type { Pixels } from "./pixels.ts";
import { floats, modelPath, openSession } from "./session.ts";

export interface SeenFace {
  readonly box: Box;
  readonly confidence: number;
}

const EDGE_PX = 256;
/** Two grids of anchors: cells a side, anchors a cell. Every anchor is the middle of its cell. */
const GRIDS = [
  { scores: "s16", boxes: "b16", cells: 16, anchors: 2 },
  { scores: "s32", boxes: "b32", cells: 8, anchors: 6 },
] as const;
/** Numbers of a box: its centre and size, then six points of the face that are not used. */
const NUMBERS = 16;
const MIN_CONFIDENCE = 0.6;
const SAME_FACE_IOU = 0.3;
/** Share of a face that must lie inside a person: the model also sees faces in patterns and on posters. */
const INSIDE = 0.8;
/** People smaller than this share of the picture's long edge are looked at one by one, so many at most, surest first. */
const SMALL_SHARE = 0.5;
const MAX_CLOSER_LOOKS = 6;

/** Faces inside the boxes of people, surest first, in whole px of `pixels`. */
export async function findFaces(
  pixels: Pixels,
  people: readonly Box[],
  stop: () => boolean = () => false,
): Promise<SeenFace[]> {
  if (people.length === 0) return [];
  const inPerson = (face: SeenFace): boolean =>
    people.some((person) => overlap(face.box, person) >= INSIDE * area(face.box));
  const whole: Box = [0, 0, pixels.width, pixels.height];
  const small = people.filter((person) => longEdge(person) < SMALL_SHARE * longEdge(whole));
  const found: SeenFace[] = [];
  for (const person of small.slice(0, MAX_CLOSER_LOOKS)) {
    if (stop()) break;
    found.push(...(await look(pixels, snap(person, pixels.width, pixels.height))).filter(inPerson));
  }
  // What a closer look found is placed better than what the whole picture shows there.
  const coarse = (await look(pixels, whole)).filter(inPerson);
  found.push(...coarse.filter((face) => !found.some((closer) => overlap(closer.box, face.box) > 0)));
  return withoutDuplicates(found).map(({ box, confidence }) => ({
    box: snap(box, pixels.width, pixels.height),
    confidence: Math.round(confidence * 100) / 100,
  }));
}

async function look(pixels: Pixels, region: Box): Promise<SeenFace[]> {
  const session = await openSession(modelPath("face_fp16.onnx"));
  const boxed = await letterbox(pixels, region, EDGE_PX);
  // 0 to 255 becomes -1 to 1; black around the region.
  const input = new Float32Array(EDGE_PX * EDGE_PX * 3).fill(-1);
  const row = boxed.pixels.width * 3;
  for (let y = 0; y < boxed.pixels.height; y++) {
    const to = ((y + boxed.top) * EDGE_PX + boxed.left) * 3;
    for (let i = 0; i < row; i++) input[to + i] = boxed.pixels.data[y * row + i] / 127.5 - 1;
  }
  const outputs = await session.run(input, [1, EDGE_PX, EDGE_PX, 3]);
  const found: SeenFace[] = [];
  for (const grid of GRIDS) {
    const boxes = floats(outputs, grid.boxes);
    for (const [i, logit] of floats(outputs, grid.scores).entries()) {
      const confidence = 1 / (1 + Math.exp(-logit));
      if (confidence < MIN_CONFIDENCE) continue;
      const cell = Math.floor(i / grid.anchors);
      const cx = (((cell % grid.cells) + 0.5) / grid.cells) * EDGE_PX + boxes[i * NUMBERS];
      const cy = ((Math.floor(cell / grid.cells) + 0.5) / grid.cells) * EDGE_PX + boxes[i * NUMBERS + 1];
      const halfWidth = boxes[i * NUMBERS + 2] / 2;
      const halfHeight = boxes[i * NUMBERS + 3] / 2;
      const box = boxed.toPicture([cx - halfWidth, cy - halfHeight, cx + halfWidth, cy + halfHeight]);
      found.push({ box, confidence });
    }
  }
  return withoutDuplicates(found);
}

function withoutDuplicates(faces: readonly SeenFace[]): SeenFace[] {
  const kept: SeenFace[] = [];
  for (const face of faces.toSorted((a, b) => b.confidence - a.confidence))
    if (!kept.some((better) => iou(better.box, face.box) > SAME_FACE_IOU)) kept.push(face);
  return kept;
}

function longEdge(box: Box): number {
  return Math.max(box[2] - box[0], box[3] - box[1]);
}
