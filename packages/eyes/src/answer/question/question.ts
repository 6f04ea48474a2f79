// One question, taken apart: what it names, and which of its words mean nothing to the eyes.
import { isFiller } from "../words/fillers.ts";
import { fold } from "./fold.ts";
import { isSmall, type Language, languageOf } from "./language.ts";
import { findNamed, type Named } from "./lexicon.ts";

export interface Question {
  /** Folded; see fold.ts. */
  readonly words: string;
  readonly language: Language | null;
  /** Things among the 80 kinds. */
  readonly things: readonly Named[];
  /** What else it names, in its own words; an empty string when nothing. */
  readonly unknown: string;
}

export function readQuestion(text: string): Question {
  const words = fold(text);
  const language = languageOf(words);
  const { named, others } = findNamed(words, language);
  const unknown = others.filter((word) => !isFiller(word) && !isSmall(word)).join(" ");
  return { words, language, things: named, unknown };
}
