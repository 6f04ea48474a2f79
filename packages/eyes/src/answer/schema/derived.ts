// Properties named after a thing: `dogs`, `num_red_cars`, `has_person`, `circles`.
import { subjectOf } from "../question/subject.ts";
import { isAboutShapes } from "../say/sees.ts";
import { matchesOf, unjudged } from "./matches.ts";
import { wordsOf } from "./row.ts";
import { flag, list, type Native, number, type PictureScope, untold } from "./scope.ts";

const ASKS_WHETHER =
  /^(?:has|have|is|are|contains?|includes?|any|shows?|is there|are there) (?:an? |any )?(.+)$|^(.+) (?:present|visible|detected|found|exists?)$/u;
const ASKS_NUMBER =
  /^(?:num|number of|number|count of|count|n|nr|no of|total|how many) (.+)$|^(.+) (?:count|number|total)$/u;

/** @returns null when the name names nothing that the eyes know */
export function thingsNamedBy(name: string, scope: PictureScope): Native | null {
  const words = wordsOf(name);
  const number_ = ASKS_NUMBER.exec(words);
  const whether = number_ ? null : ASKS_WHETHER.exec(words);
  const noun = [number_, whether].flatMap((match) => match?.slice(1) ?? []).find((part) => part !== undefined) ?? words;
  const subject = subjectOf(noun, "en");
  const isKnown = subject.things.length > 0 || isAboutShapes(subject) || subject.parts.has("faces");
  if (!isKnown || subject.unknown !== "") return null;
  const matches = matchesOf({ ...scope.whole.question, subject, quoted: [] }, scope.view, false);
  const narrow = unjudged(subject, matches);
  if (narrow !== null) return untold(narrow);
  if (number_) return number(matches.length);
  return whether ? flag(matches.length > 0) : list(matches, "label");
}
