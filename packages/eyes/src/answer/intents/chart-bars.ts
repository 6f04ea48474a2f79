// Which bars of a chart a question means: by their labels, or by their height. And which it means that are not there.
import type { ChartBar, SeenChart } from "../../perception.ts";
import { fold } from "../question/fold.ts";
import { phrases } from "../question/phrases.ts";
import type { Question } from "../question/question.ts";
import { asWritten } from "../question/written.ts";
import { asksLargest, asksSmallest, placeSaid, rankIn } from "../words/extremes.ts";
import { monthOf } from "../words/months.ts";

/** Bars whose whole label stands in the question, in the order of the question; months by any of their names. */
export function barsNamed(words: string, { bars }: SeenChart): ChartBar[] {
  const padded = ` ${words} `;
  const tokens = words.split(" ");
  const placed = bars.map((bar) => {
    const label = fold(bar.label);
    const month = monthOf(label);
    const at = month > 0 ? tokens.findIndex((token) => monthOf(token) === month) : padded.indexOf(` ${label} `);
    return { bar, at: label === "" ? -1 : at };
  });
  return placed
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at)
    .map(({ bar }) => bar);
}

/** Months, years and quarters that the question names and that are no bar, as other months, years and quarters are. */
export function barsMissing({ words, text }: Question, { bars }: SeenChart): string[] {
  const labels = bars.map(({ label }) => fold(label));
  const months = new Set(labels.map(monthOf).filter((month) => month > 0));
  const patterns = new Set(labels.filter((label) => /\d/.test(label)).map(patternOf));
  return words
    .split(" ")
    .filter((word) => {
      const month = months.size > 1 ? monthOf(word) : 0;
      return month > 0 ? !months.has(month) : patterns.has(patternOf(word)) && !labels.includes(word);
    })
    .map((word) => asWritten(word, text));
}

const asksValue = phrases(
  "value, how many, how much, how high, how tall, bar, wert, wie viele, wie hoch, balken, valeur, combien, barre, valor, cuántos, cuántas, barra",
);
const VOCABULARY = new Set(
  "value values bar bars chart graph diagram show shows reach high tall number wert balken diagramm valeur barre valor barra".split(
    " ",
  ),
);

/** What else a question for a value names that no bar is called; an empty string when nothing. */
export function unknownBar({ words, text, subject }: Question, { title, bars }: SeenChart): string {
  if (!asksValue(words)) return "";
  const known = new Set([title ?? "", ...bars.map(({ label }) => label)].flatMap((one) => fold(one).split(" ")));
  const left = subject.unknown.split(" ").filter((word) => word !== "" && !known.has(word) && !VOCABULARY.has(word));
  return asWritten(left.join(" "), text);
}

export interface Ranked {
  /** `largest`, `second largest` ... */
  readonly which: string;
  /** Those that share the place; none when the chart has not so many. */
  readonly bars: readonly ChartBar[];
}

/** The bars at the place in the order that the question asks for. Null when it asks for none. */
export function barsRanked(words: string, bars: readonly ChartBar[]): Ranked | null {
  const isSmall = asksSmallest(words);
  if (!isSmall && !asksLargest(words)) return null;
  const rank = rankIn(words);
  const values = [...new Set(bars.map(({ value }) => value))].sort((a, b) => (isSmall ? a - b : b - a));
  return {
    which: placeSaid(rank, isSmall),
    bars: bars.filter(({ value }) => value === values[rank - 1]),
  };
}

/** Named, or else at the place asked for. */
export function barsMeant(question: Question, chart: SeenChart): readonly ChartBar[] {
  const named = barsNamed(question.words, chart);
  if (named.length > 0 || barsMissing(question, chart).length > 0) return named;
  return barsRanked(question.words, chart.bars)?.bars ?? [];
}

function patternOf(word: string): string {
  return word.replace(/\d/g, "9");
}
