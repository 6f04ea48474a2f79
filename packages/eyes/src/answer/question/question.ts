// One question, taken apart.
import { fold } from "./fold.ts";
import { type Language, languageOf } from "./language.ts";
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
const QUOTED = /["“”„«»]([^"“”„«»]{1,200})["“”„«»]/gu;

/** @param pictures how many the conversation has */
export function readQuestion(text: string, pictures: number): Question {
  const folded = fold(text).replace(COURTESY, "");
  const { meant, words } = picturesMeant(folded.replace(ON, ""), pictures);
  const language = languageOf(words);
  return {
    text,
    words,
    language,
    subject: subjectOf(words, language),
    quoted: [...text.matchAll(QUOTED)].map(([, inside = ""]) => inside.trim()).filter((inside) => inside !== ""),
    meant,
    pick: null,
    asksOn: ON.test(folded),
    refersBack: language !== null && REFERS[language](words),
  };
}
