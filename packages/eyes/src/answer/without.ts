// Questions that say no to something: what they leave out is taken from what is seen before the question is answered, so that every row of the
// table answers about the rest. The answer to a question put in the negative is given without a yes or a no, which would be read in two ways.
import type { Perception } from "../perception.ts";
import type { View } from "./intent.ts";
import type { Question } from "./question/question.ts";
import type { Subject } from "./question/subject.ts";
import { capital } from "./say/english.ts";
import { hasColour } from "./say/sees.ts";
import { quotedBriefly } from "./say/text.ts";
import { whatISee } from "./say/unknown.ts";
import { inFamilies } from "./words/colours.ts";
import { isShape } from "./words/shapes.ts";

/** The picture without what the question leaves out. */
export function withoutLeftOut(view: View, { leftOut }: Question): View {
  if (!leftOut) return view;
  const { objects, drawing } = view.seen;
  const { things, shapes, colours } = leftOut;
  const labels = things.flatMap((thing) => thing.labels);
  const seen: Perception = {
    ...view.seen,
    objects:
      labels.length === 0
        ? objects
        : objects.filter((one) => !(labels.includes(one.label) && (colours.length === 0 || hasColour(one, colours)))),
    drawing: drawing && {
      ...drawing,
      shapes:
        shapes.length + colours.length === 0
          ? drawing.shapes
          : drawing.shapes.filter(
              ({ shape, colour }) =>
                !(
                  (shapes.length === 0 || shapes.some((asked) => isShape(shape, asked))) &&
                  (colours.length === 0 || inFamilies(colour, colours))
                ),
            ),
    },
  };
  return { ...view, seen };
}

/** Why nobody can be answered about the rest; null when it can be told. */
export function cannotLeaveOut({ leftOut, subject, text }: Question): string | null {
  if (!leftOut) return null;
  if (namesNothing(leftOut) || leftOut.unknown !== "")
    return `I cannot tell what ${quotedBriefly(text.trim())} leaves out`;
  const areThings = subject.things.length > 0 || leftOut.things.length > 0;
  return areThings && leftOut.colours.length > 0
    ? "I cannot tell that of things in a picture: their colours are estimates, which never speak against a colour"
    : null;
}

/** The answer as a question in the negative can be given it. */
export function inTheNegative(answer: string, question: Question, seen: Perception): string {
  const cannot = cannotLeaveOut(question);
  if (cannot !== null) return `${cannot}. ${whatISee(seen)}`.trim();
  if (question.leftOut) return `Leaving out what you say no to: ${answer}`;
  if (!question.isNegative) return answer;
  return capital(
    answer
      .replace(/^(?:Yes|It seems so|I am not sure): /u, "I see ")
      .replace(/^(?:Yes|No)(?:, going by the boxes)?[:.,] ?/u, ""),
  );
}

function namesNothing({ things, shapes, colours }: Subject): boolean {
  return things.length + shapes.length + colours.length === 0;
}
