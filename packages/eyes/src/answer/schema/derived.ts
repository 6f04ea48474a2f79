// Properties named after a thing: `dogs`, `num_red_cars`, `has_person`, `circles`.
import { asksWhere } from "../intents/beyond.ts";
import { phrases } from "../question/phrases.ts";
import type { Question } from "../question/question.ts";
import { type Named, subjectOf } from "../question/subject.ts";
import { isAboutShapes } from "../say/sees.ts";
import { needsOf, orCutShort } from "./cut-short.ts";
import { judged, unjudged, unseen } from "./judging.ts";
import { matchesOf } from "./matches.ts";
import { plainName, type Siblings, wordsOf } from "./row.ts";
import { flag, list, type Native, type PictureScope, tally, untold } from "./scope.ts";

const ASKS_WHETHER =
  /^(?:has|have|is|are|contains?|includes?|any|shows?|is there|are there) (?:an? |any )?(.+)$|^(.+) (?:present|visible|detected|found|exists?)$/u;
const ASKS_NUMBER =
  /^(?:num|number of|number|count of|count|n|nr|no of|total|how many) (.+)$|^(.+) (?:count|number|total)$/u;

const ASKS_NAME = /^(.+) (?:first |last |full |sur)?names?$|^names? (?:of )?(?:the )?(.+)$/u;
const NAMELESS = "the built-in eyes do not recognise people";

/** `person_name`, `name_of_woman`: a label would pass for a name. */
function isNameOfPerson(words: string): boolean {
  const noun = ASKS_NAME.exec(words)
    ?.slice(1)
    .find((part) => part !== undefined);
  const subject = noun === undefined ? null : subjectOf(noun, "en");
  return subject !== null && subject.unknown === "" && subject.things.some(isPerson);
}

const isPerson = ({ labels }: Pick<Named, "labels">): boolean => labels.includes("person");
/** Beside these a `name` is the label of a thing that was found. */
const OF_THINGS: ReadonlySet<string> = new Set(
  "box,bbox,boundingbox,boxes,label,labels,class,confidence,score,found,count,point,center,x,y,x1,y1,left,top,objects,items,detections".split(
    ",",
  ),
);
export const hasThing = (siblings: Siblings): boolean => [...siblings].some((one) => OF_THINGS.has(one));
const NAMES: ReadonlySet<string> = new Set(["name", "names"]);
const ASKS_WHO = phrases(
  "^who, ^whose, his name, her name, ^wer, ^wessen, wie heißt er, wie heißt sie, ^qui, s appelle*, ^quién, ^quiénes, se llama*",
);

/** A plain `name` where the question is for a person. @returns null when a label may stand there */
export function nameless(name: string, { whole: { question } }: PictureScope, siblings: Siblings): Native | null {
  if (!NAMES.has(plainName(name)) || hasThing(siblings)) return null;
  const { subject, words } = question;
  const isBesidePeople = [...siblings].some((one) => /^(?:num|has|number)?(?:people|persons?)(?:count)?$/u.test(one));
  const isForPerson =
    isBesidePeople || subject.things.some(isPerson) || (subject.things.length === 0 && ASKS_WHO(words));
  return isForPerson ? untold(NAMELESS) : null;
}

const ATTRIBUTES =
  "main colou?r|colou?r|bounding box|bbox|box|x1|y1|x2|y2|left|top|right|bottom|location|position|coordinates|point|center|centre|confidence|score|place";
const ASKS_ATTRIBUTE = new RegExp(
  `^(.+)(?<! on| at| in| the) (${ATTRIBUTES})s?$|^(${ATTRIBUTES})s? of (?:the )?(.+)$`,
  "u",
);

/** `dog_color`, `position_of_cup`. @param give the value of such a property of what was named */
export function attributeOf(
  name: string,
  scope: PictureScope,
  give: (attribute: string, narrowed: PictureScope) => Native | null,
): Native | null {
  const [, noun, attribute, attributeFirst, nounLast] = ASKS_ATTRIBUTE.exec(wordsOf(name)) ?? [];
  const subject = subjectOf(noun ?? nounLast ?? "", "en");
  if (subject.things.length + subject.shapes.length !== 1 || subject.unknown !== "") return null;
  const question: Question = { ...scope.whole.question, subject, quoted: [], words: noun ?? nounLast ?? "" };
  const matches = matchesOf(question, scope.view, false);
  const narrow = unjudged(subject, matches);
  if (narrow !== null) return untold(narrow);
  return give(attribute ?? attributeFirst ?? "", { ...scope, whole: { question }, matches, isAsked: true });
}

/** @returns null when the name names nothing that the eyes know */
export function thingsNamedBy(name: string, scope: PictureScope): Native | null {
  const words = wordsOf(name);
  if (isNameOfPerson(words)) return untold(NAMELESS);
  const number_ = ASKS_NUMBER.exec(words);
  const whether = number_ ? null : ASKS_WHETHER.exec(words);
  const noun = [number_, whether].flatMap((match) => match?.slice(1) ?? []).find((part) => part !== undefined) ?? words;
  const subject = subjectOf(noun, "en");
  const isKnown = subject.things.length > 0 || isAboutShapes(subject) || subject.parts.has("faces");
  if (!isKnown || subject.unknown !== "") return null;
  const question: Question = {
    ...scope.whole.question,
    text: words,
    words,
    subject,
    quoted: [],
    language: "en",
    isNegative: false,
  };
  const matches = matchesOf(question, scope.view, false);
  const native = number_
    ? tally(matches.length)
    : whether || asksWhere(question)
      ? flag(matches.length > 0)
      : list(matches, "label");
  const told = unseen(judged(native, question, matches, scope.view), subject, matches, scope.view);
  return orCutShort(told, needsOf(question), scope.view.seen);
}
