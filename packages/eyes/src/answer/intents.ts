// The table of intents, in order of precedence: the first row whose words a question contains answers it. To add one, write a file in
// intents/ and put it here.
import type { Intent } from "./intent.ts";
import { count } from "./intents/count.ts";
import { describe } from "./intents/describe.ts";
import { find } from "./intents/find.ts";
import { presence } from "./intents/presence.ts";
import { LANGUAGES, type Language } from "./question/language.ts";
import { type Matcher, phrases } from "./question/phrases.ts";
import type { Question } from "./question/question.ts";

export const INTENTS: readonly Intent[] = [count, find, presence, describe];

const MATCHERS = INTENTS.map((intent) => ({
  intent,
  asks: Object.fromEntries(LANGUAGES.map((language) => [language, phrases(intent.words[language])])) as Record<
    Language,
    Matcher
  >,
}));

/** @returns null when no row's words are in the question */
export function intentOf(question: Question): Intent | null {
  const found = (languages: readonly Language[]): Intent | undefined =>
    MATCHERS.find(
      ({ intent, asks }) =>
        languages.some((language) => asks[language](question.words)) && (intent.when?.(question) ?? true),
    )?.intent;
  return (question.language && found([question.language])) ?? found(LANGUAGES) ?? null;
}
