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
  return asksSide(question.words) ? seen : answer;
}

/** What a question claims of the things it names that boxes and colours do not show: `asleep`, `behind another`. Null when nothing. */
export function claimBeyond(question: Question): string | null {
  const { unknown } = question.subject;
  if (unknown !== "") return `whether ${quotedBriefly(unknown)} is true of it`;
  if (asksRelation(question)) return "how things stand to each other";
  return asksState(question.words) ? "in which state it is" : null;
}

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
/** Where in the picture: the answer says where each is, and leaves it there. */
const asksSide = phrases(
  `left, right, top, bottom, middle, centre, center, corner, foreground, links, rechts, oben, unten, mitte, gauche, droite, en haut, en bas, milieu,
  izquierda, derecha, arriba, abajo, medio`,
);
