// What is the value of March? Which bar is the largest?
import type { ChartBar, Perception, SeenChart } from "../../perception.ts";
import type { PictureIntent } from "../intent.ts";
import { fold } from "../question/fold.ts";
import { phrases } from "../question/phrases.ts";
import type { Question } from "../question/question.ts";
import { listed } from "../say/english.ts";
import { boxLegend, sayBox } from "../say/place.ts";
import { inFamilies } from "../words/colours.ts";
import { asksLargest, asksSmallest } from "../words/extremes.ts";
import { monthOf } from "../words/months.ts";

export const chart: PictureIntent = {
  name: "chart",
  about: "picture",
  needs: ["text", "kind", "drawing", "chart"],
  words: {
    en: "bar, bars, chart, charts, graph, graphs, bar chart, histogram, plot",
    de: "balken, balkendiagramm, säule, säulen, diagramm, diagramme, säulendiagramm",
    fr: "barre, barres, graphique, graphiques, diagramme, histogramme",
    es: "barra, barras, gráfico, gráfica, gráficos, diagrama, histograma",
  },
  answer: (question, { seen }) => chartAnswer(question, seen),
};

const asksSum = phrases(
  "sum, total, altogether, together, in all, overall, summe, insgesamt, zusammen, somme, en tout, suma, en total",
);
const asksMean = phrases("average, mean, durchschnitt*, mittelwert, moyenne, promedio, media");
const asksColour = phrases("colo*, farbe*, couleur*");
const asksPlace = phrases("where, box*, coordinate*, locate, position*, wo, où, donde");
const asksCount = phrases(
  "how many bars, how many columns, number of bars, wie viele balken, wie viele säulen, combien de barres, cuántas barras, count .. bars",
);
const asksDifference = phrases(
  "difference, more .. than, less .. than, higher .. than, lower .. than, differ*, unterschied*, diferencia",
);
const asksValues = phrases("value*, data, numbers, wert, werte, daten, zahlen, valeur*, données, valor*, datos");
const asksTitle = phrases("title, about, titel, überschrift, titre, título");

/** Whether the question can be answered from the picture's chart: it names a bar of it. */
export function barsAsked({ words }: Question, seen: Perception): boolean {
  return seen.chart !== null && barsNamed(words, seen.chart).length > 0;
}

/** Whether a question that nothing else claims is one about the picture's chart. */
export function chartAsked(question: Question, seen: Perception): boolean {
  const { words } = question;
  return (
    seen.chart !== null &&
    (barsAsked(question, seen) || asksSum(words) || asksMean(words) || asksTitle(words) || asksValues(words))
  );
}

export function chartAnswer(question: Question, seen: Perception): string {
  const { chart: read } = seen;
  if (!read)
    return "I find no bar chart that I can read in this picture. I read simple bar charts whose bars each have a label.";
  const { words, subject } = question;
  const coloured =
    subject.colours.length === 0 ? [] : read.bars.filter(({ colour }) => inFamilies(colour, subject.colours));
  if (coloured.length > 0)
    return `${listed(coloured.map((bar) => `The bar "${bar.label}" is ${bar.colour}, at ${value(bar.value, read)}`))}.${accuracy(read)}`;
  const named = barsNamed(words, read);
  const about = named.length > 0 ? named : extremeOf(words, read.bars);
  if (asksCount(words)) return `I count ${read.bars.length} bars.`;
  if (asksColour(words))
    return (about.length > 0 ? about : read.bars)
      .map(({ label, colour }) => `The bar "${label}" is ${colour}.`)
      .join(" ");
  if (asksPlace(words))
    return `${(about.length > 0 ? about : read.bars).map(({ label, box }) => `The bar "${label}": ${sayBox(box)}`).join("\n")}\n${boxLegend(seen.picture)}`;
  const [first, second] = named;
  if (first && second && asksDifference(words))
    return `${first.label} is ${value(first.value, read)} and ${second.label} ${value(second.value, read)}: a difference of ${round(Math.abs(first.value - second.value))}.${accuracy(read)}`;
  if (named.length > 0)
    return `${listed(named.map((bar) => `${bar.label} is ${value(bar.value, read)}`))}.${accuracy(read)}`;
  if (about.length > 0) return `${extremeSentence(words, about, read)}${accuracy(read)}`;
  const total = read.bars.reduce((sum, bar) => sum + bar.value, 0);
  if (asksSum(words)) return `The bars add up to ${value(total, read)}.${accuracy(read)}`;
  if (asksMean(words)) return `The bars' average is ${value(total / read.bars.length, read)}.${accuracy(read)}`;
  if (asksTitle(words) && read.title !== null) return `The chart's title reads "${read.title}".`;
  return sayChart(read);
}

/** All of it: `I read a bar chart, "Visitors". Its bars: Jan 34, Feb 41.` */
export function sayChart(read: SeenChart): string {
  const title = read.title === null ? "" : `, "${read.title}"`;
  return `I read a bar chart${title}. ${sayBars(read)}`;
}

export function sayBars(read: SeenChart): string {
  return `Its bars: ${read.bars.map(({ label, value: amount }) => `${label} ${round(amount)}`).join(", ")}.${accuracy(read)}`;
}

/** Bars whose whole label stands in the question, in the order of the question; months by any of their names. */
function barsNamed(words: string, { bars }: SeenChart): ChartBar[] {
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

/** The largest or smallest bar, and those that equal it, when the question asks for an extreme. */
function extremeOf(words: string, bars: readonly ChartBar[]): ChartBar[] {
  const pick = asksSmallest(words) ? Math.min : asksLargest(words) ? Math.max : null;
  if (!pick) return [];
  const extreme = pick(...bars.map((bar) => bar.value));
  return bars.filter((bar) => bar.value === extreme);
}

function extremeSentence(words: string, bars: readonly ChartBar[], read: SeenChart): string {
  const which = asksSmallest(words) ? "smallest" : "largest";
  return `The ${which} is ${listed(bars.map((bar) => bar.label))}, at ${value(bars[0]?.value ?? 0, read)}.`;
}

function value(amount: number, { valuesFrom }: SeenChart): string {
  return valuesFrom === "axis" ? `about ${round(amount)}` : round(amount);
}

function round(amount: number): string {
  return String(Number(amount.toFixed(Math.abs(amount) < 10 ? 2 : 1)));
}

function accuracy({ valuesFrom }: SeenChart): string {
  return valuesFrom === "axis" ? " I measured this against the axis." : "";
}
