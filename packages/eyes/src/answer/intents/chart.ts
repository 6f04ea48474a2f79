// What is the value of March? Which bar is the largest?
import type { ChartBar, Perception, SeenChart } from "../../perception.ts";
import type { PictureIntent } from "../intent.ts";
import { phrases } from "../question/phrases.ts";
import type { Question } from "../question/question.ts";
import { listed } from "../say/english.ts";
import { boxLegend, sayBox } from "../say/place.ts";
import { quotedBriefly } from "../say/text.ts";
import { whatISee } from "../say/unknown.ts";
import { inFamilies } from "../words/colours.ts";
import { barsMissing, barsNamed, barsRanked, type Ranked, unknownBar } from "./chart-bars.ts";
import { verdictOn } from "./chart-compare.ts";
import { barsWithin, changeVerdict, scopeNotes } from "./chart-which.ts";

export const chart: PictureIntent = {
  name: "chart",
  about: "picture",
  needs: ["text", "kind", "drawing", "chart"],
  words: {
    en: "bar, bars, chart, charts, pie chart*, graph, graphs, bar chart, histogram, plot",
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
const asksOther = phrases(
  `pie chart*, pie graph*, donut chart*, doughnut chart*, line chart*, line graph*, scatter*, area chart*, kreisdiagramm*, tortendiagramm*, liniendiagramm*,
  camembert*, diagramme circulaire, graphique circulaire, courbe*, gráfico circular, gráfico de pastel, gráfico de líneas`,
);
const asksValues = phrases("value*, data, numbers, wert, werte, daten, zahlen, valeur*, données, valor*, datos");
const asksTitle = phrases("title, about, titel, überschrift, titre, título");

/** Whether the question can be answered from the picture's chart: it names a bar of it. */
export function barsAsked(question: Question, { chart: read }: Perception): boolean {
  return read !== null && (barsNamed(question.words, read).length > 0 || barsMissing(question, read).length > 0);
}

/** Whether a question that nothing else claims is one about the picture's chart. */
export function chartAsked(question: Question, seen: Perception): boolean {
  const { words } = question;
  return (
    seen.chart !== null &&
    (barsAsked(question, seen) ||
      barsWithin(question, seen.chart, false) !== null ||
      asksSum(words) ||
      asksMean(words) ||
      asksTitle(words) ||
      asksValues(words))
  );
}

export function chartAnswer(question: Question, seen: Perception): string {
  const answer = answerOf(question, seen);
  return seen.chart && asksAmount(question, answer) ? answer + scopeNotes(question, seen) : answer;
}

/** Titles, colours, places and counts of bars have no unit. */
function asksAmount({ words }: Question, answer: string): boolean {
  return (
    !(asksOther(words) || asksPlace(words) || asksColour(words) || asksCount(words)) &&
    !/^The (?:chart's title|bar )/u.test(answer)
  );
}

function answerOf(question: Question, seen: Perception): string {
  const { chart: read } = seen;
  if (asksOther(question.words)) return otherChart(read, seen);
  if (!read)
    return "I find no bar chart that I can read in this picture. I read simple bar charts whose bars each have a label.";
  const { words, subject } = question;
  const coloured =
    subject.colours.length === 0 ? [] : read.bars.filter(({ colour }) => inFamilies(colour, subject.colours));
  if (coloured.length > 0)
    return `${listed(coloured.map((bar) => `The bar "${bar.label}" is ${bar.colour}, at ${value(bar.value, read)}`))}.${accuracy(read)}`;
  const named = barsNamed(words, read);
  const absent = barsMissing(question, read);
  if (absent.length > 0) return missingAnswer(absent, named, read);
  const ranked = barsRanked(words, read.bars);
  const about = named.length > 0 ? named : (ranked?.bars ?? []);
  if (asksCount(words)) return `I count ${read.bars.length} bars.`;
  if (asksColour(words))
    return (about.length > 0 ? about : read.bars)
      .map(({ label, colour }) => `The bar "${label}" is ${colour}.`)
      .join(" ");
  if (asksPlace(words))
    return `${(about.length > 0 ? about : read.bars).map(({ label, box }) => `The bar "${label}": ${sayBox(box)}`).join("\n")}\n${boxLegend(seen.picture)}`;
  const [first, second] = named;
  const within = barsWithin(question, read, named.length > 0);
  if (within !== null) return `${within}${accuracy(read)}`;
  const verdict = changeVerdict(words, named, read) || verdictOn(words, named, read);
  if (verdict !== "")
    return `${verdict}: ${sayValues(ranked && !second ? [...new Set([...named, ...ranked.bars])] : named, read)}`;
  if (first && second && asksDifference(words))
    return `${first.label} is ${value(first.value, read)} and ${second.label} ${value(second.value, read)}: a difference of ${round(Math.abs(first.value - second.value))}.${accuracy(read)}`;
  if (named.length > 0) return sayValues(named, read);
  if (ranked) return rankedSentence(ranked, read);
  const total = read.bars.reduce((sum, bar) => sum + bar.value, 0);
  if (asksSum(words))
    return `The ${read.bars.length} bars, ${listed(read.bars.map(({ label }) => label))}, add up to ${value(total, read)}.${accuracy(read)}`;
  if (asksMean(words)) return `The bars' average is ${value(total / read.bars.length, read)}.${accuracy(read)}`;
  if (asksTitle(words) && read.title !== null) return `The chart's title reads "${read.title}".`;
  const unknown = unknownBar(question, read);
  return unknown === "" ? sayChart(read) : missingAnswer([unknown], [], read);
}

/** A bar asked for that is not there. */
function missingAnswer(absent: readonly string[], named: readonly ChartBar[], read: SeenChart): string {
  const none = `I find no bar ${listed(absent.map(quotedBriefly), "or")} in this chart.`;
  return `${none} ${named.length > 0 ? sayValues(named, read) : sayBars(read)}`;
}

function otherChart(read: SeenChart | null, seen: Perception): string {
  const only = "I read simple bar charts only, no pie, line or other charts.";
  return read ? `${only} What I find here is a bar chart. ${sayBars(read)}` : `${only} ${whatISee(seen)}`.trim();
}

function sayValues(bars: readonly ChartBar[], read: SeenChart): string {
  return `${listed(bars.map((bar) => `${bar.label} is ${value(bar.value, read)}`))}.${accuracy(read)}`;
}

/** All of it: `I read a bar chart, "Visitors". Its bars: Jan 34, Feb 41.` */
export function sayChart(read: SeenChart): string {
  const title = read.title === null ? "" : `, "${read.title}"`;
  return `I read a bar chart${title}. ${sayBars(read)}`;
}

export function sayBars(read: SeenChart): string {
  return `Its bars: ${read.bars.map(({ label, value: amount }) => `${label} ${round(amount)}`).join(", ")}.${accuracy(read)}`;
}

function rankedSentence({ which, bars }: Ranked, read: SeenChart): string {
  const [first] = bars;
  if (!first) return `There is no ${which}: the chart has ${read.bars.length} bars. ${sayBars(read)}`;
  return `The ${which} is ${listed(bars.map((bar) => bar.label))}, at ${value(first.value, read)}.${accuracy(read)}`;
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
