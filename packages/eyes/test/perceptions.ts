// Perceptions for the tests of answers, written by hand: a picture in which nothing is seen, and what a test puts into it.
import type { Box, Comparison, Perception, SeenObject } from "../src/perception.ts";

export function perception(parts: Partial<Perception> = {}): Perception {
  return {
    picture: {
      mediaType: "image/jpeg",
      width: 900,
      height: 600,
      orientation: 1,
      frames: 1,
      alpha: false,
      byteLength: 120_000,
    },
    kind: "photograph",
    quality: {
      brightness: 0.5,
      contrast: 0.2,
      sharpness: 300,
      dark: false,
      bright: false,
      blurred: false,
      grey: false,
    },
    colours: [],
    objects: [],
    faces: [],
    text: { lines: [], rows: [] },
    codes: [],
    drawing: null,
    chart: null,
    ms: {},
    ...parts,
  };
}

export function thing(label: string, confidence: number, box: Box, parts: Partial<SeenObject> = {}): SeenObject {
  return { label, confidence, box, colours: [], alternatives: [], ...parts };
}

export function comparison(parts: Partial<Comparison> = {}): Comparison {
  return { same: "changed", similarity: 0.9, changedShare: 0.05, regions: [], shift: null, ...parts };
}
