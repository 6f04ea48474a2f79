// Which is the largest? In a chart the largest bar, otherwise the largest thing by the area of its box.
import type { Box, Perception, SeenObject, SeenShape } from "../../perception.ts";
import type { PictureIntent, View } from "../intent.ts";
import type { Question } from "../question/question.ts";
import type { Subject } from "../question/subject.ts";
import { capital, withArticle } from "../say/english.ts";
import { hedge } from "../say/hedge.ts";
import { noneSeen } from "../say/none.ts";
import { areaOf, placeOf, sayBox } from "../say/place.ts";
import { isAboutShapes, shapesOf, thingsOf } from "../say/sees.ts";
import { notKnown, whatISee } from "../say/unknown.ts";
import { asksSmallest, LARGEST, placeSaid, rankIn, SMALLEST } from "../words/extremes.ts";
import { chartAnswer } from "./chart.ts";

const NOTHING = "I see nothing that I can name, so I cannot say what is largest or smallest.";

export const extreme: PictureIntent = {
  name: "largest or smallest",
  about: "picture",
  needs: ["objects", "drawing", "chart"],
  words: {
    en: `${LARGEST.en}, ${SMALLEST.en}`,
    de: `${LARGEST.de}, ${SMALLEST.de}`,
    fr: `${LARGEST.fr}, ${SMALLEST.fr}`,
    es: `${LARGEST.es}, ${SMALLEST.es}`,
  },
  // `Which picture has the most dogs?` asks for a number in each.
  when: ({ words }) => !/^(?:which|welches|quelle|que|en que) (?:picture|image|photo|bild|foto|imagen)/u.test(words),
  answer: (question, view) => {
    const { seen } = view;
    if (seen.chart) return chartAnswer(question, seen);
    const { things, shapes, unknown } = question.subject;
    // `Who has the most votes?`: no thing that is seen is the answer for its size.
    if (unknown !== "" && things.length + shapes.length === 0) return nothingFor(question, seen);
    const absent = things.filter((asked) => thingsOf(asked, question.subject, seen).length === 0);
    if (things.length > 1 && absent.length > 0)
      return `${absent.map((asked) => noneSeen(asked, view)).join(" ")} ${whatISee(seen)}`.trim();
    const sized = candidates(question, view).sort((a, b) => areaOf(b.box) - areaOf(a.box));
    const isSmall = asksSmallest(question.words);
    const rank = rankIn(question.words);
    const found = isSmall ? sized.at(-rank) : sized[rank - 1];
    if (!found && sized.length > 0)
      return `I see only ${sized.length === 1 ? "one" : sized.length} that I could compare.`;
    if (!found)
      return question.subject.things.map((asked) => noneSeen(asked, view)).join(" ") || nothingFor(question, seen);
    const which = placeSaid(rank, isSmall);
    return `${capital(found.name)} ${placeOf(found.box, seen.picture)} is the ${which} by the area of its box, ${sayBox(found.box)}.`;
  },
};

/** Of print there may be numbers to compare, but no chart of them. */
function nothingFor({ subject: { unknown } }: Question, seen: Perception): string {
  if (seen.text.lines.length > 0)
    return `I find no bar chart that I can read, and I do not compare numbers in a text. ${whatISee(seen)}`;
  return unknown === "" ? NOTHING : notKnown(unknown, seen);
}

/** What a follow-up to such a question means by `it`. */
export function pickedThing({ pick, subject }: Question, { seen }: View): SeenObject | SeenShape | null {
  if (pick === null) return null;
  const all = [...seenOf(subject, seen)].sort((a, b) => areaOf(b.box) - areaOf(a.box));
  return (pick === "smallest" ? all.at(-1) : all[0]) ?? null;
}

function seenOf(subject: Subject, seen: Perception): readonly (SeenObject | SeenShape)[] {
  if (isAboutShapes(subject) || (seen.objects.length === 0 && subject.things.length === 0))
    return shapesOf(subject, seen);
  return subject.things.length === 0 ? seen.objects : subject.things.flatMap((asked) => thingsOf(asked, subject, seen));
}

function candidates({ subject }: Question, { seen }: View): { name: string; box: Box }[] {
  return seenOf(subject, seen).map((one) => ({
    name: "label" in one ? hedge(one.confidence) + withArticle(one.label) : withArticle(`${one.colour} ${one.shape}`),
    box: one.box,
  }));
}
