// What is asked about a picture: the questions of its truth, and those that follow from the rest of it.
import type { Truth } from "./truth.ts";

export interface Asked {
  readonly question: string;
  readonly isRight: (answer: string) => boolean;
}

export function questionsOf({ questions = {}, fields = {}, codes = [], chart, rows = [] }: Truth): Asked[] {
  const asked: Asked[] = Object.entries(questions).map(([question, words]) => ({
    question,
    isRight: (answer) => new RegExp(words, "i").test(answer),
  }));
  for (const [field, value] of Object.entries(fields))
    asked.push({ question: field.endsWith("?") ? field : `What is the ${field}?`, isRight: containing(value) });
  if (codes.length > 0)
    asked.push({ question: "What do the codes say?", isRight: containing(...codes.map(({ text }) => text)) });
  if (rows.length > 0 && !chart)
    asked.push({ question: "What does the text say?", isRight: containing(...rows.flatMap((row) => row.split("  "))) });
  if (chart) {
    const highest = chart.bars.reduce((most, bar) => (bar.value > most.value ? bar : most));
    asked.push({ question: "Which bar is the highest?", isRight: containing(highest.label) });
  }
  return asked;
}

/** Whether an answer holds all of the words, whatever the white space between them. */
function containing(...words: readonly string[]): Asked["isRight"] {
  const plain = (text: string): string => text.replace(/\s+/g, " ");
  return (answer) => words.every((one) => plain(answer).includes(plain(one)));
}
