// Where things stand, as a yes or a no: `Is the cat on the left?`, `Is the circle above the square?`. Boxes decide; where they are not clear,
// nobody is answered.
import type { Box, Perception, PictureFacts } from "../../perception.ts";
import { phrases } from "../question/phrases.ts";
import type { Question } from "../question/question.ts";
import { type Subject, subjectOf } from "../question/subject.ts";
import { listed, withArticle } from "../say/english.ts";
import { hedge } from "../say/hedge.ts";
import { fillsPicture, placeOf } from "../say/place.ts";
import { shapesOf, thingsOf } from "../say/sees.ts";
import { asksWhere } from "./beyond.ts";

export interface Standing {
  readonly isSo: boolean;
  /** What stands where. */
  readonly said: string;
}

interface Placed {
  readonly said: string;
  readonly box: Box;
}

/** Which edge of the box says it, and whether smaller is more so. */
interface Direction {
  readonly axis: 0 | 1;
  readonly isLow: boolean;
}
const LEFT: Direction = { axis: 0, isLow: true };
const RIGHT: Direction = { axis: 0, isLow: false };
const ABOVE: Direction = { axis: 1, isLow: true };
const BELOW: Direction = { axis: 1, isLow: false };

/** Between two things. What stands `on` another touches it, which boxes do not show. */
const BETWEEN: readonly (readonly [RegExp, Direction])[] = [
  [/ (?:to the |on the |further )?left (?:of|from) | links v(?:on|om) | a gauche d[eu] | a la izquierda del? /u, LEFT],
  [/ (?:to the |on the |further )?right (?:of|from) | rechts v(?:on|om) | a droite d[eu] | a la derecha del? /u, RIGHT],
  [/ above | oberhalb v(?:on|om) | au dessus d[eu] | por encima del? /u, ABOVE],
  [/ below | unterhalb v(?:on|om) | au dessous d[eu] | en dessous d[eu] | por debajo del? /u, BELOW],
];
const SIDES: readonly (readonly [(words: string) => boolean, Direction | null])[] = [
  [phrases("left, links, linken, gauche, izquierda"), LEFT],
  [phrases("right, rechts, rechten, droite, derecha"), RIGHT],
  [phrases("top, oben, oberen, en haut, arriba"), ABOVE],
  [phrases("bottom, unten, unteren, en bas, abajo"), BELOW],
  [phrases("middle, centre, center, mitte, milieu, medio, centro"), null],
];

/** Of the picture's width or height: the middle of a box on this side of it is clearly there. */
const [CLEARLY_LOW, CLEARLY_HIGH] = [0.4, 0.6];
/** ... and within this of the middle clearly in the centre, outside the other clearly not. */
const [NEAR_MIDDLE, FAR_FROM_MIDDLE] = [0.14, 0.2];
/** Boxes that share more of the narrower one's span are not beside each other. */
const MOST_SHARED = 0.5;

/** @returns null when it asks nothing of the kind, or the boxes do not say */
export function standingOf(question: Question, seen: Perception): Standing | null {
  const words = ` ${question.words} `;
  for (const [pattern, direction] of BETWEEN) {
    const found = pattern.exec(words);
    if (!found) continue;
    const [a, b] = [words.slice(0, found.index), words.slice(found.index + found[0].length)].map((part) =>
      placedOf(subjectOf(part.trim(), question.language), seen),
    );
    const [one, other] = [a?.length === 1 ? a[0] : undefined, b?.length === 1 ? b[0] : undefined];
    return one && other ? between(one, other, direction, seen.picture) : null;
  }
  return question.subject.unknown === "" && asksWhere(question) ? onSides(question, seen) : null;
}

function between(one: Placed, other: Placed, { axis, isLow }: Direction, picture: PictureFacts): Standing | null {
  const [a, b] = [one.box, other.box];
  const shared = Math.min(a[axis + 2] ?? 0, b[axis + 2] ?? 0) - Math.max(a[axis], b[axis]);
  const narrower = Math.min(lengthOf(a, axis), lengthOf(b, axis));
  if (shared > MOST_SHARED * narrower) return null;
  const isSo = middleOf(a, axis) < middleOf(b, axis) === isLow;
  return { isSo, said: `${listed([one, other].map(({ said, box }) => `${said} ${placeOf(box, picture)}`))}` };
}

function onSides({ subject, words }: Question, seen: Perception): Standing | null {
  const asked = SIDES.filter(([matches]) => matches(words)).map(([, direction]) => direction);
  const placed = placedOf(subject, seen);
  if (asked.length === 0 || placed.length === 0) return null;
  const verdicts = placed.map(({ box }) => isAt(box, asked, seen.picture));
  if (verdicts.includes(null)) return null;
  const isSo = verdicts.includes(true);
  const which = placed.filter((_, index) => verdicts[index] === isSo);
  return { isSo, said: listed(which.map(({ said, box }) => `${said} ${placeOf(box, seen.picture)}`)) };
}

/** Null when it is not clear. */
function isAt(box: Box, sides: readonly (Direction | null)[], picture: PictureFacts): boolean | null {
  if (fillsPicture(box, picture)) return null;
  const at = [middleOf(box, 0) / picture.width, middleOf(box, 1) / picture.height] as const;
  const verdicts = sides.map((side) => {
    if (side === null) {
      const off = Math.max(Math.abs(at[0] - 0.5), Math.abs(at[1] - 0.5));
      return off <= NEAR_MIDDLE ? true : off > FAR_FROM_MIDDLE ? false : null;
    }
    const share = side.isLow ? at[side.axis] : 1 - at[side.axis];
    return share < CLEARLY_LOW ? true : share > CLEARLY_HIGH ? false : null;
  });
  if (verdicts.includes(false)) return false;
  return verdicts.includes(null) ? null : true;
}

/** What the words name, when they name one kind and nothing else. */
function placedOf(subject: Subject, seen: Perception): Placed[] {
  const { things, shapes, unknown } = subject;
  const [thing] = things;
  if (things.length + shapes.length !== 1 || unknown !== "" || thing?.narrow) return [];
  if (thing)
    return thingsOf(thing, subject, seen).map(({ label, confidence, box }) => ({
      said: hedge(confidence) + withArticle(label),
      box,
    }));
  return shapesOf(subject, seen).map(({ colour, shape, box }) => ({ said: withArticle(`${colour} ${shape}`), box }));
}

function middleOf(box: Box, axis: 0 | 1): number {
  return (box[axis] + (box[axis + 2] ?? 0)) / 2;
}

function lengthOf(box: Box, axis: 0 | 1): number {
  return (box[axis + 2] ?? 0) - box[axis];
}
