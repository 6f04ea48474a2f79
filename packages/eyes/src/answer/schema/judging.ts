// What JSON must not say yes, no or a number to: claims that boxes and colours do not show.
import type { View } from "../intent.ts";
import { claimBeyond, NUMBER_CLAIM } from "../intents/beyond.ts";
import { standingOf } from "../intents/standing.ts";
import type { Question } from "../question/question.ts";
import type { Subject } from "../question/subject.ts";
import { withArticle } from "../say/english.ts";
import { fillsPicture } from "../say/place.ts";
import { linesPrinting, sayNearLines } from "../say/printed.ts";
import { isAboutShapes } from "../say/sees.ts";
import { cannotLeaveOut } from "../without.ts";
import { flag, type Native, type Scope, untold } from "./scope.ts";

/**
 * Why `woman` or `kitten` cannot be told: the eyes see the person, the cat. Null when they can, or none was found; but sex and age are never
 * judged, so that there is no woman is no more theirs to say than that there is one.
 */
export function unjudged({ things }: Subject, matches: readonly Scope[]): string | null {
  const narrow = things.find((thing) => thing.narrow);
  return narrow && (matches.length > 0 || narrow.labels.includes("person"))
    ? `the built-in eyes see the ${narrow.said}, and cannot tell whether that is ${withArticle(narrow.asked)}`
    : null;
}

/** What is left out by a colour that is estimated; a yes or a no to a question in the negative, which can be read in two ways. */
export function inNegative(native: Native, question: Question): Native | null {
  const cannot = cannotLeaveOut(question);
  if (cannot !== null) return untold(cannot.replace(/^I /, "the built-in eyes "));
  return question.isNegative && native.kind === "flag"
    ? untold("the question is put in the negative: ask whether it is so")
    : null;
}

/** The native, unless whether there is any, and how many, hangs on something that the eyes do not judge. */
export function judged(native: Native, question: Question, matches: readonly Scope[], view: View): Native {
  const { subject } = question;
  const negated = inNegative(native, question);
  if (negated !== null) return negated;
  const narrow = unjudged(subject, matches);
  if (narrow !== null) return untold(narrow);
  const isUnknown = subject.things.length === 0 && subject.unknown !== "";
  if (isUnknown && native.kind === "number" && matches.length === 0 && sayNearLines(subject.unknown, view.seen) !== "")
    return untold(`the picture prints "${subject.unknown}", which is nothing that the built-in eyes can count`);
  if (subject.things.length === 0 && !isAboutShapes(subject) && !subject.parts.has("faces")) return native;
  const standing = standingOf(question, view.seen);
  if (standing) return native.kind === "flag" ? flag(standing.isSo) : untold(beyond("how many of them stand there"));
  const claim = matches.length > 0 ? claimBeyond(question) : null;
  if (claim !== null && !(claim === NUMBER_CLAIM && native.kind === "number")) return untold(beyond(claim));
  const printed =
    matches.length > 0 ? [] : subject.things.filter(({ asked }) => linesPrinting(asked, view.seen).length > 0);
  if (printed[0])
    return untold(`the picture prints the word "${printed[0].asked}", and the built-in eyes see no such thing`);
  return colourIsOpen(subject, matches, view) ? untold(beyond("its colour from the box around it")) : native;
}

/**
 * In a photograph a small or half-hidden thing escapes the eyes: that none was seen is null where the schema allows it, and only otherwise
 * `false` or 0.
 */
export function unseen(native: Native, { things }: Subject, matches: readonly Scope[], { seen }: View): Native {
  const isNone = (native.kind === "flag" && !native.value) || (native.kind === "number" && native.value === 0);
  const isOpen = isNone && things.length > 0 && matches.length === 0 && seen.kind === "photograph";
  return isOpen && (native.kind === "flag" || native.kind === "number") ? { ...native, orNull: true } : native;
}

/** A box may speak for a colour, never against one, and never when it fills the picture. */
function colourIsOpen({ things, colours }: Subject, matches: readonly Scope[], { seen }: View): boolean {
  if (things.length === 0 || colours.length === 0) return false;
  const kind = seen.objects.filter(({ label }) => things.some(({ labels }) => labels.includes(label)));
  if (matches.length === 0) return kind.length > 0;
  return matches.every((one) => one.type === "thing" && fillsPicture(one.thing.box, seen.picture));
}

const beyond = (what: string): string => `the built-in eyes cannot tell ${what}`;
