// Which of the four languages a question is written in, told by its small words.
import { fold } from "./fold.ts";

export type Language = "en" | "de" | "fr" | "es";
export const LANGUAGES: readonly Language[] = ["en", "de", "fr", "es"];

// Words that questions about pictures are made of. A word may stand in several languages; the sum decides.
const SMALL: Readonly<Record<Language, string>> = {
  en: `a an the is are was were be do does did can could has have i you it its they them this that these those there here what where which
    who whose when why how many much any some of in on at to for from with and or not no me my your please tell show give find see look
    picture image photo name count list read describe`,
  de: `ein eine einen einem einer der die das den dem des ist sind war hat haben kannst kann du sie er es ich mir was wo wer wie welche
    welcher welches welchen viele viel gibt zu sehen siehst auf im in am an von mit und oder nicht kein keine diesem dieses diese dieser
    bild bitte zeige nenne finde lies beschreibe`,
  fr: `un une des le la les l de du d est sont a y il elle ils elles ce cette ces c qu que quoi qui quel quelle quels quelles ou combien
    comment pourquoi dans sur au aux avec et pas ne je tu vous vois voyez moi montre trouve lis decris photo image s t`,
  es: `un una unos unas el la los las lo de del es son esta estan hay en que cual cuales quien donde cuantos cuantas cuanto cuanta como
    por para con y o no me tu ves ve se su esto este estos imagen foto muestra encuentra lee describe`,
};

const setOf = (language: Language): ReadonlySet<string> => new Set(SMALL[language].split(/\s+/).map(fold));
const SETS: Readonly<Record<Language, ReadonlySet<string>>> = {
  en: setOf("en"),
  de: setOf("de"),
  fr: setOf("fr"),
  es: setOf("es"),
};

/** @param words folded @returns null when no language has more of the small words than the others */
export function languageOf(words: string): Language | null {
  const list = words.split(" ");
  const scores = LANGUAGES.map((language) => list.filter((word) => SETS[language].has(word)).length);
  const best = Math.max(...scores);
  const winners = LANGUAGES.filter((_, index) => scores[index] === best);
  return best > 0 && winners.length === 1 ? (winners[0] ?? null) : null;
}

/** Whether a word is a small one in any of the four languages. */
export function isSmall(word: string): boolean {
  return LANGUAGES.some((language) => SETS[language].has(word));
}
