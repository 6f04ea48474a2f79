// One picture, all analyses, in an order in which each has what it needs.
import type { Box, Perception, PictureFacts, Quality, SeenObject, SeenText } from "../perception.ts";
import { scaleBox, snap } from "./boxes.ts";
import { readBarChart } from "./chart/chart.ts";
import { readCodes } from "./codes.ts";
import { coloursOf } from "./colours/colours-of.ts";
import { mainColours } from "./colours/main-colours.ts";
import { decode } from "./decode.ts";
import { withoutShapes } from "./drawn-things.ts";
import { findFaces } from "./faces.ts";
import { kindOf } from "./kind.ts";
import { certain, settle } from "./misread.ts";
import { findObjects } from "./objects/objects.ts";
import type { Pixels } from "./pixels.ts";
import { measureQuality } from "./quality.ts";
import { createSchedule } from "./schedule.ts";
import { findShapes } from "./shapes/shapes.ts";
import { readText } from "./text/read.ts";
import { measureTexture } from "./texture.ts";

/** In flat graphics the detectors see laptops in pages and kites in arrows: only the surest is believed. */
const MIN_CONFIDENCE = { photograph: 0.45, graphic: 0.72, document: 0.72 } as const;

/**
 * Looks at a picture.
 * @param budgetMs for all analyses, most take under 1000; one that has no time left is named in `unfinished`
 * @throws EyesError when the picture cannot be decoded or the models cannot be loaded
 */
export async function perceive(bytes: Uint8Array, budgetMs: number): Promise<Perception> {
  const start = performance.now();
  const { picture, pixels } = await decode(bytes);
  const decodeMs = Math.round(performance.now() - start);
  const { run, unfinished, ms } = createSchedule(budgetMs);
  const place = placing(picture, pixels);
  const { width, height } = pixels;

  const quality = await run("quality", UNMEASURED, () => measureQuality(pixels));
  const colours = await run("colours", [], () => mainColours(pixels));
  // Things before text: a page of small print may take all the time there is.
  const seen = await run("objects", [], (stop) => findObjects(pixels, { stop }));
  const read = await run("text", NO_TEXT, (stop) => readText(pixels, { stop }));
  const codes = await run("codes", [], () => readCodes(pixels));
  const kind = await run("kind", "photograph", () => kindOf(measureTexture(pixels), read.lines, width, height));
  const exclude = [...certain(read.lines), ...codes].map(({ box }) => box);
  const drawn = kind === "photograph" ? null : await run("drawing", null, () => findShapes(pixels, { exclude }));
  const { text, shapes } = settle(read, drawn?.shapes ?? []);
  const drawing = drawn && { ...drawn, shapes };
  const chart = drawing && (await run("chart", null, () => readBarChart(drawing.shapes, text.lines, width, height)));
  const sure = seen.filter((thing) => thing.confidence >= MIN_CONFIDENCE[kind]);
  const things = withoutShapes(sure, drawing?.shapes ?? []);
  const people = things.filter((thing) => thing.label === "person").map((person) => person.box);
  const faces = await run("faces", [], (stop) => findFaces(pixels, people, stop));
  const plain = things.map((thing) => ({ ...thing, colours: [] }));
  const objects = await run("colours", plain, () => coloured(things, pixels));
  return {
    picture,
    kind,
    quality,
    colours,
    objects: objects.map(place),
    faces: faces.map(place),
    text: { ...text, lines: text.lines.map(place) },
    codes: codes.map(place),
    // The shapes of a document are its rules and boxes: only a chart among them is worth telling.
    drawing: kind === "graphic" && drawing ? { ...drawing, shapes: drawing.shapes.map(place) } : null,
    chart: chart && { ...chart, bars: chart.bars.map(place) },
    unfinished,
    ms: { decode: decodeMs, ...ms },
  };
}

const NO_TEXT: SeenText = { lines: [], rows: [] };

/** What stands for the quality when there was no time to measure it: nothing is claimed. */
const UNMEASURED: Quality = {
  brightness: 0.5,
  contrast: 0,
  sharpness: 0,
  dark: false,
  bright: false,
  blurred: false,
  grey: false,
};

async function coloured(things: readonly Omit<SeenObject, "colours">[], pixels: Pixels): Promise<SeenObject[]> {
  const boxes = things.map(({ box }) => box);
  return Promise.all(things.map(async (thing) => ({ ...thing, colours: await coloursOf(pixels, thing.box, boxes) })));
}

/** Brings whatever has a box from px of the pixels to px of the picture as given. */
function placing(picture: PictureFacts, pixels: Pixels): <T extends { readonly box: Box }>(thing: T) => T {
  const scaleX = picture.width / pixels.width;
  const scaleY = picture.height / pixels.height;
  return (thing) => ({ ...thing, box: snap(scaleBox(thing.box, scaleX, scaleY), picture.width, picture.height) });
}
