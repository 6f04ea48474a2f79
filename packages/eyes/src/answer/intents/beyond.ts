// What a question claims of a thing beyond its kind and colour: asleep, full, behind another. The eyes do not see that, so no answer to it
// begins with a yes.
import { phrases } from "../question/phrases.ts";
import type { Question } from "../question/question.ts";
import { quotedBriefly } from "../say/text.ts";
import { beyondMe } from "../say/unknown.ts";

/** @param answer to whether the things are there at all */
export function unclaimed(answer: string, question: Question): string {
  const { unknown } = question.subject;
  const isRelation = asksRelation(question);
  const seen = answer.replaceAll(YES, "$1I see ");
  if (seen === answer) return answer + beyondMe(unknown) + (isRelation ? ` ${HOW_THEY_STAND}` : "");
  if (unknown !== "") return `I cannot tell whether ${quotedBriefly(unknown)} is true of what I see. ${seen}`;
  if (isRelation) return `I cannot tell whether that is so. ${HOW_THEY_STAND} ${seen}`;
  if (asksState(question.words)) return `I cannot tell whether that is so. ${seen}`;
  return asksWhere(question) ? seen : answer;
}

/** What a question claims of the things it names that boxes and colours do not show: `asleep`, `behind another`. Null when nothing. */
export function claimBeyond(question: Question): string | null {
  const { unknown } = question.subject;
  if (unknown !== "") return `whether ${quotedBriefly(unknown)} is true of it`;
  if (asksRelation(question)) return "how things stand to each other";
  if (asksState(question.words)) return "in which state it is";
  if (asksWhere(question)) return "on which side it stands";
  if (!IS_IT.test(question.words)) return null;
  if (asksNumber(question.words)) return NUMBER_CLAIM;
  return asksAll(question.words) && question.subject.colours.length > 0 ? "whether that is so of all of them" : null;
}

/** A count itself is told. */
export const NUMBER_CLAIM = "yes or no to a number; a count can be asked for";

/** A question for a yes or a no. */
const IS_IT =
  /^(?:is|are|was|were|does|do|ist|sind|gibt es|est|sont|y a t il|es|esta|estan|son|hay|(?:do|can) you see|siehst du|vois tu|ves) /u;

/** `Are there more than two dogs?` is answered by counting. */
export const asksNumber = phrases(
  `more than, less than, fewer, at least, at most, exactly, only, two, three, four, five, six, several, many, 1, 2, 3, 4, 5, 6, mehr als, weniger als,
  mindestens, genau, zwei, drei, vier, mehrere, viele, plus de, moins de, au moins, deux, trois, plusieurs, más de, menos de, al menos, dos, tres, varios, varias`,
);

/** `Is everything red?`, `Are all shapes red?` */
export const asksAll = phrases(
  "everything, all, entirely, completely, wholly, every, each, alles, alle, ganz, jede*, tout, toute, tous, toutes, todo, toda, todos, todas",
);

const HOW_THEY_STAND = "How they stand to each other I cannot tell, beyond where each of them is.";
const YES = /(^|\. )(?:Yes|It seems so|I am not sure): /gu;

const stands = phrases(
  `on, under, below, above, inside, auf, unter, vor, über, sur, sous, sobre, debajo, encima, left, right, links, rechts, gauche, droite, izquierda, derecha`,
);
/** These need a second thing, even one without a name: `Is there anything behind the dog?` */
const standsTo = phrases(
  "in front of, behind, next to, beside, near, between, neben, hinter, zwischen, devant, derrière, à côté, entre, delante, detrás, al lado, junto",
);
const joins = phrases("and, or, und, oder, et, ou, y, e, o, u, any, more than, less than");
/** `Is there something on the table?` */
const UPON =
  "(?:on|in|under|above|below|inside|auf|in|unter|uber|sur|dans|sous|sobre|en|bajo) (?:top of )?(?:(?:the|a|an|this|that|my|der|dem|den|einem|la|le|l|un|une|el|una) )?";

function asksRelation({ subject: { things, shapes }, words }: Question): boolean {
  if (standsTo(words)) return true;
  if (things.length + shapes.length > 1) return stands(words) || !joins(words);
  return things.some(({ asked }) => new RegExp(`(?:^| )${UPON}${asked}(?: |$)`, "u").test(words));
}

/** `Is the TV on?` */
const asksState = phrases(
  "^is the .. on$, ^is the .. off$, ^are the .. on$, ^are the .. off$, ^is the .. down$, ^is the .. up$, ^is the .. open$, ^is the .. closed$, ^ist .. an$, ^ist .. aus$, ^sind .. an$",
);
/** `Is the cat on the left?`, `the cat at the top`; not `boxes in px from the top left`. */
export function asksWhere({ words, subject: { things } }: Question): boolean {
  const isBeside = things.some(({ asked }) => new RegExp(`(?:^| )${asked} (?:on|at|in) (?:the )?`, "u").test(words));
  return asksSide(words) && (isBeside || IS_IT.test(words));
}

/** Where in the picture: the answer says where each is, and leaves it there. */
const asksSide = phrases(
  `left, right, top, bottom, middle, centre, center, corner, foreground, centro, coin, ecke, linken, rechten, oberen, unteren, links, rechts, oben, unten, mitte, gauche, droite, en haut, en bas, milieu,
  izquierda, derecha, arriba, abajo, medio`,
);
