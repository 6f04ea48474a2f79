// Perceptions for the tests of answers, written by hand: a picture in which nothing is seen, and what a test puts into it.
import type { Truth } from "../../../examples/drawn/truth.ts";
import type { Box, Comparison, Perception, SeenObject, SeenText } from "../src/perception.ts";
import { truthOf } from "./pictures.ts";

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
    unfinished: [],
    ms: {},
    ...parts,
  };
}

/** What flawless eyes would see in a picture of examples/drawn. */
export function drawnPerception(name: string): Perception {
  const truth = truthOf<Truth>()[name];
  if (!truth) throw new Error(`examples/drawn has no ${name}`);
  const { width, height, kind, texts, rows, codes, chart } = truth;
  const share = ([x1, y1, x2, y2]: Box): number => ((x2 - x1) * (y2 - y1)) / (width * height);
  const barBox = (index: number): Box => truth.shapes[index]?.box ?? [0, 0, 1, 1];
  const blank = perception();
  return {
    ...blank,
    picture: { ...blank.picture, mediaType: "image/png", width, height },
    kind,
    text: { lines: texts.map(({ text, box, turn }) => ({ text, box, angle: turn, confidence: 0.97 })), rows },
    codes,
    drawing:
      kind === "graphic"
        ? {
            background: truth.background ?? "white",
            shapes: truth.shapes.map((shape) => ({ ...shape, share: share(shape.box) })),
          }
        : null,
    chart: chart ? { ...chart, bars: chart.bars.map((bar, index) => ({ ...bar, box: barBox(index) })) } : null,
  };
}

export function thing(label: string, confidence: number, box: Box, parts: Partial<SeenObject> = {}): SeenObject {
  return { label, confidence, box, colours: [], alternatives: [], ...parts };
}

/** Lines of text at their places, a row each. */
export function lines(...pieces: readonly (readonly [text: string, box: Box, confidence?: number])[]): SeenText {
  return {
    lines: pieces.map(([text, box, confidence = 0.97]) => ({ text, box, confidence, angle: 0 })),
    rows: pieces.map(([text]) => text),
  };
}

export function comparison(parts: Partial<Comparison> = {}): Comparison {
  return { same: "changed", similarity: 0.9, changedShare: 0.05, regions: [], shift: null, ...parts };
}
