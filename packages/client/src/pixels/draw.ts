// Boxes, points and labels drawn onto a picture so that they can be read on any background: a bright line between two dark ones, and dark
// words on a bright plate. Drawn on the pixels themselves, in measures that follow the size of the picture.
import { type Box, clamp } from "../content/geometry.ts";
import type { Size } from "../content/tokens.ts";
import type { Decoder } from "./decode.ts";
import { lettering } from "./lettering.ts";
import type { Mark } from "./mark.ts";
import { type Canvas, type Colour, disc, fill, inkMask, type Mask, outline } from "./paint.ts";
import { placePlate } from "./plates.ts";
import type { RawPicture } from "./raw.ts";
import type { Sharp } from "./sharp.ts";

/** Bright, and told apart by people who do not see red and green as two. */
const COLOURS: readonly Colour[] = [
  [255, 214, 10],
  [64, 200, 255],
  [255, 140, 66],
  [150, 240, 110],
  [255, 150, 215],
  [190, 170, 255],
];
const DARK: Colour = [16, 16, 16];

interface Measures {
  /** Thickness of the bright line and of each dark one, in px. */
  readonly line: number;
  readonly rim: number;
  /** Height of the font, in px. */
  readonly font: number;
}

/** By the side of a square of the same area: a panorama has many px along and is seen small all the same. */
function measuresOf({ width, height }: Size): Measures {
  const side = Math.sqrt(width * height);
  const line = Math.max(2, Math.round(side / 240));
  return { line, rim: Math.max(1, Math.round(line / 2)), font: clamp(Math.round(side / 36), 13, 400) };
}

export interface Drawn extends RawPicture {
  /** False when there are labels and no font on this machine could set them. */
  readonly lettered: boolean;
}

/** The pixels of the picture, upright, with the marks on them. */
export async function drawMarks(sharp: Sharp, decoder: Decoder, marks: readonly Mark[]): Promise<Drawn> {
  const { data, info } = await decoder.open().toColourspace("srgb").raw().toBuffer({ resolveWithObject: true });
  const canvas: Canvas = { data, width: info.width, height: info.height, channels: info.channels as 3 | 4 };
  const measures = measuresOf(canvas);
  const colours = coloursOf(marks);
  const words = await Promise.all(marks.map((mark) => plateOf(sharp, mark, measures.font, canvas)));
  // Outlines first, so that none runs over a label.
  for (const [index, mark] of marks.entries()) drawPlace(canvas, mark, colours[index] ?? DARK, measures);
  const taken: Box[] = [];
  for (const [index, mark] of marks.entries()) {
    const word = words[index];
    if (word) taken.push(drawPlate(canvas, mark, word, { colour: colours[index] ?? DARK, measures, taken }));
  }
  const lettered = marks.every((mark, index) => wordsOf(mark) === "" || words[index]);
  return { ...canvas, lettered };
}

function drawPlace(canvas: Canvas, { box, point }: Mark, colour: Colour, { line, rim }: Measures): void {
  if (box) {
    // The line runs along the edge; around a small thing it runs outside, so that something of the thing is left to see.
    const thick = line + 2 * rim;
    const isSmall = Math.min(box.x2 - box.x1, box.y2 - box.y1) < 4 * thick;
    const around = within(canvas, grown(box, isSmall ? thick : thick / 2));
    outline(canvas, around, thick, DARK);
    outline(canvas, grown(around, -rim), line, colour);
  } else if (point) {
    disc(canvas, point, line * 2 + 2 * rim, DARK);
    disc(canvas, point, line * 2 + rim, colour);
    disc(canvas, point, line, DARK);
  }
}

function drawPlate(
  canvas: Canvas,
  mark: Mark,
  word: Mask,
  { colour, measures, taken }: { colour: Colour; measures: Measures; taken: readonly Box[] },
): Box {
  const { line, rim, font } = measures;
  const margin = Math.max(3, Math.round(font / 4));
  const size = { width: word.width + 2 * (margin + rim), height: Math.round(font * 1.5) + 2 * rim };
  const reach = line / 2 + rim;
  const { x = 0, y = 0 } = mark.point ?? {};
  const box = grown(mark.box ?? { x1: x, y1: y, x2: x, y2: y }, mark.box ? reach : line * 2 + 3 * rim);
  const plate = placePlate(size, box, canvas, taken);
  fill(canvas, plate, DARK);
  fill(canvas, grown(plate, -rim), colour);
  inkMask(canvas, word, plate.x1 + rim + margin, plate.y1 + Math.round((size.height - word.height) / 2), DARK);
  return plate;
}

/** Set smaller where the plate would be wider than the picture. */
async function plateOf(sharp: Sharp, mark: Mark, font: number, { width }: Size): Promise<Mask | null> {
  const words = wordsOf(mark);
  const set = await lettering(sharp, words, font);
  const room = width * 0.96 - font;
  if (set === null || set.width <= room) return set;
  return lettering(sharp, words, Math.max(8, Math.floor((font * room) / set.width)));
}

function wordsOf({ label = "", confidence }: Mark): string {
  const sure = confidence === null || confidence === undefined ? "" : `${Math.round(confidence * 100)}%`;
  return [label.trim(), sure].filter((word) => word !== "").join(" ");
}

function coloursOf(marks: readonly Mark[]): Colour[] {
  const labels = [...new Set(marks.map(({ label = "" }) => label))];
  return marks.map(({ label = "" }) => COLOURS[labels.indexOf(label) % COLOURS.length] ?? DARK);
}

/** All of the line is in the picture where an edge of the box is that of the picture. */
function within({ width, height }: Size, { x1, y1, x2, y2 }: Box): Box {
  return { x1: Math.max(0, x1), y1: Math.max(0, y1), x2: Math.min(width, x2), y2: Math.min(height, y2) };
}

/** In whole px, larger by so much on each side; smaller by a negative number. */
function grown({ x1, y1, x2, y2 }: Box, by: number): Box {
  return { x1: Math.round(x1 - by), y1: Math.round(y1 - by), x2: Math.round(x2 + by), y2: Math.round(y2 + by) };
}
