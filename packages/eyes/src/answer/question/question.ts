// One question, taken apart.
import { fold } from "./fold.ts";
import { type Language, languageOf } from "./language.ts";
import { negationIn } from "./negation.ts";
import { type Matcher, phrases } from "./phrases.ts";
import { type Meant, picturesMeant } from "./pictures.ts";
import { type Subject, subjectOf } from "./subject.ts";

export type Pick = "largest" | "smallest";

export interface Question {
  /** As asked. */
  readonly text: string;
  /** Folded, without the words that name pictures; see fold.ts. */
  readonly words: string;
  readonly language: Language | null;
  readonly subject: Subject;
  /** What stands in quotation marks. */
  readonly quoted: readonly string[];
  /** Which pictures it names. */
  readonly meant: Meant | null;
  /** Of the things that it means, only the largest or smallest: taken over from `Which is bigger?` */
  readonly pick: Pick | null;
  /** What it leaves out: `not blue`, `except the star`. */
  readonly leftOut: Subject | null;
  /** It is put in the negative: `Is it not a cat?` Its words are those of the positive. */
  readonly isNegative: boolean;
  /** It says `it`, `they`: whatever was spoken of before. */
  readonly refersBack: boolean;
  /** It begins with `and` or `what about`: it asks on. */
  readonly asksOn: boolean;
}

const PRONOUNS: Readonly<Record<Language, string>> = {
  en: "it, its, they, them, their, he, she, him, her, his, that one, those, the same one",
  de: "es, er, sie, ihn, ihm, ihr, ihnen, davon, dieser, diese, dieses",
  fr: "il, elle, ils, elles, lui, celui ci, celle ci",
  es: "ella, ellas, ellos, este, esta, estos, estas, donde esta $, donde estan $, color es $, color son $",
};
const REFERS: Readonly<Record<Language, Matcher>> = {
  en: phrases(PRONOUNS.en),
  de: phrases(PRONOUNS.de),
  fr: phrases(PRONOUNS.fr),
  es: phrases(PRONOUNS.es),
};

const ON = /^(?:(?:and|und|et|y(?! a )|what about|how about|was ist mit|que tal|et pour)(?: |$))+/u;
/** Words before a question that are none of it. */
const COURTESY =
  /^(?:(?:ok|okay|so|now|then|well|hi|hello|hey|please|hallo|bitte|also|bonjour|hola|por favor|alors|thanks|great) )+/u;
/** `What's` */
const IS = /(?<=^| )(what|who|where|when|how) s(?= |$)/gu;
const QUOTED = /["“”„«»]([^"“”„«»]{1,200})["“”„«»]/gu;

/** @param pictures how many the conversation has */
export function readQuestion(text: string, pictures: number): Question {
  const folded = fold(text).replace(COURTESY, "").replace(IS, "$1 is");
  const { meant, words: asked } = picturesMeant(folded.replace(ON, ""), pictures);
  const language = languageOf(asked);
  const { words, leftOut, isNegative } = read(asked, text, language);
  return {
    text,
    words,
    language,
    subject: subjectOf(words, language),
    quoted: [...text.matchAll(QUOTED)].map(([, inside = ""]) => inside.trim()).filter((inside) => inside !== ""),
    meant,
    pick: null,
    leftOut,
    isNegative,
    asksOn: ON.test(folded),
    refersBack: language !== null && REFERS[language](words),
  };
}

interface Read {
  readonly words: string;
  readonly leftOut: Subject | null;
  readonly isNegative: boolean;
}

/** In the positive, and what it leaves out. A colour before its noun leaves out only the colour: `How many not red shapes?` */
function read(asked: string, text: string, language: Language | null): Read {
  const isQuoted = negationIn(fold(text.replaceAll(QUOTED, " "))) === null;
  const negation = isQuoted ? null : negationIn(asked);
  if (!negation) return { words: asked, leftOut: null, isNegative: false };
  const { words, leftOut: said, isNegative } = negation;
  if (isNegative) return { words, leftOut: null, isNegative };
  const leftOut = subjectOf(said, language);
  const rest = subjectOf(words, language);
  const isNoun =
    rest.things.length + rest.shapes.length === 0 && !rest.parts.has("shapes") && !rest.parts.has("everything");
  const names =
    leftOut.things.length + leftOut.shapes.length + leftOut.colours.length + rest.things.length + rest.shapes.length >
    0;
  // `What does it not cost?` has nothing to leave out; the rest of the table has its own answer to it.
  if (!names && !rest.parts.has("shapes")) return { words: asked, leftOut: null, isNegative: false };
  if (
    isNoun &&
    leftOut.colours.length > 0 &&
    (leftOut.shapes.length + leftOut.things.length > 0 || leftOut.parts.has("shapes"))
  ) {
    const noun = said.split(" ").filter((word) => subjectOf(word, language).colours.length === 0);
    return { words: `${words} ${noun.join(" ")}`, leftOut: { ...leftOut, things: [], shapes: [] }, isNegative: false };
  }
  return { words, leftOut, isNegative: false };
}
