// What `fovea find` found, for people: one line a thing. In a script, use --json.
import type { Box, Found, Located } from "@fovea/client";
import type { Io } from "../io.ts";
import { printable } from "../terminal/printable.ts";
import { table } from "../terminal/table.ts";

export function printFound(
  { found, frame, notes }: Located<Box | null>,
  what: string,
  drawn: string | null,
  io: Io,
): void {
  const { width, height } = frame.original;
  if (found.length === 0) io.stderr.write(`fovea: nothing found: ${printable(JSON.stringify(what), 80)}.\n`);
  else io.stdout.write(found.some(({ box }) => box !== null) ? boxes(found) : points(found));
  for (const { message } of notes) io.stderr.write(`fovea: ${printable(message)}\n`);
  if (found.length > 0)
    io.stderr.write(`In pixels of the upright picture, ${width}x${height}, from its top left corner.\n`);
  if (drawn !== null) io.stderr.write(`Drawn: ${printable(drawn)}\n`);
}

function boxes(found: readonly Found<Box | null>[]): string {
  const head = [
    { head: "label" },
    { head: "sure", right: true },
    ...["x1", "y1", "x2", "y2"].map((head) => ({ head, right: true })),
  ];
  const edges = ({ box }: Found<Box | null>): string[] =>
    box === null ? [] : [box.x1, box.y1, box.x2, box.y2].map(String);
  return table(
    head,
    found.map((one) => [one.label, sure(one), ...edges(one)]),
  );
}

function points(found: readonly Found<Box | null>[]): string {
  const head = [
    { head: "label" },
    { head: "sure", right: true },
    { head: "x", right: true },
    { head: "y", right: true },
  ];
  return table(
    head,
    found.map((one) => [one.label, sure(one), String(one.point.x), String(one.point.y)]),
  );
}

function sure({ confidence }: Found<Box | null>): string {
  return confidence === null ? "" : `${Math.round(confidence * 100)}%`;
}
