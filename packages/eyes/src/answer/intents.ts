// The table of intents, in order of precedence: the first row whose words a question contains answers it. To add one, write a file in
// intents/ and put it here.
import type { Intent } from "./intent.ts";
import { aboutMe, greeting } from "./intents/about-me.ts";
import { certainty } from "./intents/certainty.ts";
import { chart } from "./intents/chart.ts";
import { codes } from "./intents/codes.ts";
import { colours } from "./intents/colours.ts";
import { compare, compareOne } from "./intents/compare.ts";
import { count } from "./intents/count.ts";
import { describe, whatIs } from "./intents/describe.ts";
import { extreme } from "./intents/extreme.ts";
import { facts } from "./intents/facts.ts";
import { find } from "./intents/find.ts";
import { field } from "./intents/open.ts";
import { presence } from "./intents/presence.ts";
import { read } from "./intents/read.ts";
import { refusals } from "./intents/refusals.ts";
import { samePerson } from "./intents/same-person.ts";
import { LANGUAGES, type Language } from "./question/language.ts";
import { type Matcher, phrases } from "./question/phrases.ts";
import type { Question } from "./question/question.ts";

export const INTENTS: readonly Intent[] = [
  greeting,
  aboutMe,
  certainty,
  codes,
  samePerson,
  compare,
  ...refusals,
  compareOne,
  chart,
  facts,
  field,
  count,
  colours,
  extreme,
  find,
  presence,
  read,
  describe,
  whatIs,
];

const MATCHERS = INTENTS.map((intent) => ({ intent, asks: matchersOf(intent) }));

function matchersOf({ words }: Intent): Readonly<Record<Language, Matcher>> {
  return { en: phrases(words.en), de: phrases(words.de), fr: phrases(words.fr), es: phrases(words.es) };
}

/** @param pictures how many the conversation has @returns null when no row's words are in the question */
export function intentOf(question: Question, pictures: number): Intent | null {
  const found = (languages: readonly Language[]): Intent | undefined =>
    MATCHERS.find(
      ({ intent, asks }) =>
        languages.some((language) => asks[language](question.words)) && (intent.when?.(question, pictures) ?? true),
    )?.intent;
  return (question.language && found([question.language])) ?? found(LANGUAGES) ?? null;
}
