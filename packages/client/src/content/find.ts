// What is asked of a model when things are to be located: the prompt, and the JSON schema of the answer. Absolute pixels, for normalised
// coordinates work badly; boxes as objects, for a schema cannot say how long an array is (Claude documentation, Vision coordinates, read
// 2026-09-26, and Structured outputs, read 2026-06-21). test/contracts/find.json holds both to the letter; the built-in eyes are tried with it.
import type { Json } from "./edit.ts";
import type { Size } from "./tokens.ts";

/** What is asked for: boxes around things, or one point on each. */
export type Give = "boxes" | "points";

/** Longest description of what to find, in characters. */
export const MAX_WHAT_CHARS = 1000;

/**
 * The prompt.
 *
 * @param what a thing or things, in the caller's words: `the cup`
 * @param seen the size the model sees of the picture, in px
 */
export function findPrompt(what: string, give: Give, seen: Size): string {
  // One line, and no quotation mark that would end the quotation.
  const words = what.trim().replaceAll(/\s+/gu, " ").replaceAll('"', "'");
  const { width, height } = seen;
  return `Find: "${words}"

The picture is ${width}x${height} px. ${PLACE[give]} Coordinates are absolute pixels of the picture, with the origin in its top left corner. Give each a short label. List every one that is there, the surest first; if there is none, give an empty list.

Answer with JSON alone, in this form: ${FORM[give]}`;
}

const PLACE: Readonly<Record<Give, string>> = {
  boxes: "Give a tight box around each: x1, y1 is its top left corner, x2, y2 its bottom right corner.",
  points: "Give one point on each, near its middle, where a click would hit it.",
};

/** For servers that do not heed, or do not take, a schema. */
const FORM: Readonly<Record<Give, string>> = {
  boxes: '{"objects": [{"label": "...", "box": {"x1": 0, "y1": 0, "x2": 0, "y2": 0}}]}',
  points: '{"objects": [{"label": "...", "point": {"x": 0, "y": 0}}]}',
};

/** The JSON schema of the answer, in the subset that structured outputs take. */
export function findSchema(give: Give): { readonly [key: string]: Json } {
  return object({ objects: { type: "array", items: give === "boxes" ? BOXED : POINTED } });
}

const INTEGER = { type: "integer" } as const;
const CONFIDENCE = { confidence: { type: "number" } } as const;
const LABEL = { label: { type: "string" } } as const;
const BOXED = object({ ...LABEL, box: object({ x1: INTEGER, y1: INTEGER, x2: INTEGER, y2: INTEGER }) }, CONFIDENCE);
const POINTED = object({ ...LABEL, point: object({ x: INTEGER, y: INTEGER }) }, CONFIDENCE);

type Properties = Readonly<Record<string, Json>>;

function object(required: Properties, optional: Properties = {}): { readonly [key: string]: Json } {
  return {
    type: "object",
    properties: { ...required, ...optional },
    required: Object.keys(required),
    additionalProperties: false,
  };
}
