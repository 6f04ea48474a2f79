// Many detections of the same things, by two models in several regions -> groups that stand for one thing each.
import type { Box } from "../../perception.ts";
import { area, iou, overlap } from "../boxes.ts";
import type { Detector } from "./calibrate.ts";

/** A detection with the probability that its label is right, in px of the whole picture. */
export interface Candidate {
  readonly label: string;
  readonly detector: Detector;
  readonly probability: number;
  readonly box: Box;
}

/** Candidates for one thing; the first is the surest. `pieces` lie inside it and are perhaps things of their own. */
export interface Cluster {
  readonly box: Box;
  readonly members: Candidate[];
  readonly pieces: Candidate[];
}

// IoU above which two boxes show the same thing: lower when a model gave that place the same label already.
const SAME_LABEL_IOU = 0.5;
const OTHER_LABEL_IOU = 0.6;
/** A piece: at most this share of the bigger box's area, and at least that share of its own area inside. */
const PIECE_AREA = 0.5;
const PIECE_INSIDE = 0.85;
/** A bigger thing covers at least this share of the picture; below, boxes are too coarse to tell pieces. */
const BIG_SHARE = 0.02;
/** A "big thing" with this many separate pieces of its own label is a crowd, and the pieces replace it. */
const CROWD = 3;
const CROWD_PROBABILITY = 0.25;

/** Groups candidates of a picture of `pictureArea` px². */
export function cluster(candidates: readonly Candidate[], pictureArea: number): Cluster[] {
  const clusters = group(candidates, pictureArea);
  const result = [...clusters];
  for (const whole of clusters) {
    const parts = group(
      whole.pieces.filter((piece) => piece.probability > CROWD_PROBABILITY),
      pictureArea,
    );
    if (parts.length < CROWD) continue;
    result.splice(result.indexOf(whole), 1);
    for (const part of parts) if (!result.some((other) => iou(other.box, part.box) > SAME_LABEL_IOU)) result.push(part);
  }
  return result;
}

function group(candidates: readonly Candidate[], pictureArea: number): Cluster[] {
  const clusters: Cluster[] = [];
  for (const candidate of candidates.toSorted((a, b) => b.probability - a.probability)) {
    const same = clusters.find((c) => iou(c.box, candidate.box) > sameThingIou(c, candidate));
    if (same) {
      same.members.push(candidate);
      continue;
    }
    const bigger = clusters.find((c) => isPiece(candidate, c, pictureArea));
    if (bigger) bigger.pieces.push(candidate);
    else clusters.push({ box: candidate.box, members: [candidate], pieces: [] });
  }
  return clusters;
}

function sameThingIou(cluster: Cluster, candidate: Candidate): number {
  return cluster.members.some((member) => member.label === candidate.label) ? SAME_LABEL_IOU : OTHER_LABEL_IOU;
}

/** Half a bicycle, seen in a tile, is no second bicycle. */
function isPiece(candidate: Candidate, cluster: Cluster, pictureArea: number): boolean {
  const own = area(candidate.box);
  const whole = area(cluster.box);
  return (
    cluster.members[0]?.label === candidate.label &&
    own < PIECE_AREA * whole &&
    overlap(cluster.box, candidate.box) > PIECE_INSIDE * own &&
    whole > BIG_SHARE * pictureArea
  );
}
