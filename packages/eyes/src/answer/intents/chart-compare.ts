// Is March higher than April? Is May the highest? A yes or a no, where the bars differ by more than an axis can be read.
import type { ChartBar, SeenChart } from "../../perception.ts";
import { phrases } from "../question/phrases.ts";
import { asksLargest, asksSmallest } from "../words/extremes.ts";
import { barsRanked } from "./chart-bars.ts";

const asksWhether = phrases(
  "^is, ^are, ^was, ^were, ^does, ^do, ^did, ^has, ^had, ^ist, ^sind, ^war, ^waren, ^hat, ^est ce que, ^est, ^sont, est il, est elle, ^es, ^son, ^fue",
);
const asksMore = phrases("more, greater, above, over, exceed*, mehr, über, supérieur*, plus de, más");
const asksLess = phrases("less, fewer, below, under, weniger, unter, inférieur*, moins, menos");
const asksSame = phrases("as high as, as many as, as much as, equal, same as, so hoch wie, gleich, égal*, igual");

/** Of the highest bar: values read off an axis that are nearer to each other are not told apart. */
const AXIS_STEP = 0.02;

/** @returns `Yes`, `No`, or a sentence that neither can be told; an empty string when that is not asked */
export function verdictOn(words: string, named: readonly ChartBar[], chart: SeenChart): string {
  const [first, second] = named;
  if (!first || !asksWhether(words)) return "";
  const number = /(?: than| uber| unter| als| que| above| over| below| under) (\d+(?:[.,]\d+)?)(?: |$)/u.exec(
    words,
  )?.[1];
  const other = second?.value ?? (number === undefined ? null : Number(number.replace(",", ".")));
  const isMore = asksMore(words) || (asksLargest(words) && !asksLess(words));
  if (other !== null && (isMore || asksLess(words) || asksSmallest(words))) {
    const step = chart.valuesFrom === "axis" ? AXIS_STEP * Math.max(...chart.bars.map(({ value }) => value)) : 0;
    if (step > 0 && Math.abs(first.value - other) < step) return "They are too near to each other to tell";
    return first.value > other === isMore && first.value !== other ? "Yes" : "No";
  }
  if (other !== null) return asksSame(words) && chart.valuesFrom === "printed" ? yes(first.value === other) : "";
  const ranked = barsRanked(words, chart.bars);
  return ranked ? yes(ranked.bars.includes(first)) : "";
}

const yes = (isSo: boolean): string => (isSo ? "Yes" : "No");
