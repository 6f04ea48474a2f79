// Questions about several pictures at once: `Which picture shows a person?`, `How many people in total?` Answered before each picture's own.
import type { View } from "./intent.ts";
import { phrases } from "./question/phrases.ts";
import type { Question } from "./question/question.ts";
import { listed, numberWord } from "./say/english.ts";
import { SURE } from "./say/hedge.ts";
import { isAboutShapes, shapesOf, thingsOf } from "./say/sees.ts";

const asksTotal = phrases(
  "in total, altogether, in all, overall, total, insgesamt, zusammen, en tout, au total, en total",
);
const asksNumber = phrases("how many, count, wie viele, combien, cuántos, cuántas");
const WHICH =
  /^(?:which|in which|on which|welches|auf welchem|quelle|sur quelle|en que|que) (?:one )?(?:pictures?|images?|photos?|bild(?:er)?|fotos?|imagen(?:es)?)(?: |$)/u;
const asksMost = phrases(
  "more, most, fewer, fewest, less, mehr, meisten, plus, más, larger, largest, bigger, biggest, smaller, smallest",
);

/** @returns null when the question is about each picture alone, or hangs on what is not told */
export function overAll(question: Question, views: readonly View[]): string | null {
  const { subject, words, isNegative } = question;
  const [first] = views;
  const isPlain = !isNegative && subject.unknown === "" && subject.things.every(({ narrow }) => !narrow);
  if (views.length < 2 || !first || !isPlain || subject.things.length + (isAboutShapes(subject) ? 1 : 0) !== 1)
    return null;
  const counts = views.map(({ seen }) => {
    const things = subject.things.flatMap((thing) => thingsOf(thing, subject, seen));
    return {
      count: things.length || (isAboutShapes(subject) ? shapesOf(subject, seen).length : 0),
      isSure: things.every(({ confidence }) => confidence >= SURE),
    };
  });
  const areSure = counts.every(({ isSure }) => isSure);
  if (asksTotal(words) && asksNumber(words)) {
    const total = counts.reduce((sum, { count }) => sum + count, 0);
    return `${areSure ? "I" : "With those that I am not sure of, I"} count ${numberWord(total)} in total: ${listed(views.map(({ number }, at) => `${counts[at]?.count ? numberWord(counts[at].count) : "none"} in image ${number}`))}. One that is in several pictures is counted in each.`;
  }
  if (!WHICH.test(words) || asksMost(words)) return null;
  const found = views.filter((_, at) => (counts[at]?.count ?? 0) > 0).map(({ number }) => String(number));
  if (found.length === 0) return "I see it in none of the pictures.";
  return `${areSure ? "" : "As far as I can tell, "}${found.length === 1 ? "image" : "images"} ${listed(found)}.`.replace(
    /^i/u,
    "I",
  );
}
