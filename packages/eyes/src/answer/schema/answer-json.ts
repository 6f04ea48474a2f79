// Fills `output_config.format` from perception, and lets nothing out that does not obey the schema.
import { EyesError } from "../../errors.ts";
import type { Ask } from "../asks.ts";
import type { PairView, View } from "../intent.ts";
import { isEmpty } from "../question/subject.ts";
import { needsOf, orCutShort } from "./cut-short.ts";
import { fill, fillObject } from "./fill.ts";
import { allowsType, isObject, readSchema } from "./json-schema.ts";
import { unjudged } from "./judging.ts";
import { matchesOf } from "./matches.ts";
import { list, type Native, type PictureScope, untold, type WholeScope } from "./scope.ts";
import { faultOf } from "./validate.ts";

export interface JsonInput {
  readonly schema: unknown;
  readonly ask: Ask;
  /** The pictures that the question means, looked at. */
  readonly views: readonly [View, ...View[]];
  readonly pair: PairView | null;
  /** The answer in words. */
  readonly words: string;
}

/** Rows of intents in which words that name nothing known are wanted all the same. */
const SPECIFIC = new Set(["find", "is there", "count"]);

/**
 * @returns JSON that obeys the schema
 * @throws EyesError `eyes.schema` when the schema is none of the subset; `eyes.schema-property` when it requires what cannot be filled
 */
export function answerJson({ schema, ask: { question, intent }, views, pair, words }: JsonInput): string {
  const node = readSchema(schema);
  const { subject, quoted } = question;
  const isAsked = !isEmpty({ ...subject, parts: new Set(), unknown: "" }) || quoted.length > 0;
  const picture = (view: View): PictureScope => ({
    type: "picture",
    view,
    whole: { question },
    matches: matchesOf(question, view, SPECIFIC.has(intent.name)),
    isAsked,
  });
  const [first, ...rest] = views;
  const whole: WholeScope = { type: "whole", question, pictures: [picture(first), ...rest.map(picture)], pair, words };
  const everything = whole.pictures.flatMap(({ matches }) => matches);
  const narrow = allowsType(node, "array") ? null : unjudged(subject, everything);
  const found = narrow === null ? list(everything, "label") : untold(narrow);
  const native = views.reduce<Native>((one, { seen }) => orCutShort(one, needsOf(question), seen), found);
  const filled = isObject(node) ? fillObject(whole, node) : fill(native, node, whole);
  if (!("value" in filled)) {
    const { at, why } = filled.unfit;
    throw new EyesError("eyes.schema-property", { at: at === "" ? "the answer" : at, why });
  }
  const fault = faultOf(filled.value, node);
  if (fault !== null) throw new EyesError("eyes.schema-property", { at: "the answer", why: fault });
  return JSON.stringify(filled.value);
}
