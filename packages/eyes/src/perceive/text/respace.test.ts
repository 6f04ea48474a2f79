import assert from "node:assert/strict";
import { test } from "node:test";
import type { Emission } from "./ctc.ts";
import { words } from "./respace.ts";

const PX_PER_STEP = 8;

/**
 * A line drawn as letters 12 px wide with 4 px between them, unless `gaps` says otherwise for the letter's index; `hints` likewise for the
 * recogniser's hint of a space before it. The letter is seen in the step of its middle.
 */
function line(text: string, gaps: Record<number, number>, hints: Record<number, number> = {}) {
  const emissions: Emission[] = [];
  const columns: number[] = [0, 0, 0, 0];
  [...text].forEach((character, i) => {
    if (i > 0) for (let gap = gaps[i] ?? 4; gap > 0; gap--) columns.push(0);
    const step = Math.floor((columns.length + 6) / PX_PER_STEP);
    emissions.push({
      character,
      probability: 1,
      first: step,
      last: step,
      space: hints[i] ?? 0,
      second: { character: "", probability: 0 },
    });
    for (let width = 12; width > 0; width--) columns.push(1);
  });
  return { emissions, ink: Uint8Array.from([...columns, 0, 0, 0, 0]) };
}

function read(text: string, gaps: Record<number, number>, hints: Record<number, number> = {}): string {
  const { emissions, ink } = line(text, gaps, hints);
  return words(emissions, ink, PX_PER_STEP)
    .map((word) => word.map(({ character }) => character).join(""))
    .join(" ");
}

test("letters at letters' distance are one word", () => {
  assert.equal(read("Milkshake", {}), "Milkshake");
});

test("a wide gap parts words even without a hint", () => {
  assert.equal(read("Howto", { 3: 18 }), "How to");
});

test("a narrow gap does not, and does with a hint", () => {
  assert.equal(read("Howto", { 3: 8 }), "Howto");
  assert.equal(read("Howto", { 3: 8 }, { 3: 0.04 }), "How to");
});

test("a hint without any gap is not believed unless it is plain", () => {
  assert.equal(read("Howto", { 3: 1 }, { 3: 0.3 }), "Howto");
  assert.equal(read("Howto", { 3: 1 }, { 3: 0.6 }), "How to");
});

test("gaps as wide as those the recogniser is sure of part words too", () => {
  assert.equal(read("Scanforthetimetable", { 4: 14, 7: 14, 10: 14 }, { 4: 0.6 }), "Scan for the timetable");
});

test("numbers stay whole round their points and commas", () => {
  assert.equal(read("4,900.50", { 1: 9, 2: 9, 5: 9, 6: 9 }, { 2: 0.3, 6: 0.6 }), "4,900.50");
});

test("mail addresses stay whole round the at sign", () => {
  assert.equal(read("ann@example", { 3: 8, 4: 8 }, { 4: 0.3 }), "ann@example");
});

test("in evenly spaced print the room round a mark is no space", () => {
  const wide = Object.fromEntries([...Array(12).keys()].map((i) => [i, 12]));
  assert.equal(read("HC-004821-14", { ...wide, 2: 14, 3: 14 }, { 3: 0.3 }), "HC-004821-14");
  assert.equal(read("HCC004821014", { ...wide, 2: 14, 3: 36 }, { 3: 0.3 }), "HCC 004821014");
});

test("without ink the hint decides alone, and no text has no words", () => {
  const { emissions } = line("Howto", {}, { 3: 0.25 });
  assert.equal(words(emissions, null, PX_PER_STEP).length, 2);
  assert.deepEqual(words([], null, PX_PER_STEP), []);
});
