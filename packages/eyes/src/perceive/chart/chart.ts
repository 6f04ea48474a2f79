// Reading a simple bar chart from its shapes and its print. What is not certain is not read: no label, no value.
import type { Box, ChartBar, SeenChart, SeenShape, TextLine } from "../../perception.ts";
import { findBars } from "./bars.ts";
import { frameOf } from "./frame.ts";
import { labelsOf } from "./labels.ts";
import { titleOf } from "./title.ts";
import { valuesOf } from "./values.ts";

/**
 * Reads bars that rise from a base, or run to the right from one, with a label each.
 * @param shapes of the graphic, as `findShapes` gives them
 * @param lines of the same picture, whose size is `width` x `height` px
 * @returns null when it is no bar chart, or when a bar lacks a label of its own or a value
 */
export function readBarChart(
  shapes: readonly SeenShape[],
  lines: readonly TextLine[],
  width: number,
  height: number,
): SeenChart | null {
  return readWith(shapes, lines, width, height, false) ?? readWith(shapes, lines, width, height, true);
}

function readWith(
  shapes: readonly SeenShape[],
  lines: readonly TextLine[],
  width: number,
  height: number,
  running: boolean,
): SeenChart | null {
  const frame = frameOf(shapes, lines, width, height, running);
  const found = findBars(frame);
  if (!found) return null;
  const labels = labelsOf(frame, found);
  if (!labels) return null;
  const read = valuesOf(frame, found, labels.lines);
  if (!read) return null;
  const bars = found.bars.map(({ seen }, i): ChartBar => {
    const [label, value] = [labels.texts[i] ?? "", read.values[i] ?? 0];
    return { label, value, colour: seen.colour, box: seen.box };
  });
  const taken = new Set([...labels.lines, ...read.lines].map(({ seen }) => seen));
  const plot = around([...bars.map(({ box }) => box), ...[...taken].map(({ box }) => box)]);
  return { bars, valuesFrom: read.from, title: titleOf(lines, plot, taken) };
}

function around(boxes: readonly Box[]): Box {
  return [
    Math.min(...boxes.map((box) => box[0])),
    Math.min(...boxes.map((box) => box[1])),
    Math.max(...boxes.map((box) => box[2])),
    Math.max(...boxes.map((box) => box[3])),
  ];
}
