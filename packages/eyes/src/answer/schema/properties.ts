// The table of properties, and how a property finds its value: by the table, by a known thing in its name (`num_dogs`), by a label printed in
// the picture (`invoice_number`).
import { findField, SURE_LABEL } from "../fields.ts";
import { listed } from "../say/english.ts";
import { sayLeftOut } from "../say/unfinished.ts";
import { labelWords } from "../words/fields.ts";
import { needsOf, orCutShort } from "./cut-short.ts";
import { attributeOf, hasThing, nameless, thingsNamedBy } from "./derived.ts";
import { COLOUR_ROWS } from "./properties/colours.ts";
import { COMPARISON_ROWS } from "./properties/comparison.ts";
import { DRAWING_ROWS } from "./properties/drawings.ts";
import { PICTURE_ROWS } from "./properties/picture.ts";
import { PLACE_ROWS } from "./properties/places.ts";
import { TEXT_ROWS } from "./properties/text.ts";
import { THING_ROWS } from "./properties/things.ts";
import { VALUE_ROWS } from "./properties/values.ts";
import { plainName, type Row, type Siblings, wordsOf } from "./row.ts";
import {
  list,
  type Native,
  nothing,
  type PictureScope,
  type Scope,
  tally,
  text,
  untold,
  type WholeScope,
} from "./scope.ts";
import { inTableOf, ofRow } from "./table-rows.ts";

export const ROWS: readonly Row[] = [
  ...THING_ROWS,
  ...PLACE_ROWS,
  ...TEXT_ROWS,
  ...VALUE_ROWS,
  ...COLOUR_ROWS,
  ...DRAWING_ROWS,
  ...PICTURE_ROWS,
  ...COMPARISON_ROWS,
];

const BY_NAME: ReadonlyMap<string, Row> = new Map(
  ROWS.flatMap((row) => row.names.split(",").map((name) => [plainName(name), row] as const)),
);

/** Whether an entry of a list may have this property at all. */
export function isEntryProperty(name: string): boolean {
  const row = BY_NAME.get(plainName(name));
  return row !== undefined && Object.keys(row.of).some((type) => type !== "whole" && type !== "picture");
}

/** @returns null when nothing here can fill the property of such an object */
export function nativeOf(name: string, scope: Scope, siblings: Siblings): Native | null {
  if (scope.type === "whole") return ofWhole(name, scope, siblings);
  if (scope.type === "picture") return ofPicture(name, scope, siblings);
  if (scope.type === "row") return ofRow(name, scope) ?? byTable(name, scope, siblings);
  return byTable(name, scope, siblings);
}

function byTable(name: string, scope: Scope, siblings: Siblings): Native | null {
  const row = BY_NAME.get(plainName(name));
  const of = row?.of as Readonly<Record<string, (scope: Scope, siblings: Siblings) => Native>> | undefined;
  const native = of?.[scope.type]?.(scope, siblings) ?? null;
  if (!native || !row?.needs || !("view" in scope)) return native;
  const isEntry = scope.type !== "picture";
  const needs = row.needs !== "matches" ? row.needs : isEntry ? [] : needsOf(scope.whole.question);
  return orCutShort(native, needs, scope.view.seen, row.complete);
}

/** Lists are gathered from all pictures, and tallies added up; what is single comes from the first picture that has it. */
function ofWhole(name: string, scope: WholeScope, siblings: Siblings): Native | null {
  const own = byTable(name, scope, siblings);
  if (own) return own;
  const natives = scope.pictures.map((picture) => ofPicture(name, picture, siblings)).filter((one) => one !== null);
  const lists = natives.filter((one) => one.kind === "list");
  const [first] = lists;
  if (first && lists.length === natives.length)
    return list(
      lists.flatMap(({ items }) => items),
      first.by,
    );
  const tallies = natives.flatMap((one) => (one.kind === "number" && one.tally ? [one.value] : []));
  if (tallies.length > 0 && tallies.length === natives.length) {
    const total = tally(tallies.reduce((sum, one) => sum + one, 0));
    return natives.every((one) => "orNull" in one && one.orNull) ? ({ ...total, orNull: true } as Native) : total;
  }
  const open = natives.find((one) => one.kind === "untold");
  const yes = natives.find((one) => one.kind === "flag" && one.value);
  return yes ?? open ?? natives.find((one) => one.kind !== "nothing") ?? natives[0] ?? null;
}

function ofPicture(name: string, scope: PictureScope, siblings: Siblings): Native | null {
  const row = byTable(name, scope, siblings);
  const unnamed = nameless(name, scope, siblings);
  if (
    row &&
    ["number", "quantity"].includes(plainName(name)) &&
    scope.view.seen.kind === "document" &&
    isUnasked(scope)
  )
    return printed(name, scope) ?? nothing("the picture prints no such label");
  if (row && isPlaceLike(name) && !scope.isAsked && scope.view.seen.text.lines.length > 0 && !hasThing(siblings))
    return printed(name, scope) ?? nothing("the picture prints no such label");
  if (row && !unnamed && !(isLabelLike(name) && scope.view.seen.kind === "document")) return row;
  return (
    printed(name, scope) ??
    unnamed ??
    row ??
    attributeOf(name, scope, (attribute, narrowed) => byTable(attribute, narrowed, siblings)) ??
    thingsNamedBy(name, scope) ??
    unread(name, scope)
  );
}

/** A `quantity` that nobody asked for is a label to look for, not a number of things. */
const isUnasked = ({ isAsked, matches, whole: { question } }: PictureScope): boolean =>
  !isAsked && matches.length === 0 && question.subject.unknown.split(" ").length < 3;

/** A label that was not found may stand in the text that there was no time to read. */
function unread(name: string, { view }: PictureScope): Native | null {
  const why = sayLeftOut(view.seen, ["text"]);
  return why === "" || labelWords(wordsOf(name)).words.size === 0 ? null : untold(why);
}

/** Names that a form may print as a label with more right than the eyes have to them. */
const LABEL_LIKE: ReadonlySet<string> = new Set(
  "name subject category number quantity amount location place position title class reference".split(" "),
);
const isLabelLike = (name: string): boolean => LABEL_LIKE.has(plainName(name));

/** Of a poster that nobody asked for a thing: its venue, not a place in the picture. */
const isPlaceLike = (name: string): boolean => ["location", "place", "where"].includes(plainName(name));

function printed(name: string, { view }: PictureScope): Native | null {
  const words = wordsOf(name);
  const inTable = inTableOf(words, view);
  if (inTable) return inTable;
  const found = labelWords(words).words.size > 0 ? findField(view.seen.text, words, SURE_LABEL) : null;
  if (!found) return null;
  const { choices, row, isHead } = found;
  if (isHead || row.length > 1) return untold("the picture prints several values there");
  return choices.length === 0
    ? text(found.text)
    : untold(`the built-in eyes cannot tell which of ${listed(choices, "or")} is ticked or meant`);
}
