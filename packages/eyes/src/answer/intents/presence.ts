// Is there a cat? Is the cat black?
import type { PictureFacts, SeenObject } from "../../perception.ts";
import type { PictureIntent, View } from "../intent.ts";
import { phrases } from "../question/phrases.ts";
import type { Question } from "../question/question.ts";
import { saidWords } from "../question/said-words.ts";
import { type Named, type Subject, subjectOf } from "../question/subject.ts";
import { asWritten } from "../question/written.ts";
import { ESTIMATED, sayColours } from "../say/colours.ts";
import { counted, listed, numberWord } from "../say/english.ts";
import { BEHIND_LABEL, LIKELY, ONLY_EIGHTY, SURE } from "../say/hedge.ts";
import { noneSeen } from "../say/none.ts";
import { fillsPicture, placeOf } from "../say/place.ts";
import { hasColour, isAboutShapes, shapesOf, thingsOf } from "../say/sees.ts";
import { NO_SHAPES, sayShapes, shapesSaid } from "../say/shapes.ts";
import { quoted } from "../say/text.ts";
import { sayFound } from "../say/things.ts";
import { inFamilies } from "../words/colours.ts";
import type { Part } from "../words/parts.ts";
import { asksAll, asksNumber, unclaimed } from "./beyond.ts";
import { barsAsked, chartAnswer } from "./chart.ts";
import { background } from "./colours.ts";
import { countShapes } from "./count.ts";
import { countThings } from "./count-things.ts";
import { whichShapes } from "./shapes.ts";
import { standingOf } from "./standing.ts";
import { areWordsThere, isAnyTextThere, isTextThere } from "./words-there.ts";

export const presence: PictureIntent = {
  name: "is there",
  about: "picture",
  needs: "subject",
  words: {
    en: `^is, ^are, ^was, ^were, is there, are there, is this, are these, is it, do you see, can you see, does .. contain, does .. show, does .. have, does .. say, do .. say, does .. read, does .. mention, ^has,
      ^have, do you recogni*, can you spot, can you detect, which picture, which image, which photo, any`,
    de: "^ist, ^sind, ^steht, gibt es, siehst du, sieht man, ist da, sind da, erkennst du, kannst du .. sehen, kannst du .. erkennen, ^hat, enthält, welches bild, auf welchem bild",
    fr: "est ce qu*, y a t il, il y a, vois tu, voyez vous, voit on, ^est, ^sont, est il, est elle, sont ils, sont elles, dit il, écrit, tu vois, contient, quelle image, quelle photo, sur quelle image",
    es: "^dice, ^pone, hay, ves, se ve, se ven, aparece*, puedes ver, ^es, ^esta, ^estan, ^son, contiene, qué imagen, en qué foto",
  },
  when: ({ words, subject, quoted: inQuotes }) => !asksWhich(words) && (namesSomething(subject) || inQuotes.length > 0),
  answer: (question, view) => {
    const { subject } = question;
    if (barsAsked(question, view.seen)) return chartAnswer(question, view.seen);
    const said = saidWords(question.words);
    if (said !== "" && subject.things.every((thing) => thingsOf(thing, subject, view.seen).length === 0))
      return areWordsThere(question.quoted[0] ?? asWritten(said, question.text), view);
    const standing = standingOf(question, view.seen);
    if (standing) return `${standing.isSo ? "Yes" : "No"}, going by the boxes: ${standing.said}.`;
    if (subject.things.length > 0) {
      const isCount = asksNumber(question.words) || asksMost(question.words);
      const answers = subject.things.map((thing) =>
        isCount ? countThings(thing, subject, view) : isThere(thing, question, view),
      );
      return unclaimed(answers.join(" "), question);
    }
    if (subject.shapes.length > 1 && subject.colours.length > 1) return eachShape(question, view);
    if (isAboutShapes(subject)) return unclaimed(areShapesThere(question, view), question);
    if (subject.parts.has("faces")) return unclaimed(areFacesThere(view), question);
    const wanted = question.quoted[0] ?? subject.unknown;
    if (wanted !== "") return isTextThere(wanted, question, view);
    if (subject.parts.has("text") || subject.parts.has("words")) return isAnyTextThere(view);
    return subject.parts.has("background") ? background(view) : isColourThere(question, view);
  },
};

/** `What animals are there?` wants more than a yes; `Which picture shows a dog?` does not. */
const WHICH =
  /^(?:what|which|how|when|where|who|was|welche[rsnm]?|wie|wo|wann|quel(?:le)?s?|comment|cual(?:es)?|cuando|que)(?! (?:picture|image|photo|bild|foto|imagen)s? )(?: |$)/u;
const asksWhich = (words: string): boolean => WHICH.test(words) && !/^que (?:picture|imagen|foto)/u.test(words);

/** `Which picture has more dogs?` is answered with the number in each. */
const asksMost = phrases(
  "^which .. more, ^which .. most, ^which .. fewer, ^which .. fewest, ^which .. less, welches .. mehr, welches .. meisten, quelle .. plus, qué .. más",
);

function namesSomething({ things, shapes, colours, parts, unknown }: Subject): boolean {
  const isPart = ["faces", "shapes", "text", "words"].some((part) => parts.has(part as Part));
  return things.length + shapes.length + colours.length > 0 || isPart || unknown !== "";
}

function isThere(asked: Named, { subject, text, words }: Question, view: View): string {
  const { objects, picture } = view.seen;
  const kind = objects.filter((thing) => asked.labels.includes(thing.label));
  const found = thingsOf(asked, subject, view.seen);
  const best = Math.max(0, ...found.map((thing) => thing.confidence));
  if (kind.length === 0) return noneSeen(asked, view);
  if (subject.colours.length > 0) {
    const doubt = colourDoubt(kind, found, picture);
    if (doubt !== null) return doubt;
  }
  const seen = sayFound(found, picture);
  if (asked.narrow)
    return `I see ${seen}, but cannot tell whether ${quoted(asWritten(asked.asked, text))} is the right word.`;
  if (asksAll(words) && found.length < kind.length)
    return `I cannot tell that of all: I see ${sayFound(kind, picture)}.`;
  if (best >= SURE) return `Yes: ${seen}.`;
  return `${best >= LIKELY ? "It seems so" : "I am not sure"}: ${seen}. ${BEHIND_LABEL}`;
}

/** A box's colours are an estimate: they may speak for a colour, never flatly against one. @returns null when they speak for it */
function colourDoubt(kind: readonly SeenObject[], found: readonly SeenObject[], picture: PictureFacts): string | null {
  const things = found.length > 0 ? found : kind;
  const said = `I see ${sayFound(things, picture)}`;
  if (things.every(({ colours }) => colours.length === 0)) return `${said}, but could not name a colour of it.`;
  if (things.every(({ box }) => fillsPicture(box, picture)))
    return `I cannot tell its colour from what is around it: ${said}.`;
  return found.length > 0 ? null : `I cannot be sure of that, but I take it for another colour: ${said}. ${ESTIMATED}`;
}

function areShapesThere({ subject, words }: Question, { seen }: View): string {
  if (!seen.drawing) return NO_SHAPES;
  const found = shapesOf(subject, seen);
  const all = shapesOf({ ...subject, colours: [] }, seen);
  if (asksNumber(words) || asksMost(words)) return countShapes(subject, seen);
  if (asksAll(words) && found.length < all.length)
    return `No, ${numberWord(found.length)} of ${numberWord(all.length)}${found.length > 0 ? `: ${sayShapes(found, seen.picture)}` : ""}.`;
  if (found.length > 0) return `Yes: ${sayShapes(found, seen.picture)}.`;
  return `I see no ${shapesSaid(subject)} among the ${counted(seen.drawing.shapes.length, "shape")} here.`;
}

/** `Is the circle red and the square green?`: each by its own colour, and yes only to both. */
function eachShape(question: Question, view: View): string {
  const { seen } = view;
  const parts = question.words.split(/ (?:and|und|et|y) /u).map((words) => subjectOf(words, question.language));
  const areClear = parts.every(({ shapes, colours }) => shapes.length === 1 && colours.length > 0);
  if (!areClear || !seen.drawing)
    return `I cannot judge several shapes and colours in one question. ${whichShapes({ ...question.subject, colours: [] }, seen)}`;
  const isSo = parts.map((part) => shapesOf(part, seen).length > 0);
  const said = parts.map((part, at) => {
    const found = shapesOf(isSo[at] ? part : { ...part, colours: [] }, seen);
    return found.length > 0 ? sayShapes(found, seen.picture) : `no ${shapesSaid(part)}`;
  });
  return `${isSo.every(Boolean) ? "Yes" : "No"}: I see ${listed(said)}.`;
}

function areFacesThere({ seen: { faces, picture } }: View): string {
  if (faces.length === 0) return "I see no face. I look for faces on people only, and small or turned ones escape me.";
  return `Yes: ${counted(faces.length, "face")}, ${listed(faces.map(({ box }) => placeOf(box, picture)))}.`;
}

function isColourThere({ words, subject: { colours } }: Question, { seen }: View): string {
  const share = seen.colours.filter(({ name }) => inFamilies(name, colours));
  if (asksAll(words) && seen.colours.length > 0) {
    const of = share.length === 0 ? "none of them is" : `of these ${sayColours(share, { most: 3 })} would be`;
    return `By area the main colours are ${sayColours(seen.colours, { most: 4 })}; ${of} of that colour.`;
  }
  if (share.length > 0) return `Yes, among the main colours there is ${sayColours(share, { most: 3 })}.`;
  const things = seen.objects.filter((thing) => hasColour(thing, colours));
  if (things.length > 0) return `Yes: ${sayFound(things, seen.picture)}.`;
  return seen.colours.length === 0
    ? `I cannot tell. ${ONLY_EIGHTY}, and colours of the whole picture.`
    : `Not among the main colours: these are ${sayColours(seen.colours, { most: 4 })}.`;
}
