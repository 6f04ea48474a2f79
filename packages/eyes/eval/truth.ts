// What a folder's truth.json says of its pictures. README.md beside this file describes the form; examples/drawn and examples/photos are two.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Box, Kind } from "../src/perception.ts";

/** Everything is optional: what is not told is not scored. */
export interface Truth {
  readonly kind?: Kind;
  /** Things of the 80 kinds that must be found. An empty list says that there are none. */
  readonly things?: readonly { readonly label: string; readonly box: Box }[];
  /** Labels that are right when given and not missed when not: a thing half out of the picture, a table under a cup. */
  readonly alsoThere?: readonly string[];
  /** Pieces of text, and the same as one string a visual row, pieces joined with two spaces. Both or neither. */
  readonly texts?: readonly { readonly text: string }[];
  readonly rows?: readonly string[];
  readonly codes?: readonly { readonly format: string; readonly text: string }[];
  readonly shapes?: readonly { readonly shape: string; readonly colour: string; readonly box: Box }[];
  readonly chart?: { readonly bars: readonly { readonly label: string; readonly value: number }[] };
  /** What is asked for (a name, or a whole question that ends in `?`), and the value printed in the picture. */
  readonly fields?: Readonly<Record<string, string>>;
  /** A question, and the regular expression (flag `i`) that a right answer matches. */
  readonly questions?: Readonly<Record<string, string>>;
}

export interface Picture {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly truth: Truth;
}

/**
 * Reads a folder's truth.json and the pictures it names.
 * @throws Error that names the file and the place, when the truth has not the form described
 */
export function readFolder(folder: string): Picture[] {
  const path = join(folder, "truth.json");
  const all: unknown = JSON.parse(readFileSync(path, "utf8"));
  if (!isRecord(all)) throw new Error(`${path}: an object with a key for each picture is needed.`);
  return Object.entries(all).map(([name, truth]) => {
    const fault = faultOf(truth);
    if (fault) throw new Error(`${path}: ${name}: ${fault}`);
    return { name, bytes: readFileSync(join(folder, name)), truth: truth as Truth };
  });
}

/** A sentence that says what is wrong with one picture's truth, null when nothing is. */
export function faultOf(truth: unknown): string | null {
  if (!isRecord(truth)) return "an object is needed.";
  for (const [key, fits] of Object.entries(FORM))
    if (truth[key] !== undefined && !fits(truth[key])) return `${key} has not the form that the README describes.`;
  if ((truth.texts === undefined) !== (truth.rows === undefined)) return "texts and rows are needed together.";
  const bad = Object.values(truth.questions ?? {}).find((words) => !isRegExp(words as string));
  return bad === undefined ? null : `${String(bad)} is no regular expression.`;
}

type Check = (value: unknown) => boolean;
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isString: Check = (value) => typeof value === "string";
const isNumber: Check = (value) => typeof value === "number" && Number.isFinite(value);
const isBox: Check = (value) => Array.isArray(value) && value.length === 4 && value.every(isNumber);
const listOf =
  (fits: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(fits);
const recordOf =
  (fits: Check): Check =>
  (value) =>
    isRecord(value) && Object.values(value).every(fits);
const having =
  (form: Readonly<Record<string, Check>>): Check =>
  (value) =>
    isRecord(value) && Object.entries(form).every(([key, fits]) => fits(value[key]));

const FORM: Readonly<Record<keyof Truth, Check>> = {
  kind: (value) => value === "photograph" || value === "graphic" || value === "document",
  things: listOf(having({ label: isString, box: isBox })),
  alsoThere: listOf(isString),
  texts: listOf(having({ text: isString })),
  rows: listOf(isString),
  codes: listOf(having({ format: isString, text: isString })),
  shapes: listOf(having({ shape: isString, colour: isString, box: isBox })),
  chart: having({ bars: listOf(having({ label: isString, value: isNumber })) }),
  fields: recordOf(isString),
  questions: recordOf(isString),
};

function isRegExp(words: string): boolean {
  try {
    return new RegExp(words, "i") instanceof RegExp;
  } catch {
    return false;
  }
}
