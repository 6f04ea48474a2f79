import assert from "node:assert/strict";
import { test } from "node:test";
import type { Truth } from "../../../../examples/drawn/truth.ts";
import { drawnPerception, lines } from "../../test/perceptions.ts";
import { truthOf } from "../../test/pictures.ts";
import { findField } from "./fields.ts";
import { readQuestion } from "./question/question.ts";
import { wantedField } from "./question/wanted.ts";

for (const [name, { fields = {} }] of Object.entries(truthOf<Truth>()))
  for (const [question, value] of Object.entries(fields))
    test(`${name}: "${question}" is ${value}`, () => {
      const wanted = wantedField(readQuestion(question, 1));
      assert.equal(findField(drawnPerception(name).text, wanted)?.text, value);
    });

test("labels answer to their names in other languages", () => {
  const { text } = drawnPerception("receipt.png");
  for (const wanted of ["Gesamtsumme", "montant total", "importe total", "amount due"])
    assert.equal(findField(text, wanted)?.text, "GBP 29.52", wanted);
  assert.equal(findField(text, "Belegnummer")?.text, "004821");
});

test("a label with a colon has its value in the same line", () => {
  const text = lines(["Invoice no.: 2024-17", [10, 10, 200, 30]], ["Date: 3 May 2024", [10, 40, 200, 60]]);
  assert.deepEqual(findField(text, "invoice number")?.text, "2024-17");
  assert.equal(findField(text, "date")?.label, "Date");
});

test("a table's head has its values below", () => {
  const text = lines(
    ["Customer", [10, 10, 90, 26]],
    ["Position", [200, 10, 280, 26]],
    ["Ingrid Sorensen", [10, 34, 150, 50]],
    ["Clerk", [200, 34, 250, 50]],
  );
  assert.equal(findField(text, "customer")?.text, "Ingrid Sorensen");
});

test("a form without the label has no such field, and a date is no concert", () => {
  const { text } = drawnPerception("receipt.png");
  for (const wanted of ["tip", "passport number", ""]) assert.equal(findField(text, wanted), null, wanted);
  const poster = lines(["Concert", [10, 10, 90, 26]], ["in the park", [10, 34, 150, 50]]);
  assert.equal(findField(poster, "date of the concert"), null);
});

test("a label whose value is not there is no field", () => {
  assert.equal(findField(lines(["Total", [10, 10, 90, 26]]), "total"), null);
});
