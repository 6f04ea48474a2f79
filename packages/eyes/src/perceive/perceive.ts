// One picture, all analyses, in an order in which each has what it needs.
import type { Box, Perception, PictureFacts, Quality } from "../perception.ts";
import { scaleBox, snap } from "./boxes.ts";
import { coloursOf } from "./colours/colours-of.ts";
import { mainColours } from "./colours/main-colours.ts";
import { decode } from "./decode.ts";
import { findFaces } from "./faces.ts";
import { kindOf } from "./kind.ts";
import { findObjects } from "./objects/objects.ts";
import type { Pixels } from "./pixels.ts";
import { measureQuality } from "./quality.ts";
import { createSchedule } from "./schedule.ts";
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

  const quality = await run("quality", UNMEASURED, () => measureQuality(pixels));
  const colours = await run("colours", [], () => mainColours(pixels));
  const seen = await run("objects", [], (stop) => findObjects(pixels, { stop }));
  const kind = await run("kind", "photograph", () => kindOf(measureTexture(pixels), [], pixels.width, pixels.height));
  const things = seen.filter((thing) => thing.confidence >= MIN_CONFIDENCE[kind]);
  const people = things.filter((thing) => thing.label === "person").map((person) => person.box);
  const faces = await run("faces", [], (stop) => findFaces(pixels, people, stop));
  const objects = await Promise.all(
    things.map(async (thing) => place({ ...thing, colours: await coloursOf(pixels, thing.box) })),
  );
  return {
    picture,
    kind,
    quality,
    colours,
    objects,
    faces: faces.map(place),
    text: { lines: [], rows: [] },
    codes: [],
    drawing: null,
    chart: null,
    unfinished,
    ms: { decode: decodeMs, ...ms },
  };
}

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

/** Brings whatever has a box from px of the pixels to px of the picture as given. */
function placing(picture: PictureFacts, pixels: Pixels): <T extends { readonly box: Box }>(thing: T) => T {
  const scaleX = picture.width / pixels.width;
  const scaleY = picture.height / pixels.height;
  return (thing) => ({ ...thing, box: snap(scaleBox(thing.box, scaleX, scaleY), picture.width, picture.height) });
}
