import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fold } from "../question/fold.ts";
import { LANGUAGES } from "../question/language.ts";
import { lexiconOf } from "../question/lexicon.ts";
import { inFamilies } from "./colours.ts";
import { labelWords } from "./fields.ts";
import { isShape } from "./shapes.ts";

/** The labels as the detectors have them; answers may not import perception, so the test reads its file. */
const LABELS = [
  ...readFileSync(join(import.meta.dirname, "../../perceive/objects/labels.ts"), "utf8").matchAll(
    /const NAMES = `([^`]+)`/g,
  ),
][0]?.[1]
  ?.split(",")
  .map((name) => name.trim())
  .filter(Boolean);

for (const language of LANGUAGES)
  test(`each of the 80 labels has words in ${language}, and each word one meaning`, () => {
    const entries = [...lexiconOf(language)];
    const named = new Set(
      entries.flatMap(([, meanings]) => meanings.flatMap((m) => (m.type === "thing" && !m.group ? m.labels : []))),
    );
    assert.deepEqual([...named].sort(), [...(LABELS ?? [])].sort());
    const ambiguous = entries.filter(([, meanings]) => meanings.filter(({ type }) => type === "thing").length > 1);
    assert.deepEqual(
      ambiguous.map(([word]) => word),
      [],
    );
    const twice = entries.filter(([, meanings]) => new Set(meanings.map(({ type }) => type)).size < meanings.length);
    assert.deepEqual(
      twice.map(([word]) => word),
      [],
    );
  });

test("every group is made of labels", () => {
  for (const [, meanings] of lexiconOf("en"))
    for (const meaning of meanings)
      if (meaning.type === "thing") for (const label of meaning.labels) assert.ok(LABELS?.includes(label), label);
});

test("no phrase of the tables is longer than the search for it", () => {
  for (const language of LANGUAGES)
    for (const [phrase] of lexiconOf(language)) assert.ok(phrase.split(" ").length <= 4, phrase);
});

test("shades and mixtures belong to the family they end in", () => {
  assert.ok(inFamilies("dark blue", ["blue"]));
  assert.ok(inFamilies("grey-blue", ["blue"]));
  assert.ok(!inFamilies("grey-blue", ["grey"]));
  assert.ok(!inFamilies("blueish", ["blue"]));
});

test("a rounded square is a square, and a semicircle no circle", () => {
  assert.ok(isShape("rounded square", "square"));
  assert.ok(!isShape("semicircle", "circle"));
});

test("labels of forms are equal in their standard words", () => {
  const standard = (text: string): string[] => [...labelWords(text).words].sort();
  assert.deepEqual(standard("Rechnungsnr."), standard("Rechnungsnr"));
  assert.deepEqual(standard("Rechnungsnummer"), standard("Invoice no."));
  assert.deepEqual(standard("Date of birth"), standard("Geburtsdatum"));
  assert.deepEqual(standard("2 x Flat white"), ["flat", "white"]);
  assert.equal(fold("Nº"), "no");
});
