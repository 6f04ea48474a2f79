// Properties that name, count and weigh what is in the picture.
import { overview } from "../../intents/overview.ts";
import { placeOf } from "../../say/place.ts";
import { sayShape } from "../../say/shapes.ts";
import { sayThing } from "../../say/things.ts";
import { ALL, sayUnfinished } from "../../say/unfinished.ts";
import { inNegative, judged, unseen } from "../judging.ts";
import { facesOf, mainOf, rowsIn } from "../matches.ts";
import type { Row } from "../row.ts";
import { flag, fraction, list, type Native, nothing, number, type Scope, type ScopeOf, tally, text } from "../scope.ts";

const NOTHING_FOUND = "nothing of the kind is in the picture";

const main = (scope: ScopeOf<"picture">): Scope | null => mainOf(scope.matches);

/** A question for women is not answered with persons. */
const ofMatches = ({ whole, matches, view }: ScopeOf<"picture">, native: Native): Native =>
  unseen(judged(native, whole.question, matches, view), whole.question.subject, matches, view);

/** Of a document that was not asked for anything else, the rows of its table. */
function entriesOf({ matches, whole, view, isAsked }: ScopeOf<"picture">): Native {
  const rows = isAsked || view.seen.kind !== "document" ? [] : rowsIn(view);
  const all = list(rows.length > 0 ? rows : matches, "label");
  return inNegative(all, whole.question) ?? all;
}

/** The words, and the yes or no that they begin with. A hedged one, or none, is no verdict. */
function verdictOf(words: string): Native {
  const [, said] = /^(Yes|No)\b/u.exec(words) ?? (/^I see no /u.test(words) ? ["", "Unseen"] : []);
  if (said === undefined) return text(words);
  return { kind: "text", value: words, verdict: said === "Yes", ...(said === "Unseen" ? { isUnseen: true } : {}) };
}

/** What a thing is called. */
function labelOf(scope: Scope): string {
  switch (scope.type) {
    case "thing":
      return scope.thing.label;
    case "group":
    case "guess":
      return scope.label;
    case "shape":
      return scope.shape.shape;
    case "row":
      return scope.row.name;
    case "code":
      return scope.code.format;
    case "bar":
      return scope.bar.label;
    case "line":
      return scope.label ?? scope.line.text;
    case "colour":
      return scope.colour.name;
    case "face":
      return "face";
    default:
      return "";
  }
}

/** What is measured rather than guessed has 1. */
function confidenceOf(scope: Scope): number {
  switch (scope.type) {
    case "thing":
      return scope.thing.confidence;
    case "group":
      return Math.max(...scope.things.map(({ confidence }) => confidence));
    case "line":
      return scope.line.confidence;
    case "face":
    case "guess":
      return scope.confidence;
    default:
      return 1;
  }
}

const label = (scope: Scope) => text(labelOf(scope));
const confidence = (scope: Scope) => fraction(confidenceOf(scope));

export const THING_ROWS: readonly Row[] = [
  {
    names: "label, name, object, class, class_name, category, subject, main_object, main_subject",
    gives: "what it is called: one of the 80 kinds, a shape, a bar's label, a code's format",
    needs: "matches",
    of: {
      picture: (scope) => {
        const found = main(scope);
        return found ? label(found) : nothing(NOTHING_FOUND);
      },
      thing: label,
      group: label,
      row: label,
      guess: label,
      shape: label,
      code: label,
      bar: label,
      line: label,
      face: label,
      colour: label,
    },
  },
  {
    names:
      "objects, items, detections, things, results, instances, entities, labels, tags, predictions, annotations, matches, findings, counts, tally",
    gives: "everything that the question asks for, or all that is seen; one entry a kind where entries have a `count`",
    needs: "matches",
    of: { picture: (scope) => entriesOf(scope) },
  },
  {
    names: "boxes, bboxes, bounding_boxes, regions_of_interest, locations, positions",
    gives: "the boxes of all that",
    needs: "matches",
    of: { picture: ({ matches }) => list(matches, "box") },
  },
  {
    names: "points, centers, centres",
    gives: "the middles of all that",
    needs: "matches",
    of: { picture: ({ matches }) => list(matches, "point") },
  },
  {
    names: "count, total_count, number, quantity, num_objects, object_count, number_of_objects, how_many",
    gives: "how many",
    needs: "matches",
    complete: true,
    of: {
      picture: (scope) => ofMatches(scope, tally(scope.matches.length)),
      group: ({ things }) => number(things.length),
    },
  },
  {
    names: "found, present, exists, detected, visible, is_present, is_visible, contains, match, is_match",
    gives: "whether there is any",
    needs: "matches",
    of: { picture: (scope) => ofMatches(scope, flag(scope.matches.length > 0)) },
  },
  {
    names: "confidence, score, probability, certainty, confidence_score",
    gives:
      "calibrated confidence, 0 to 1 (whole percents in an integer); `high`, `medium` or `low` in an enum; 1 for what is measured",
    needs: "matches",
    of: {
      picture: (scope) => {
        const found = main(scope);
        if (found) return confidence(found);
        // Where a yes or a no is not told, 0 would tell it.
        const verdict = ofMatches(scope, flag(false));
        return verdict.kind === "flag" ? fraction(0) : verdict;
      },
      thing: confidence,
      group: confidence,
      line: confidence,
      face: confidence,
      guess: confidence,
      shape: confidence,
      code: confidence,
      bar: confidence,
    },
  },
  {
    names: "alternatives, other_labels, guesses, candidates",
    gives: "other kinds considered for the same place",
    of: {
      thing: ({ thing }) =>
        list(
          thing.alternatives.map((guess) => ({ type: "guess", ...guess })),
          "label",
        ),
    },
  },
  {
    names: "faces",
    gives: "faces: where, never whose",
    needs: ["objects", "faces"],
    of: { picture: ({ view }) => list(facesOf(view), "box") },
  },
  {
    names: "face_count, num_faces, number_of_faces",
    gives: "how many faces",
    needs: ["objects", "faces"],
    complete: true,
    of: { picture: ({ view }) => tally(view.seen.faces.length) },
  },
  {
    names: "description, caption, summary, alt_text, overview, details",
    gives: "a description in English",
    of: {
      picture: ({ view }) => text(`${overview(view.seen)} ${sayUnfinished(view.seen, ALL)}`.trim()),
      thing: ({ thing, view }) => text(sayThing(thing, view.seen.picture)),
      shape: ({ shape, view }) => text(sayShape(shape, view.seen.picture)),
      line: ({ line }) => text(line.text),
      region: ({ box, view }) => text(`a changed region ${placeOf(box, view.seen.picture)}`),
      note: ({ words }) => text(words),
    },
  },
  {
    names: "answer, response, reply, message, text_answer",
    gives: "the answer in words, as without a schema",
    of: { whole: ({ words }) => verdictOf(words) },
  },
  {
    names: "warnings, caveats, limitations, notes",
    gives: "what there was no time to look for",
    of: {
      picture: ({ view }) => {
        const words = sayUnfinished(view.seen, ALL);
        return list(words === "" ? [] : [{ type: "note", words }], "description");
      },
    },
  },
  {
    names: "image, picture, image_index, image_number, picture_number, page",
    gives: "the number of the picture, from 1",
    of: {
      picture: ({ view }) => number(view.number),
      thing: ({ view }) => number(view.number),
      shape: ({ view }) => number(view.number),
      line: ({ view }) => number(view.number),
      code: ({ view }) => number(view.number),
      bar: ({ view }) => number(view.number),
      face: ({ view }) => number(view.number),
    },
  },
  {
    names: "images, pictures, photos, pages",
    gives: "one entry a picture",
    of: { whole: ({ pictures }) => list(pictures, "description") },
  },
];
