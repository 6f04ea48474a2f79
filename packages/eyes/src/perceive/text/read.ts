// Printed text of a picture: found, turned upright, read, and put into rows.
import type { SeenText } from "../../perception.ts";
import { snap } from "../boxes.ts";
import type { Pixels } from "../pixels.ts";
import { believable } from "./believable.ts";
import { fitToInk } from "./fit.ts";
import { createRecognise } from "./recognise.ts";
import { angleOf, boxOf } from "./rect.ts";
import { rows } from "./rows.ts";
import { detectLines } from "./scale.ts";
import { secondLook } from "./second-look.ts";
import { readUpright } from "./upright.ts";

export interface ReadTextOptions {
  /** Long edge at which text is looked for: `low` 640 px, `auto` 960 px or, for small print, 1536 px, `high` 1536 px. @default "auto" */
  readonly detail?: "low" | "auto" | "high";
  /** Asked between batches of lines: true ends the reading with the lines read so far. */
  readonly stop?: () => boolean;
}

/**
 * Reads the printed text of a picture. Blocks while the models run: about 0.2 s and 10 to 40 ms a line on two cores.
 * @returns lines with boxes in px of `pixels`, in reading order, and the same as rows
 * @throws EyesError `eyes.unavailable` when the models cannot be loaded
 */
export async function readText(pixels: Pixels, options: ReadTextOptions = {}): Promise<SeenText> {
  const found = await detectLines(pixels, options.detail ?? "auto");
  const rects = found.map((rect) => fitToInk(pixels, rect));
  const recognise = createRecognise(pixels, options.stop);
  const lines = believable(await secondLook(recognise, await readUpright(recognise, rects))).map(
    ({ text, confidence, close }) => ({
      text,
      confidence,
      rect: close,
      box: snap(boxOf(close), pixels.width, pixels.height),
      angle: angleOf(close),
    }),
  );
  const ordered = rows(lines);
  return {
    lines: ordered.flat().map(({ text, confidence, box, angle }) => ({ text, confidence, box, angle })),
    rows: ordered.map((row) => row.map(({ text }) => text).join("  ")),
  };
}
