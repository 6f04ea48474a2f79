// What a line says: crops of similar width go through PP-OCRv4's recogniser together, and come back as words with a confidence.
import type { Pixels } from "../pixels.ts";
import { floats, openSession } from "../session.ts";
import { textAsset } from "./assets.ts";
import { CROP_HEIGHT, cropWidth, writeCrop } from "./crop.ts";
import { type Emission, greedyDecode } from "./ctc.ts";
import { dictionary } from "./dictionary.ts";
import { inkColumns, inkExtent, inkOf } from "./ink.ts";
import { asLatin, asNumber } from "./latin.ts";
import { partOf, type TextRect } from "./rect.ts";
import { words } from "./respace.ts";

export interface Reading {
  /** The rectangle, drawn close round the ink where print stands out from its ground. */
  readonly close: TextRect;
  readonly text: string;
  /** Mean probability of its characters, 0 to 1; 0 for no text. */
  readonly confidence: number;
}

/** The model takes widths in multiples of this, px. */
const STRIDE_PX = 32;
/** Most columns of one batch, padding included: its answer takes 3.3 kB a column, and wider batches took longer a column (measured). */
const MAX_BATCH_COLUMNS = 1280;
/** A batch is padded to its widest crop: how much wider that may be than the narrowest. */
const MAX_WIDTH_RATIO = 1.15;

/**
 * Reads the text inside each rectangle, along its reading direction.
 * @param stretch widens the crops: narrow print gets more steps of the recogniser. @default 1
 * @returns one reading for each rectangle, in their order
 */
export type Recognise = (rects: readonly TextRect[], stretch?: number) => Promise<Reading[]>;

/** A recogniser of one picture; once `stop` is true, what is not yet read comes out as no text. */
export function createRecognise(pixels: Pixels, stop: () => boolean = () => false): Recognise {
  return (rects, stretch = 1) => recognise(pixels, rects, stretch, stop);
}

async function recognise(
  pixels: Pixels,
  rects: readonly TextRect[],
  stretch: number,
  stop: () => boolean,
): Promise<Reading[]> {
  const crops = rects.map((rect, index) => ({ rect, index, width: Math.round(cropWidth(rect) * stretch) }));
  crops.sort((a, b) => a.width - b.width);
  const readings = rects.map((rect): Reading => ({ text: "", confidence: 0, close: rect }));
  for (const batch of batches(crops)) {
    if (stop()) break;
    const read = await readBatch(pixels, batch);
    batch.forEach(({ index }, i) => {
      readings[index] = read[i] as Reading;
    });
  }
  return readings;
}

interface Crop {
  readonly rect: TextRect;
  readonly width: number;
}

/** Neighbours in width, so that little of a batch is padding. */
function batches<C extends Crop>(crops: readonly C[]): C[][] {
  const found: C[][] = [];
  for (const crop of crops) {
    const batch = found.at(-1);
    const stride = strideOf(crop.width);
    const narrowest = batch?.[0]?.width ?? 0;
    if (
      batch &&
      crop.width <= narrowest * MAX_WIDTH_RATIO + STRIDE_PX / 2 &&
      (batch.length + 1) * stride <= MAX_BATCH_COLUMNS
    )
      batch.push(crop);
    else found.push([crop]);
  }
  return found;
}

function strideOf(width: number): number {
  return Math.ceil(width / STRIDE_PX) * STRIDE_PX;
}

async function readBatch(pixels: Pixels, crops: readonly Crop[]): Promise<Reading[]> {
  const session = await openSession(textAsset("recogniser"));
  const stride = strideOf(Math.max(...crops.map((crop) => crop.width)));
  const size = 3 * CROP_HEIGHT * stride;
  const input = new Float32Array(crops.length * size);
  crops.forEach(({ rect, width }, i) => {
    writeCrop(pixels, rect, width, input, i * size, stride);
  });
  const outputs = await session.run(input, [crops.length, 3, CROP_HEIGHT, stride]);
  const data = floats(outputs, session.outputNames[0] ?? "");
  const classes = dictionary();
  const steps = data.length / crops.length / classes.length;
  return crops.map(({ rect, width }, i) => {
    const emissions = asLatin(greedyDecode(data, i * steps * classes.length, steps, classes));
    const ink = inkOf(input, i * size, width, stride);
    const text = words(emissions, ink && inkColumns(ink), stride / steps)
      .map(asNumber)
      .join(" ");
    return { text, confidence: meanProbability(emissions), close: ink ? partOf(rect, inkExtent(ink)) : rect };
  });
}

function meanProbability(emissions: readonly Emission[]): number {
  const sum = emissions.reduce((total, { probability }) => total + probability, 0);
  return emissions.length === 0 ? 0 : sum / emissions.length;
}
