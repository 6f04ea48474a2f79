import assert from "node:assert/strict";
import { test } from "node:test";
import { changed, drawn, drawSvg, seeded, throughJpeg, truthOf } from "../../../test/pictures.ts";
import type { Box, SeenChart, TextLine } from "../../perception.ts";
import { findShapes } from "../shapes/shapes.ts";
import { readBarChart } from "./chart.ts";

interface Told {
  readonly texts: readonly { readonly text: string; readonly box: Box; readonly turn: number }[];
  readonly chart?: {
    readonly title: string;
    readonly valuesFrom: string;
    readonly bars: readonly { readonly label: string; readonly value: number; readonly colour: string }[];
  };
}
const TRUTH = truthOf<Readonly<Record<string, Told>>>();

function line(text: string, box: Box, angle = 0): TextLine {
  return { text, box, confidence: 0.95, angle };
}

async function read(svg: string, width: number, height: number, lines: readonly TextLine[]): Promise<SeenChart | null> {
  const exclude = lines.map(({ box }) => box);
  const { shapes } = await findShapes(await drawSvg(width, height, svg), { exclude });
  return readBarChart(shapes, lines, width, height);
}

for (const [name, truth] of Object.entries(TRUTH))
  test(truth.chart ? `${name} is read exactly off its axis` : `${name} is no bar chart`, async () => {
    const lines = truth.texts.map(({ text, box, turn }) => line(text, box, turn));
    const pixels = await drawn(name);
    const { shapes } = await findShapes(pixels, { exclude: lines.map(({ box }) => box) });
    const chart = readBarChart(shapes, lines, pixels.width, pixels.height);
    if (!truth.chart) return assert.equal(chart, null);
    assert.equal(chart?.title, truth.chart.title);
    assert.equal(chart?.valuesFrom, truth.chart.valuesFrom);
    assert.deepEqual(
      chart?.bars.map(({ label, value, colour }) => ({ label, value, colour })),
      truth.chart.bars,
    );
  });

test("chart.png is read the same as a poor JPEG, at half and at twice its size", async () => {
  const truth = TRUTH["chart.png"] as Told;
  const original = await drawn("chart.png");
  for (const [how, scale, pixels] of [
    ["JPEG 40", 1, await throughJpeg(original, 40)],
    ["450 px", 0.5, await changed(original, (image) => image.resize(450))],
    ["1800 px", 2, await changed(original, (image) => image.resize(1800))],
  ] as const) {
    const lines = truth.texts.map(({ text, box, turn }) =>
      line(text, box.map((edge) => edge * scale) as unknown as Box, turn),
    );
    const { shapes } = await findShapes(pixels, { exclude: lines.map(({ box }) => box) });
    const chart = readBarChart(shapes, lines, pixels.width, pixels.height);
    assert.equal(chart?.bars.length, 6, how);
    for (const [i, { label, value }] of (truth.chart?.bars ?? []).entries()) {
      assert.equal(chart?.bars[i]?.label, label, how);
      assert.ok(Math.abs((chart?.bars[i]?.value ?? 0) - value) <= 1, `${how}: ${chart?.bars[i]?.value} for ${value}`);
    }
  }
});

interface Plan {
  readonly values: readonly number[];
  readonly labels: readonly string[];
  readonly running?: boolean;
  readonly axis?: readonly number[];
  readonly printed?: boolean;
  readonly gridlines?: boolean;
  /** Text boxes are off by up to this, px. */
  readonly jitterPx?: number;
  readonly title?: string;
}

/** Draws the bars; the text is handed over as the reader of print would find it. */
function plan({ values, labels, running, axis, printed, gridlines, jitterPx = 0, title }: Plan, random: () => number) {
  const [along, across] = [600, 400];
  const perUnit = (across - 120) / Math.max(...values, ...(axis ?? []));
  const pitch = (along - 140) / values.length;
  const parts: string[] = [];
  const lines: TextLine[] = [];
  const jitter = (): number => (random() - 0.5) * 2 * jitterPx;
  // Rising coordinates: u along the base, v up from it.
  const place = (u: number, v: number): [number, number] => (running ? [100 + v, u] : [u, across - 60 - v]);
  const text = (content: string, u: number, v: number, side: "centre" | "left" | "right" = "centre"): void => {
    const [x, y] = place(u, v);
    const width = 9 * content.length;
    const left = side === "centre" ? x - width / 2 : side === "left" ? x : x - width;
    const [dx, dy] = [jitter(), jitter()];
    lines.push(line(content, [left + dx, y - 7 + dy, left + width + dx, y + 7 + dy]));
  };
  for (const value of axis ?? []) {
    if (gridlines) {
      const [[x1, y1], [x2, y2]] = [place(60, value * perUnit), place(along - 40, value * perUnit)];
      parts.push(`<path d="M${x1} ${y1 + 0.5}L${x2} ${y2 + 0.5}" stroke="#ccc"/>`);
    }
    if (running) text(`${value}`, along - 20, value * perUnit);
    else text(`${value}`, 52, value * perUnit, "right");
  }
  for (const [i, value] of values.entries()) {
    const u = 80 + i * pitch;
    const length = value * perUnit;
    const [x, y] = place(u, running ? 0 : length);
    const [w, h] = running ? [length, 0.6 * pitch] : [0.6 * pitch, length];
    parts.push(`<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="#3070c0"/>`);
    const middle = u + 0.3 * pitch;
    if (running) text(labels[i] ?? "", middle, -8, "right");
    else text(labels[i] ?? "", middle, -20);
    if (printed) text(`${value}`, middle, length + (running ? 20 : 12));
  }
  if (title) lines.push(line(title, [150, 4, 450, 30]));
  const [width, height] = running ? [across + 60, along] : [along, across];
  return { svg: parts.join(""), width, height, lines };
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug"];
const RUNS = process.env.FOVEA_SOAK ? 100 : 10;

for (const running of [false, true]) {
  const kind = running ? "running to the right" : "rising";

  test(`bars ${kind} are read off the axis within 1 unit, with text boxes off by 2 px`, async () => {
    for (let seed = 1; seed <= RUNS; seed++) {
      const random = seeded(seed);
      const labels = MONTHS.slice(0, 3 + Math.floor(random() * 6));
      const values = labels.map(() => 5 + Math.floor(random() * 95));
      const gridlines = random() < 0.5;
      const drawing = plan({ values, labels, running, axis: [0, 25, 50, 75, 100], gridlines, jitterPx: 2 }, random);
      const chart = await read(drawing.svg, drawing.width, drawing.height, drawing.lines);
      assert.equal(chart?.valuesFrom, "axis", `seed ${seed}`);
      assert.deepEqual(
        chart?.bars.map(({ label }) => label),
        labels,
      );
      for (const [i, bar] of (chart?.bars ?? []).entries())
        assert.ok(Math.abs(bar.value - (values[i] ?? 0)) <= 1, `seed ${seed}: ${bar.value} for ${values[i]}`);
    }
  });

  test(`values printed at bars ${kind} are read as printed`, async () => {
    for (let seed = 1; seed <= RUNS; seed++) {
      const random = seeded(1000 + seed);
      const labels = MONTHS.slice(0, 3 + Math.floor(random() * 4));
      const values = labels.map(() => Math.round(50 + random() * 950) / 10);
      const drawing = plan({ values, labels, running, printed: true, jitterPx: 2, title: "Rain" }, random);
      const chart = await read(drawing.svg, drawing.width, drawing.height, drawing.lines);
      assert.equal(chart?.valuesFrom, "printed", `seed ${seed}`);
      assert.equal(chart?.title, "Rain");
      assert.deepEqual(
        chart?.bars.map(({ label, value }) => [label, value]),
        labels.map((label, i) => [label, values[i]]),
      );
    }
  });
}

const SIMPLE: Plan = { values: [30, 75, 50, 90], labels: ["2019", "2020", "2021", "2022"], axis: [0, 25, 50, 75, 100] };

async function readPlan(change: Partial<Plan>, lines: (found: TextLine[]) => TextLine[] = (found) => found, svg = "") {
  const drawing = plan({ ...SIMPLE, ...change }, seeded(1));
  return read(drawing.svg + svg, drawing.width, drawing.height, lines(drawing.lines));
}

test("years under the bars are labels, not values", async () => {
  const chart = await readPlan({});
  assert.deepEqual(
    chart?.bars.map(({ label, value }) => [label, value]),
    [
      ["2019", 30],
      ["2020", 75],
      ["2021", 50],
      ["2022", 90],
    ],
  );
});

test("an axis that starts above 0 is read as it is", async () => {
  const chart = await readPlan({}, (found) =>
    found.map((entry) =>
      /^(0|25|50|75|100)$/.test(entry.text) ? { ...entry, text: `${50 + Number(entry.text)}` } : entry,
    ),
  );
  assert.deepEqual(
    chart?.bars.map(({ value }) => value),
    [80, 125, 100, 140],
  );
});

test("one misread number of the axis changes nothing", async () => {
  const chart = await readPlan({}, (found) =>
    found.map((entry) => (entry.text === "75" ? { ...entry, text: "15" } : entry)),
  );
  assert.deepEqual(
    chart?.bars.map(({ value }) => value),
    [30, 75, 50, 90],
  );
});

test("printed numbers that the axis contradicts are not the values", async () => {
  const chart = await readPlan({ printed: true }, (found) =>
    found.map((entry) => (entry.text === "90" ? { ...entry, text: "9" } : entry)),
  );
  assert.equal(chart?.valuesFrom, "axis");
  assert.equal(chart?.bars[3]?.value, 90);
});

test("labels of two rows are joined", async () => {
  const chart = await readPlan({ labels: ["New", "Rome", "Oslo", "Bern"] }, (found) => {
    const [x1, , x2, y2] = found.find(({ text }) => text === "New")?.box ?? [0, 0, 0, 0];
    return [...found, line("York", [x1, y2 + 2, x2, y2 + 16])];
  });
  assert.deepEqual(
    chart?.bars.map(({ label }) => label),
    ["New York", "Rome", "Oslo", "Bern"],
  );
});

test("nothing is read when a bar has no label", async () => {
  assert.equal(await readPlan({}, (found) => found.filter(({ text }) => text !== "2021")), null);
});

test("nothing is read when a label has no bar", async () => {
  assert.equal(await readPlan({ values: [30, 75, 0, 90] }), null);
});

test("nothing is read when two bars have one label", async () => {
  assert.equal(await readPlan({ labels: ["a", "b", "b", "c"] }), null);
});

test("nothing is read without values: no axis and no printed numbers", async () => {
  assert.equal(await readPlan({ axis: [] }), null);
});

test("nothing is read when a printed value is missing and there is no axis", async () => {
  assert.equal(await readPlan({ axis: [], printed: true }, (found) => found.filter(({ text }) => text !== "50")), null);
});

test("stacked bars are not read as if they were simple ones", async () => {
  const drawing = plan(SIMPLE, seeded(1));
  const bars = [...drawing.svg.matchAll(/<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)"/g)];
  const tops = bars.map(
    ([, x, y, width]) => `<rect x="${x}" y="${Number(y) - 30}" width="${width}" height="30" fill="#e07020"/>`,
  );
  assert.equal(await readPlan({}, undefined, tops.join("")), null);
});

test("bars in groups, two above one label, are not read", async () => {
  const drawing = plan(SIMPLE, seeded(1));
  const bars = [...drawing.svg.matchAll(/<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"/g)];
  const pairs = bars.map(
    ([, x, y, width, height]) =>
      `<rect x="${x}" y="${y}" width="${Number(width) / 2}" height="${height}" fill="#3070c0"/><rect x="${Number(x) + Number(width) / 2}" y="${Number(y) + 10}" width="${Number(width) / 2}" height="${Number(height) - 10}" fill="#e07020"/>`,
  );
  assert.equal(await read(pairs.join(""), drawing.width, drawing.height, drawing.lines), null);
});

test("buttons of one size with captions are no chart", async () => {
  const svg = [0, 1, 2]
    .map((i) => `<rect x="${60 + i * 180}" y="100" width="120" height="40" fill="#3070c0"/>`)
    .join("");
  const lines = ["Save", "Open", "Quit"].map((text, i) => line(text, [90 + i * 180, 150, 150 + i * 180, 166]));
  assert.equal(await read(svg, 600, 300, lines), null);
});

test("no shapes, no chart", () => {
  assert.equal(readBarChart([], [], 100, 100), null);
});
