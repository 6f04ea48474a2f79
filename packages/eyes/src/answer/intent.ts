// What a row of the table of intents is: the words that ask for it in four languages, and the function that answers.
import type { Analysis, Comparison, Perception } from "../perception.ts";
import type { Language } from "./question/language.ts";
import type { Question } from "./question/question.ts";

/** A picture, looked at. */
export interface View {
  /** Counts across the conversation, from 1. */
  readonly number: number;
  readonly seen: Perception;
}

/** Two pictures and what lies between them. */
export interface PairView {
  readonly first: View;
  readonly second: View;
  readonly comparison: Comparison;
}

interface Asked {
  readonly name: string;
  /** Phrases, separated by commas; see question/phrases.ts. */
  readonly words: Readonly<Record<Language, string>>;
  /** A condition beside the words. `pictures`: how many the conversation has. */
  readonly when?: (question: Question, pictures: number) => boolean;
}

/** Answered about each picture alone. */
export interface PictureIntent extends Asked {
  readonly about: "picture";
  /** Analyses whose being unfinished the answer must own up to; `subject`: those that find what the question names. */
  readonly needs: readonly Analysis[] | "subject";
  readonly answer: (question: Question, view: View) => string;
}

/** Answered about two pictures together. */
export interface PairIntent extends Asked {
  readonly about: "pair";
  readonly answer: (question: Question, pair: PairView) => string;
}

/** Answered without looking. */
export interface BlindIntent extends Asked {
  readonly about: "nothing";
  readonly answer: (question: Question) => string;
}

export type Intent = PictureIntent | PairIntent | BlindIntent;
