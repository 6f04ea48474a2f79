// From what was measured to the figures of the table.

import { SURE } from "../src/answer/say/hedge.ts";
import type { Measured } from "./measure.ts";
import { type Bin, calibrate } from "./score/calibration.ts";
import { scoreChanges } from "./score/changes.ts";
import { scoreChart, scoreCodes, scoreShapes } from "./score/drawn.ts";
import { mean, quantile } from "./score/quantile.ts";
import { scoreText } from "./score/text.ts";
import { scoreThings } from "./score/things.ts";

export interface Share {
  readonly right: number;
  readonly of: number;
}

export interface Figures {
  readonly pictures: number;
  readonly labels: Share;
  readonly falseLabels: number;
  /** False labels with a confidence that is worded plainly. */
  readonly falseLabelsPlain: number;
  readonly labelIou: Spread;
  /** Wrong characters by characters there, 0 is perfect. */
  readonly textError: number | null;
  readonly lines: Share;
  readonly codes: Share;
  readonly falseCodes: number;
  readonly bars: Share;
  readonly falseBars: number;
  /** Largest distance from a true value, in units of the chart's axis. */
  readonly chartError: number | null;
  readonly shapes: Share;
  readonly falseShapes: number;
  readonly shapeIou: Spread;
  readonly kinds: Share;
  readonly changes: Share;
  /** Worst edge of the worst change that was located at all, px. */
  readonly changePx: number | null;
  readonly answers: Share;
  readonly labelCalibration: readonly Bin[];
  readonly textCalibration: readonly Bin[];
  readonly coldMs: number;
  readonly coldCpuMs: number | null;
  /** Over the pictures, each with the median of its looks. */
  readonly warmMs: { readonly median: number | null; readonly p90: number | null };
  readonly warmCpuMs: { readonly median: number | null; readonly p90: number | null };
  readonly compareMs: number | null;
  readonly memory: Measured["memory"];
}

interface Spread {
  readonly mean: number | null;
  readonly least: number | null;
}

/** Everything that is not right, a line each: what to look into. */
export type Faults = readonly string[];

export function figuresOf(measured: Measured): { figures: Figures; faults: Faults } {
  const scores = measured.looked.map(({ picture, seen, ms, cpuMs }) => ({
    name: picture.name,
    things: scoreThings(picture.truth, seen.objects),
    text: scoreText(picture.truth, seen.text),
    codes: scoreCodes(picture.truth, seen.codes),
    shapes: scoreShapes(picture.truth, seen.drawing?.shapes ?? []),
    chart: scoreChart(picture.truth, seen.chart),
    kind: picture.truth.kind ? { right: picture.truth.kind === seen.kind, seen: seen.kind } : null,
    ms: quantile(ms, 0.5) ?? 0,
    cpuMs: quantile(cpuMs, 0.5),
  }));
  const all = <T>(pick: (score: (typeof scores)[number]) => T | null): T[] =>
    scores.map(pick).filter((one) => one !== null);
  const things = all(({ things }) => things);
  const wrong = things.flatMap((one) => one.wrong);
  const texts = all(({ text }) => text);
  const codes = all(({ codes }) => codes);
  const charts = all(({ chart }) => chart);
  const shapes = all(({ shapes }) => shapes);
  const kinds = all(({ kind }) => kind);
  const changes = measured.compared.flatMap(({ pair, comparison }) => scoreChanges(pair.made, comparison).distances);
  const located = changes.filter((px) => px !== null);
  const ious = things.flatMap((one) => one.ious);
  const shapeIous = shapes.flatMap((one) => one.ious);
  const characters = sum(texts.map((one) => one.characters));
  const times = scores.map(({ ms }) => ms);
  const cpu = all(({ cpuMs }) => cpuMs);
  const figures: Figures = {
    pictures: scores.length,
    labels: share(things.map((one) => [one.found, one.present])),
    falseLabels: wrong.length,
    falseLabelsPlain: wrong.filter(({ confidence }) => confidence >= SURE).length,
    labelIou: spread(ious),
    textError: characters === 0 ? null : sum(texts.map((one) => one.edits)) / characters,
    lines: share(texts.map((one) => [one.exactLines, one.lines])),
    codes: share(codes.map((one) => [one.exact, one.present])),
    falseCodes: sum(codes.map((one) => one.wrong)),
    bars: share(charts.map((one) => [one.read, one.bars])),
    falseBars: sum(charts.map((one) => one.wrong)),
    chartError: most(charts.flatMap((one) => one.errors)),
    shapes: share(shapes.map((one) => [one.found, one.present])),
    falseShapes: sum(shapes.map((one) => one.extra)),
    shapeIou: spread(shapeIous),
    kinds: share(kinds.map((one) => [one.right ? 1 : 0, 1])),
    changes: share(changes.map((px) => [px !== null && px <= NEAR_PX ? 1 : 0, 1])),
    changePx: most(located),
    answers: share(measured.answered.map((one) => [one.right ? 1 : 0, 1])),
    labelCalibration: calibrate(things.flatMap((one) => one.given)),
    textCalibration: calibrate(texts.flatMap((one) => one.given)),
    coldMs: measured.coldMs,
    coldCpuMs: measured.coldCpuMs,
    warmMs: { median: quantile(times, 0.5), p90: quantile(times, 0.9) },
    warmCpuMs: { median: quantile(cpu, 0.5), p90: quantile(cpu, 0.9) },
    compareMs: quantile(
      measured.compared.map(({ ms }) => ms),
      0.5,
    ),
    memory: measured.memory,
  };
  return { figures, faults: [...scores.flatMap(faultsOfPicture), ...faultsOfTheRest(measured)] };
}

/** A change is located when no edge is farther off. */
export const NEAR_PX = 4;

type PictureScore = {
  readonly name: string;
  readonly things: ReturnType<typeof scoreThings>;
  readonly text: ReturnType<typeof scoreText>;
  readonly codes: ReturnType<typeof scoreCodes>;
  readonly shapes: ReturnType<typeof scoreShapes>;
  readonly chart: ReturnType<typeof scoreChart>;
  readonly kind: { readonly right: boolean; readonly seen: string } | null;
};

function faultsOfPicture({ name, things, text, codes, shapes, chart, kind }: PictureScore): string[] {
  const faults: string[] = [];
  if (things && things.found < things.present) faults.push(`${things.found} of ${things.present} things found`);
  for (const { label, confidence } of things?.wrong ?? []) faults.push(`false ${label} at ${confidence.toFixed(2)}`);
  if (text && text.edits > 0)
    faults.push(
      `${text.edits} of ${text.characters} characters wrong, ${text.exactLines} of ${text.lines} lines exact`,
    );
  if (codes && (codes.exact < codes.present || codes.wrong > 0))
    faults.push(`${codes.exact} of ${codes.present} codes, ${codes.wrong} false`);
  if (shapes && (shapes.found < shapes.present || shapes.extra > 0))
    faults.push(`${shapes.found} of ${shapes.present} shapes, ${shapes.extra} that are not there`);
  if (chart && (chart.read < chart.bars || chart.wrong > 0))
    faults.push(`${chart.read} of ${chart.bars} bars read, ${chart.wrong} that are not there`);
  if (kind && !kind.right) faults.push(`taken for a ${kind.seen}`);
  return faults.map((fault) => `${name}: ${fault}`);
}

function faultsOfTheRest({ compared, answered }: Measured): string[] {
  const changes = compared.flatMap(({ pair, comparison }) => {
    const { distances, extra } = scoreChanges(pair.made, comparison);
    const far = distances
      .filter((px) => px === null || px > NEAR_PX)
      .map((px) => `a change missed by ${px ?? "all"} px`);
    return [...far, ...(extra > 0 ? [`${extra} regions too many`] : [])].map((fault) => `${pair.name}: ${fault}`);
  });
  const wrong = answered
    .filter(({ right }) => !right)
    .map(({ about, question, answer }) => `${about}: ${question} ${answer.replace(/\s+/g, " ").slice(0, 160)}`);
  return [...changes, ...wrong];
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function most(values: readonly number[]): number | null {
  return values.length === 0 ? null : Math.max(...values);
}

function share(parts: readonly (readonly [right: number, of: number])[]): Share {
  return { right: sum(parts.map(([right]) => right)), of: sum(parts.map(([, of]) => of)) };
}

function spread(values: readonly number[]): Spread {
  return { mean: mean(values), least: values.length === 0 ? null : Math.min(...values) };
}
