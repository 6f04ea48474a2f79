// One of the values that a schema allows, for what perception says in its own words.
import { fold } from "../question/fold.ts";
import { LANGUAGES } from "../question/language.ts";
import { type Entry, lexiconOf } from "../question/lexicon.ts";
import { LIKELY, SURE } from "../say/hedge.ts";
import { inFamilies } from "../words/colours.ts";
import { isShape } from "../words/shapes.ts";
import type { Scalar } from "./json-schema.ts";
import type { Native } from "./scope.ts";

/** What schemas call what perception calls otherwise. */
const SAME: Readonly<Record<string, readonly string[]>> = {
  photograph: ["photo", "picture"],
  graphic: ["drawing", "illustration", "chart", "diagram", "artwork"],
  document: ["text", "form", "scan", "screenshot", "page"],
  "image jpeg": ["jpeg", "jpg"],
  "image png": ["png"],
  "image gif": ["gif"],
  "image webp": ["webp"],
  qrcode: ["qr", "qr code"],
  identical: ["same", "equal"],
};
const OTHER = ["other", "others", "unknown", "something else", "misc", "else"];
const NONE = ["none", "nothing", "n a", "na", "not found", "unknown", "no", ""];

/** @returns undefined when none of the allowed values says it */
export function chooseValue(native: Native, allowed: readonly Scalar[]): Scalar | undefined {
  const pick = (...wanted: readonly string[]): Scalar | undefined =>
    allowed.find((value) => typeof value === "string" && wanted.includes(fold(value)));
  switch (native.kind) {
    case "flag":
      return allowed.includes(native.value)
        ? native.value
        : pick(...(native.value ? ["yes", "true"] : ["no", "false"]));
    case "number":
      return numberFrom(native, allowed, pick);
    case "text":
      return textFrom(native.value, allowed) ?? pick(...OTHER);
    case "nothing":
      return allowed.includes(null) ? null : pick(...NONE);
    default:
      return undefined;
  }
}

function numberFrom(
  { value, fraction }: Extract<Native, { kind: "number" }>,
  allowed: readonly Scalar[],
  pick: (...wanted: string[]) => Scalar | undefined,
): Scalar | undefined {
  if (allowed.includes(value)) return value;
  if (!fraction) return pick(String(value));
  if (value >= SURE) return pick("high", "certain", "sure");
  return value >= LIKELY ? pick("medium", "moderate", "likely") : pick("low", "uncertain", "unsure");
}

function textFrom(value: string, allowed: readonly Scalar[]): string | undefined {
  const strings = allowed.filter((one) => typeof one === "string");
  const folded = fold(value);
  return (
    strings.find((one) => one === value) ??
    strings.find((one) => fold(one) === folded) ??
    strings.find((one) => SAME[folded]?.includes(fold(one))) ??
    strings.find((one) => meanings(one).some((entry) => means(entry, value)))
  );
}

/** What a value means as a word of any of the four languages, singular or plural, with `_` for blanks. */
function meanings(value: string): Entry[] {
  return LANGUAGES.flatMap((language) => lexiconOf(language).get(fold(value)) ?? []);
}

/** A word that means less than the label does not say it; a group that has the label does. */
function means(entry: Entry, value: string): boolean {
  if (entry.type === "thing") return !entry.narrow && entry.labels.includes(value);
  if (entry.type === "colour") return inFamilies(value, entry.families);
  return entry.type === "shape" && isShape(value, entry.shape);
}
