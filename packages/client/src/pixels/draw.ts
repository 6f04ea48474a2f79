// Boxes, points and labels drawn onto a picture so that they can be read on any background: a bright line between two dark ones, and dark
// words on a bright plate. Drawn on the pixels themselves, in measures that follow the size of the picture.
import { type Box, clamp } from "../content/geometry.ts";
import type { Size } from "../content/tokens.ts";
import type { Decoder } from "./decode.ts";
import { lettering } from "./lettering.ts";
import type { Mark } from "./mark.ts";
import { type Canvas, type Colour, disc, fill, inkMask, type Mask, outline } from "./paint.ts";
import { placePlates } from "./plates.ts";
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

/** Smaller letters are hard to read. */
const MIN_FONT_PX = 13;

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
  return { line, rim: Math.max(1, Math.round(line / 2)), font: clamp(Math.round(side / 36), MIN_FONT_PX, 400) };
}

export interface Drawn extends RawPicture {
  /** False when there are labels and no font on this machine could set them. */
  readonly lettered: boolean;
}

/** Shares of the font's height that are tried, down to the smallest, until no label lies over another. */
const SMALLER = [1, 0.8, 0.65, 0.5, 0.4];

/** The pixels of the picture, upright, with the marks on them. */
export async function drawMarks(sharp: Sharp, decoder: Decoder, marks: readonly Mark[]): Promise<Drawn> {
  const { data, info } = await decoder.open().toColourspace("srgb").raw().toBuffer({ resolveWithObject: true });
  const canvas: Canvas = { data, width: info.width, height: info.height, channels: info.channels as 3 | 4 };
  const measures = measuresOf(canvas);
  const colours = coloursOf(marks);
  const { labels, lettered } = await labelsOf(sharp, marks, measures, canvas);
  // Outlines first, so that none runs over a label.
  for (const [index, mark] of marks.entries()) drawPlace(canvas, mark, colours[index] ?? DARK, measures);
  for (const { index, plate, word } of labels) drawPlate(canvas, plate, word, colours[index] ?? DARK, measures);
  return { ...canvas, lettered };
}

interface Label {
  /** Of the mark. */
  readonly index: number;
  readonly word: Mask;
  readonly plate: Box;
}

/** The labels in the largest letters in which none covers another; in the smallest where there are too many for that. */
async function labelsOf(
  sharp: Sharp,
  marks: readonly Mark[],
  measures: Measures,
  canvas: Size,
): Promise<{ labels: readonly Label[]; lettered: boolean }> {
  const fonts = [...new Set(SMALLER.map((share) => Math.max(MIN_FONT_PX, Math.round(measures.font * share))))];
  const smallest = fonts.at(-1) ?? MIN_FONT_PX;
  // Set small, which is quick; larger letters are as much wider.
  const small = await wordsIn(sharp, marks, smallest, canvas);
  const platesIn = (words: readonly Word[], font: number, wider: number) =>
    placePlates(
      words.map(({ mark, word }) => ({
        size: plateSize({ width: Math.ceil(word.width * wider) }, font, measures),
        box: aroundMark(mark, measures),
      })),
      canvas,
    );
  const font = fonts.find((one) => platesIn(small, one, one / smallest).clashes === 0) ?? smallest;
  const words = font === smallest ? small : await wordsIn(sharp, marks, font, canvas);
  const { places } = platesIn(words, font, 1);
  return {
    labels: words.map(({ index, word }, at) => ({ index, word, plate: places[at] as Box })),
    lettered: words.length === marks.filter((mark) => wordsOf(mark) !== "").length,
  };
}

interface Word {
  readonly index: number;
  readonly mark: Mark;
  readonly word: Mask;
}

async function wordsIn(sharp: Sharp, marks: readonly Mark[], font: number, canvas: Size): Promise<Word[]> {
  const masks = await Promise.all(marks.map((mark) => plateOf(sharp, mark, font, canvas)));
  return marks.flatMap((mark, index) => {
    const word = masks[index];
    return word ? [{ index, mark, word }] : [];
  });
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

function aroundMark({ box, point }: Mark, { line, rim }: Measures): Box {
  const { x = 0, y = 0 } = point ?? {};
  return grown(box ?? { x1: x, y1: y, x2: x, y2: y }, box ? line / 2 + rim : line * 2 + 3 * rim);
}

function marginOf(font: number): number {
  return Math.max(3, Math.round(font / 4));
}

function plateSize({ width }: { readonly width: number }, font: number, { rim }: Measures): Size {
  return { width: width + 2 * (marginOf(font) + rim), height: Math.round(font * 1.5) + 2 * rim };
}

function drawPlate(canvas: Canvas, plate: Box, word: Mask, colour: Colour, { rim }: Measures): void {
  const [width, height] = [plate.x2 - plate.x1, plate.y2 - plate.y1];
  fill(canvas, plate, DARK);
  fill(canvas, grown(plate, -rim), colour);
  const [left, top] = [Math.round((width - word.width) / 2), Math.round((height - word.height) / 2)];
  inkMask(canvas, word, plate.x1 + left, plate.y1 + top, DARK);
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
