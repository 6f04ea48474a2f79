// One way to look at charts whose bars rise and charts whose bars run to the right: turned so that bars always rise.
import type { Box, SeenShape, TextLine } from "../../perception.ts";

/** Boxes as the chart is read: bars stand on a base and rise, y grows downwards. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly shapes: readonly Framed<SeenShape>[];
  readonly lines: readonly Framed<TextLine>[];
}

export interface Framed<T> {
  readonly box: Box;
  /** As found in the picture. */
  readonly seen: T;
}

/** @param running the bars run to the right from a base on the left */
export function frameOf(
  shapes: readonly SeenShape[],
  lines: readonly TextLine[],
  width: number,
  height: number,
  running: boolean,
): Frame {
  const turn = ([x1, y1, x2, y2]: Box): Box => (running ? [y1, width - x2, y2, width - x1] : [x1, y1, x2, y2]);
  return {
    width: running ? height : width,
    height: running ? width : height,
    shapes: shapes.map((seen) => ({ box: turn(seen.box), seen })),
    lines: lines.map((seen) => ({ box: turn(seen.box), seen })),
  };
}

export function centre([x1, y1, x2, y2]: Box): [x: number, y: number] {
  return [(x1 + x2) / 2, (y1 + y2) / 2];
}
