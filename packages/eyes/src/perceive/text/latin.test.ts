import assert from "node:assert/strict";
import { test } from "node:test";
import type { Emission } from "./ctc.ts";
import { asLatin, asNumber } from "./latin.ts";

/** Characters whose second choice is the other one of a pair like O and 0 with the given probability. */
function emitted(text: string, second = 0.3): Emission[] {
  const twins: Record<string, string> = { O: "0", o: "0", S: "$" };
  return [...text].map((character, i) => ({
    character,
    probability: 0.6,
    first: i,
    last: i,
    space: 0,
    second: { character: twins[character] ?? "x", probability: second },
  }));
}

function latin(text: string): string {
  return asLatin(emitted(text))
    .map(({ character }) => character)
    .join("");
}

test("Chinese punctuation becomes ASCII in a Latin line", () => {
  assert.equal(latin("Street，Bristol（UK）：１２。"), "Street,Bristol(UK):12.");
  assert.equal(latin("￡4 一 5"), "£4 - 5");
});

test("a Chinese line keeps its own", () => {
  assert.equal(latin("你好，A。"), "你好，A。");
  assert.equal(latin("一"), "一");
});

test("letters become digits where the word has a number's form and the recogniser thought of the digit", () => {
  const cases = {
    Og: "0g",
    "O%": "0%",
    O: "0",
    "1oopx": "100px",
    "2O24": "2024",
    "5O.OO": "50.00",
    "S4.21": "$4.21",
    "S1,204.50": "$1,204.50",
  };
  for (const [read, meant] of Object.entries(cases)) assert.equal(asNumber(emitted(read)), meant);
});

test("words and codes are left alone, and so is a letter that the recogniser was sure of", () => {
  for (const word of ["Oslo", "to", "CO2", "O2", "S24", "SO", "H2O", "Ok", "or"])
    assert.equal(asNumber(emitted(word)), word);
  assert.equal(asNumber(emitted("Og", 0.01)), "Og");
  assert.equal(asNumber(emitted("S4.21", 0.01)), "S4.21");
});
