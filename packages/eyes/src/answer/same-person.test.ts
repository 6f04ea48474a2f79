// Two pictures of people are two pictures: whether they show the same one is never told.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ask, fill } from "../../test/asking.ts";
import { perception, thing } from "../../test/perceptions.ts";
import { BOOLEAN, object } from "../../test/schemas.ts";

const portrait = perception({ objects: [thing("person", 0.93, [200, 60, 700, 600])] });

for (const question of [
  "Is it the same person?",
  "Do both pictures show the same person?",
  "Is this the same woman in image 1 and image 2?",
  "Are the people in these pictures the same?",
  "Is she the same as in the first picture?",
  "Are these different people?",
  "Ist das dieselbe Person?",
  "Ist das der gleiche Mann?",
  "Est-ce la même personne ?",
  "¿Es la misma persona?",
])
  test(`not compared: ${question}`, async () => {
    assert.equal(await ask(question, portrait, portrait), "I do not recognise people, so I cannot tell.");
  });

test("pictures, and things in them, are compared as before", async () => {
  for (const question of ["Are they the same?", "Is it the same dog?", "Are the pictures identical?"])
    assert.doesNotMatch(await ask(question, portrait, portrait), /I do not recognise people/);
});

test("different people are counted all the same", async () => {
  assert.match(await ask("How many different people are there?", portrait, portrait), /one person/);
});

test("nor does JSON compare them", async () => {
  await assert.rejects(
    fill(object({ same: BOOLEAN }), "Is it the same person?", portrait, portrait),
    /requires "same"/,
  );
  const nullable = object({ same: { type: ["boolean", "null"] } });
  assert.deepEqual(await fill(nullable, "Is it the same person?", portrait, portrait), { same: null });
});
