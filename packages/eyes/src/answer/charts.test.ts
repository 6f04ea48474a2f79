// Charts: bars that are not there, places in the order, yes and no, and charts of other kinds.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ask, converse, fill } from "../../test/asking.ts";
import { drawnPerception, lines, perception, thing } from "../../test/perceptions.ts";
import { NUMBER, object, STRING } from "../../test/schemas.ts";

const chart = drawnPerception("chart.png");
const cat = perception({ objects: [thing("cat", 0.9, [10, 20, 310, 420])] });
const quarters = perception({
  ...chart,
  chart: {
    title: "Sales",
    valuesFrom: "printed",
    bars: [10, 20, 20].map((value, i) => ({
      label: `Q${i + 1}`,
      value,
      colour: "blue",
      box: [i * 50, 0, i * 50 + 20, 90],
    })),
  },
});

const FORMS: readonly (readonly [picture: typeof chart, question: string, answer: RegExp])[] = [
  [chart, "What is the value of July?", /^I find no bar "July" in this chart\. Its bars: Jan 34/],
  [chart, "How many visitors in August?", /^I find no bar "August"/],
  [chart, "Wie hoch ist der Wert im Juli?", /^I find no bar "Juli"/],
  [chart, "What is the value of Paris?", /^I find no bar "Paris"/],
  [chart, "Compare Jan and July", /^I find no bar "July" in this chart\. Jan is about 34/],
  [quarters, "What is Q4?", /^I find no bar "Q4"/],
  [quarters, "What is Q2?", /^Q2 is 20\. The axis is titled/],
  [chart, "What is the second highest?", /^The second largest is Apr, at about 72/],
  [chart, "Which month is second lowest?", /^The second smallest is Feb, at about 41/],
  [chart, "Welcher Monat ist der zweithöchste?", /^The second largest is Apr/],
  [quarters, "What is the highest?", /^The largest is Q2 and Q3, at 20\. The axis/],
  [quarters, "What is the third highest?", /^There is no third largest: the chart has 3 bars/],
  [chart, "Is March higher than April?", /^No: Mar is about 58 and Apr is about 72/],
  [chart, "Is April higher than March?", /^Yes: Apr/],
  [chart, "Is March lower than April?", /^Yes: /],
  [chart, "Did May have more visitors than June?", /^Yes: May/],
  [chart, "Is May higher than 50?", /^Yes: May is about 85/],
  [chart, "Is May higher than 85?", /^They are too near to each other to tell/],
  [quarters, "Is Q2 higher than Q3?", /^No: /],
  [chart, "Is May the highest?", /^Yes: May is about 85/],
  [chart, "Is March the highest?", /^No: Mar is about 58 and May is about 85/],
  [chart, "Ist März höher als April?", /^No: /],
  [
    chart,
    "Read the pie chart",
    /^I read simple bar charts only, no pie, line or other charts\. What I find here is a bar chart/,
  ],
  [cat, "Read the pie chart", /^I read simple bar charts only, no pie, line or other charts\. What I see: a cat/],
  [chart, "Who has the most votes?", /^The largest is May/],
  [cat, "Who has the most votes?", /^"votes" is none of the 80/],
  [
    drawnPerception("receipt.png"),
    "Who has the most votes?",
    /^I find no bar chart .* do not compare numbers in a text/,
  ],
  [cat, "Who is the tallest person?", /^I do not recognise people/],
];
for (const [picture, question, answer] of FORMS)
  test(`charts: ${question}`, async () => {
    assert.match(await ask(question, picture), answer);
  });

test("and the second, after the highest, is the second highest", async () => {
  const turns = [{ text: "Which bar is the highest?", pictures: [chart] }, { text: "And the second?" }];
  assert.match(await converse(turns), /^The second largest is Apr/);
});

test("a value is the bar's that the question means, or what is printed, or refused for the true reason", async () => {
  const value = (question: string, seen = chart) => fill(object({ value: NUMBER }), question, seen);
  assert.deepEqual(await value("What is the value of March?"), { value: 58 });
  assert.deepEqual(await value("Which month is the highest?"), { value: 85 });
  assert.deepEqual(await value("What is the total?", drawnPerception("receipt.png")), { value: 29.52 });
  await assert.rejects(value("What is the value of July?"), /requires "value", but the chart has no bar "July"/);
  await assert.rejects(value("What is this?"), /the question names no bar of the chart/);
  await assert.rejects(value("What is the value of March?", cat), /no bar chart that can be read/);
  const both = object({ label: STRING, value: NUMBER });
  assert.deepEqual(await fill(both, "Which bar is the second highest?", chart), { label: "Apr", value: 72 });
  const nullable = object({ value: { type: ["number", "null"] } });
  assert.deepEqual(await fill(nullable, "What is the value of July?", chart), { value: null });
  const text = perception({ text: lines(["Hello", [1, 1, 50, 20]]) });
  await assert.rejects(value("What is the total?", text), /nor a label that the question names/);
});

const SCOPES: readonly (readonly [question: string, answer: RegExp])[] = [
  ["How many visitors came in March?", /^Mar is about 58\. .* The axis is titled "Thousands a month"\.$/],
  [
    "How many visitors in total in 2024?",
    /^The 6 bars, Jan, .* and Jun, add up to about 353.*"2024" .* stands in "Source/,
  ],
  ["What is the value of May in euros?", /That it is "euros" the chart does not print/],
  ["How many visitors in March 2023?", /That it is "2023" the chart does not print/],
  ["Which months are below 50?", /^Jan \(about 34\) and Feb \(about 41\)\./],
  ["How many months above 60?", /^I count three bars: Apr/],
  ["Which month had 72?", /^Apr \(about 72\)/],
  ["Is May 90?", /^No: May is about 85/],
  ["Did visitors rise from May to June?", /^No: May is about 85 and Jun is about 63/],
];
for (const [question, answer] of SCOPES)
  test(`the scope of a chart: ${question}`, async () => {
    assert.match(await ask(question, chart), answer);
  });
