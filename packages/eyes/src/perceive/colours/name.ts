// The plain English name of a colour: that of the nearest anchor in OKLab.
import { ANCHORS } from "./anchors.ts";
import { channelsOf } from "./hex.ts";
import { oklab } from "./oklab.ts";

/** People tell hues apart sooner than shades: a step in lightness counts this much of an equal step in hue or chroma. */
const LIGHTNESS_WEIGHT = 0.6;

const NAMES: string[] = [];
const POINTS: Float64Array = anchorPoints();

/** @param red 0 to 255, as `green` and `blue` @returns for example `red`, `dark blue`, `light grey` */
export function colourName(red: number, green: number, blue: number): string {
  const [lightness, a, b] = oklab(red, green, blue);
  let best = 0;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (let i = 0; i < NAMES.length; i++) {
    const dl = lightness - POINTS[i * 3];
    const da = a - POINTS[i * 3 + 1];
    const db = b - POINTS[i * 3 + 2];
    const distance = LIGHTNESS_WEIGHT * dl * dl + da * da + db * db;
    if (distance < bestDistance) {
      bestDistance = distance;
      best = i;
    }
  }
  return NAMES[best];
}

function anchorPoints(): Float64Array {
  const points: number[] = [];
  for (const [name, examples] of Object.entries(ANCHORS))
    for (const example of examples.split(" ")) {
      NAMES.push(name);
      points.push(...oklab(...channelsOf(`#${example}`)));
    }
  return Float64Array.from(points);
}
