// Where the detectors look: the whole picture, then overlapping tiles, so that small things reach their 300 to 416 px inputs at a readable size.
import type { Box } from "../../perception.ts";

/** Tiles are cut near this many px a side. Both numbers are the best trade of recall and time on 65 eye-checked pictures. */
const TILE_PX = 620;
const MAX_TILES = 6;
/** Share of a tile that it has in common with its neighbour: a thing cut by one edge is whole in the other tile. */
const OVERLAP = 0.25;
/** Below this short edge px the whole picture is enough. */
const MIN_EDGE_PX = 200;

/** The regions of a picture of `width` x `height` px, the whole picture first. */
export function regionsOf(width: number, height: number): Box[] {
  const whole: Box = [0, 0, width, height];
  if (Math.min(width, height) < MIN_EDGE_PX) return [whole];
  const [columns, rows] = gridOf(width, height);
  if (columns * rows === 1) return [whole];
  return [
    whole,
    ...spans(height, rows).flatMap(([y1, y2]) => spans(width, columns).map(([x1, x2]): Box => [x1, y1, x2, y2])),
  ];
}

function gridOf(width: number, height: number): [columns: number, rows: number] {
  let columns = Math.max(width >= 1.2 * height ? 2 : 1, Math.round(width / TILE_PX));
  let rows = Math.max(height >= 1.2 * width ? 2 : 1, Math.round(height / TILE_PX));
  while (columns * rows > MAX_TILES) {
    if (rows === 1 || (columns > 1 && width / columns < height / rows)) columns--;
    else rows--;
  }
  return [columns, rows];
}

/** `count` equal spans with the overlap that reach from 0 to `length`. */
function spans(length: number, count: number): [from: number, to: number][] {
  const size = Math.min(length, Math.round(length / (count - (count - 1) * OVERLAP)));
  return Array.from({ length: count }, (_, i) => {
    const from = count > 1 ? Math.round((i * (length - size)) / (count - 1)) : 0;
    return [from, from + size];
  });
}

/** Whether a box touches an edge of a tile that lies inside the picture: then it may be only a part of the thing. */
export function cutByTile(box: Box, tile: Box, width: number, height: number): boolean {
  const marginX = 0.015 * (tile[2] - tile[0]);
  const marginY = 0.015 * (tile[3] - tile[1]);
  return (
    (tile[0] > 0 && box[0] < tile[0] + marginX) ||
    (tile[1] > 0 && box[1] < tile[1] + marginY) ||
    (tile[2] < width && box[2] > tile[2] - marginX) ||
    (tile[3] < height && box[3] > tile[3] - marginY)
  );
}
