// What two perceptions have and have not in common: things, drawn shapes, text, bars.

import type { Analysis, Box, Perception, PictureFacts, SeenShape } from "../../perception.ts";
import { haveLikeProportions } from "../../proportions.ts";
import { counted, listed, plural } from "../say/english.ts";
import { overlapOf, placeOf } from "../say/place.ts";
import { sayShape } from "../say/shapes.ts";
import { quoted, readableRows } from "../say/text.ts";
import { isCutShort } from "../say/unfinished.ts";

/** Shapes that overlap this much stand in the same place. */
const SAME_PLACE = 0.7;
/** So may boxes whose edges are this near, in px of the coarser picture: there each edge is rounded and blurred. */
const EDGE_SLACK_PX = 1;
const MOST_TEXTS = 6;

type Names = readonly [string, string];

/** One sentence a difference; boxes and places are those of the picture named. What was cut short in either picture differs by nothing. */
export function differences(a: Perception, b: Perception, names: Names): string[] {
  const areSeen = (...analyses: Analysis[]): boolean => !isCutShort(a, ...analyses) && !isCutShort(b, ...analyses);
  return [
    ...(areSeen("objects") ? thingDifferences(a, b, names) : []),
    ...(areSeen("kind", "drawing") ? shapeDifferences(a, b, names) : []),
    ...barDifferences(a, b),
    ...(areSeen("text") ? textDifferences(a, b, names) : []),
  ];
}

function thingDifferences(a: Perception, b: Perception, [first, second]: Names): string[] {
  const [inA, inB] = [countByLabel(a), countByLabel(b)];
  const both: string[] = [];
  const onlyA: string[] = [];
  const onlyB: string[] = [];
  for (const label of new Set([...inA.keys(), ...inB.keys()])) {
    const [n, m] = [inA.get(label) ?? 0, inB.get(label) ?? 0];
    if (n > 0 && m > 0) both.push(n === m ? counted(n, label) : `${plural(label)} (${n} and ${m})`);
    else if (n > 0) onlyA.push(counted(n, label));
    else onlyB.push(counted(m, label));
  }
  return [
    both.length > 0 ? `In both I see ${listed(both)}.` : "",
    onlyA.length > 0 ? `Only in ${first}: ${listed(onlyA)}.` : "",
    onlyB.length > 0 ? `Only in ${second}: ${listed(onlyB)}.` : "",
  ];
}

function countByLabel({ objects }: Perception): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { label } of objects) counts.set(label, (counts.get(label) ?? 0) + 1);
  return counts;
}

function shapeDifferences(a: Perception, b: Perception, [first, second]: Names): string[] {
  if (!a.drawing || !b.drawing || a.chart || b.chart) return [];
  const scale = scaleBetween(b.picture, a.picture);
  const left = [...b.drawing.shapes];
  const gone: SeenShape[] = [];
  const sentences: string[] = [];
  for (const shape of a.drawing.shapes) {
    const at = left.findIndex((other) => other.shape === shape.shape && isSamePlace(shape.box, other.box, scale));
    const [other] = at < 0 ? [] : left.splice(at, 1);
    if (!other) gone.push(shape);
    else if (other.colour !== shape.colour)
      sentences.push(
        `The ${shape.colour} ${shape.shape} ${placeOf(shape.box, a.picture)} is ${other.colour} in ${second}.`,
      );
  }
  if (gone.length > 0) sentences.push(`Only in ${first}: ${listed(gone.map((shape) => sayShape(shape, a.picture)))}.`);
  if (left.length > 0) sentences.push(`Only in ${second}: ${listed(left.map((shape) => sayShape(shape, b.picture)))}.`);
  if (a.drawing.background !== b.drawing.background)
    sentences.push(`The background is ${a.drawing.background} in ${first}, ${b.drawing.background} in ${second}.`);
  return sentences;
}

/** Px of the one picture for a px of the other. Of unlike pictures 1: one may be the other with more beside it, as a longer screenshot is. */
function scaleBetween(from: PictureFacts, to: PictureFacts): { x: number; y: number } {
  return haveLikeProportions(from, to) ? { x: to.width / from.width, y: to.height / from.height } : { x: 1, y: 1 };
}

function isSamePlace(box: Box, other: Box, { x, y }: { x: number; y: number }): boolean {
  const [x1, y1, x2, y2] = other;
  const scaled: Box = [x1 * x, y1 * y, x2 * x, y2 * y];
  if (overlapOf(box, scaled) >= SAME_PLACE) return true;
  if (x === 1 && y === 1) return false;
  return scaled.every((edge, i) => Math.abs(edge - (box[i] ?? 0)) <= EDGE_SLACK_PX * Math.max(1, i % 2 === 0 ? x : y));
}

function barDifferences({ chart: a }: Perception, { chart: b }: Perception): string[] {
  if (!a || !b) return [];
  return a.bars.flatMap(({ label, value }) => {
    const other = b.bars.find((bar) => bar.label === label);
    return other && other.value !== value ? [`The bar "${label}" goes from ${value} to ${other.value}.`] : [];
  });
}

function textDifferences(a: Perception, b: Perception, [first, second]: Names): string[] {
  const [inA, inB] = [readableRows(a.text), readableRows(b.text)];
  if (inA.length === 0 && inB.length === 0) return [];
  const onlyA = inA.filter((row) => !inB.includes(row));
  const onlyB = inB.filter((row) => !inA.includes(row));
  if (onlyA.length === 0 && onlyB.length === 0) return ["The text is the same in both."];
  return [sayTexts(first, onlyA), sayTexts(second, onlyB)];
}

function sayTexts(name: string, rows: readonly string[]): string {
  if (rows.length === 0) return "";
  const more = rows.length > MOST_TEXTS ? `, and ${rows.length - MOST_TEXTS} more rows` : "";
  return `Text only in ${name}: ${rows.slice(0, MOST_TEXTS).map(quoted).join(", ")}${more}.`;
}
