// Which months are below 50? How many bars are above 60? Which had 72? Did it rise? And what a question says of a chart that it does not print.
import type { ChartBar, Perception, SeenChart } from "../../perception.ts";
import { fold } from "../question/fold.ts";
import { phrases } from "../question/phrases.ts";
import type { Question } from "../question/question.ts";
import { counted, listed } from "../say/english.ts";
import { quoted } from "../say/text.ts";

/** Values read off an axis nearer than this share of the highest are not told apart. */
const AXIS_STEP = 0.02;
const LIMIT =
  / (below|under|less than|fewer than|lower than|smaller than|unter|weniger als|moins de|menos de|above|over|more than|higher than|greater than|at least|uber|mehr als|plus de|mas de)(?: the)? (\d+(?:[.,]\d+)?)(?: |$)/u;
const LOW = /below|under|less|fewer|lower|smaller|unter|weniger|moins|menos/u;
const EQUAL = / (?:had|has|have|is|are|was|reached|at|exactly|of|hatte|hat|ist) (\d+(?:[.,]\d+)?)(?: |$)/u;
const asksWhich = phrases("which, what, how many, list, when, welche*, wie viele, quel*, combien, qué, cuánt*, cuál*");
const asksNumber = phrases("how many, wie viele, combien, cuántos, cuántas");
const rises = phrases(
  "rise, rises, rose, increase*, grow*, grew, go up, went up, stieg*, gestiegen, augment*, subi*, aument*",
);
const falls = phrases(
  "fall, falls, fell, decrease*, drop*, decline*, go down, went down, sank, gesunken, baiss*, baj*",
);

/** @returns null when the question sets no limit for the bars */
export function barsWithin({ words }: Question, { bars, valuesFrom }: SeenChart, isNamed: boolean): string | null {
  const [, how = "", limit] = LIMIT.exec(` ${words} `) ?? [];
  const exact = limit === undefined ? EQUAL.exec(` ${words} `)?.[1] : undefined;
  const number = Number((limit ?? exact ?? "").replace(",", "."));
  if (isNamed || (limit ?? exact) === undefined || !asksWhich(words)) return null;
  const step = valuesFrom === "axis" ? AXIS_STEP * Math.max(...bars.map(({ value }) => value)) : 0;
  const fits = (value: number): boolean =>
    limit === undefined ? Math.abs(value - number) <= step : LOW.test(how) ? value < number : value > number;
  const found = bars.filter(({ value }) => fits(value));
  const near = limit === undefined ? [] : bars.filter(({ value }) => step > 0 && Math.abs(value - number) < step);
  const said = found.map(({ label, value }) => `${label} (${valuesFrom === "axis" ? "about " : ""}${value})`);
  const doubt = near.length === 0 ? "" : ` ${listed(near.map(({ label }) => label))} is too near to ${number} to tell.`;
  const answer = found.length === 0 ? "None of the bars" : listed(said);
  return `${asksNumber(words) ? `I count ${counted(found.length, "bar")}: ` : ""}${answer}.${doubt}`;
}

/** `Is May 90?`, `Did it rise from May to June?` An empty string when nothing of the kind is asked. */
export function changeVerdict(words: string, [first, second]: readonly ChartBar[], chart: SeenChart): string {
  if (!first) return "";
  const step = chart.valuesFrom === "axis" ? AXIS_STEP * Math.max(...chart.bars.map(({ value }) => value)) : 0;
  if (second && (rises(words) || falls(words))) {
    const change = second.value - first.value;
    if (Math.abs(change) < step) return "They are too near to each other to tell";
    return (rises(words) ? change > 0 : change < 0) ? "Yes" : "No";
  }
  const said = /^(?:is|was|ist|war|est|es) .*?(\d+(?:[.,]\d+)?)$/u.exec(words)?.[1];
  if (second || said === undefined || LIMIT.test(` ${words} `)) return "";
  const off = Math.abs(first.value - Number(said.replace(",", ".")));
  if (off === 0 && step === 0) return "Yes";
  return off < step ? "As far as I can measure, yes" : "No";
}

const UNIT = /(?:^| )(euros?|dollars?|pounds?|yen|percent|eur|usd|gbp|chf|kg|tons?|tonnes?|litres?|liters?)(?= |$)/gu;
const MONEY_SIGNS = /[€$£%]/gu;

/** The axis' own title, and what the question says that the chart does not print: a year, a unit. */
export function scopeNotes({ words, text }: Question, { text: printed, chart }: Perception): string {
  if (!chart) return "";
  const axis = printed.lines.filter(
    (line) => Math.abs(line.angle) > 45 && line.text !== chart.title && /\p{L}{3}/u.test(line.text),
  );
  const titled = axis.map((line) => ` The axis is titled ${quoted(line.text)}.`).join("");
  const inChart = fold(
    [chart.title ?? "", ...axis.map((line) => line.text), ...chart.bars.map(({ label }) => label)].join(" "),
  ).split(" ");
  const asked = [
    ...(words.match(/(?<=^| )(?:19|20)\d\d(?= |$)/gu) ?? []),
    ...[...words.matchAll(UNIT)].map(([, unit = ""]) => unit),
    ...(text.match(MONEY_SIGNS) ?? []),
  ].filter((word) => !inChart.includes(word));
  const notes = asked.map((word) => {
    const line = printed.lines.find((one) => fold(one.text).split(" ").includes(word));
    return line
      ? ` Of ${quoted(word)} I know only that it stands in ${quoted(line.text)}.`
      : ` That it is ${quoted(word)} the chart does not print, so I cannot tell.`;
  });
  return titled + notes.join("");
}
