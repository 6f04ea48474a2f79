// Which way up a line stands: a rectangle can be read from either end, and the way that reads with more confidence is believed.
import type { Reading, Recognise } from "./recognise.ts";
import { type TextRect, turned } from "./rect.ts";

/** A rectangle turned the way it is read, and what it says. */
export interface ReadRect extends Reading {
  readonly rect: TextRect;
}

/** Higher than wide by this factor: the text stands on its side. */
const TALL = 1.5;
/** Up to here a tall rectangle may be a single upright character, like 1 or I. */
const TALLEST_CHARACTER = 2.8;
/** A line read with less confidence is tried the other way round too. */
const SURE = 0.85;
/** Tall lines that are read both ways before the rest follows their vote. */
const PROBES = 3;

/** Reads every rectangle the right way up; lines on their side and upside down included. The order is not kept. */
export async function readUpright(recognise: Recognise, rects: readonly TextRect[]): Promise<ReadRect[]> {
  const flat = rects.filter((rect) => rect.height < TALL * rect.width);
  const tall = rects.filter((rect) => rect.height >= TALL * rect.width);
  const single = tall.filter((rect) => rect.height < TALLEST_CHARACTER * rect.width);
  const lines = await readFromBestEnd(recognise, flat);
  if (tall.length === 0) return lines;
  const sideways = await readFromBestEnd(recognise, await onTheirSide(recognise, tall));
  const upright = await read(recognise, single);
  // One list a rectangle, told apart by its centre, which turning leaves alone.
  for (const character of upright) {
    const other = sideways.findIndex(({ rect }) => rect.cx === character.rect.cx && rect.cy === character.rect.cy);
    if (other >= 0 && character.confidence >= (sideways[other]?.confidence ?? 0)) sideways[other] = character;
  }
  return [...lines, ...sideways];
}

/** Tall rectangles turned to read upwards, as axis titles do, or downwards, as most of the longest of them read. */
async function onTheirSide(recognise: Recognise, tall: readonly TextRect[]): Promise<TextRect[]> {
  const probes = tall.toSorted((a, b) => b.height - a.height).slice(0, PROBES);
  const up = await read(
    recognise,
    probes.map((rect) => turned(rect, 3)),
  );
  const down = await read(
    recognise,
    probes.map((rect) => turned(rect, 1)),
  );
  const quarters = weight(up) >= weight(down) ? 3 : 1;
  return tall.map((rect) => turned(rect, quarters));
}

/** Reads from the given end; doubtful lines from the other end too, and all of them where most were the wrong way round. */
async function readFromBestEnd(recognise: Recognise, rects: readonly TextRect[]): Promise<ReadRect[]> {
  const lines = await read(recognise, rects);
  const reread = async (chosen: (line: ReadRect) => boolean, margin: number): Promise<number> => {
    const indices = [...lines.keys()].filter((i) => chosen(lines[i] as ReadRect));
    const others = await read(
      recognise,
      indices.map((i) => turned((lines[i] as ReadRect).rect, 2)),
    );
    let gained = 0;
    indices.forEach((index, i) => {
      const other = others[i] as ReadRect;
      if (other.confidence <= (lines[index] as ReadRect).confidence + margin) return;
      lines[index] = other;
      gained += other.text.length;
    });
    return gained;
  };
  const doubtful = new Set(lines.filter((line) => line.confidence < SURE));
  const gained = await reread((line) => doubtful.has(line), 0);
  const length = lines.reduce((sum, { text }) => sum + text.length, 0);
  if (gained > length / 2) {
    const settled = new Set(lines.filter((line, i) => line.rect === rects[i]));
    await reread((line) => settled.has(line) && !doubtful.has(line), -0.1);
  }
  return lines;
}

async function read(recognise: Recognise, rects: readonly TextRect[]): Promise<ReadRect[]> {
  if (rects.length === 0) return [];
  const readings = await recognise(rects);
  return rects.map((rect, i) => ({ rect, ...(readings[i] as Reading) }));
}

function weight(lines: readonly Reading[]): number {
  return lines.reduce((sum, { text, confidence }) => sum + text.length * confidence, 0);
}
