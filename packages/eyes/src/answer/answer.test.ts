import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { ask, converse } from "../../test/asking.ts";
import { drawnPerception, perception, thing } from "../../test/perceptions.ts";
import { answerQuestion } from "./answer.ts";

const cat = perception({ objects: [thing("cat", 0.93, [10, 20, 310, 420])] });

test("each of several pictures is answered under its number", async () => {
  const dog = perception({ objects: [thing("dog", 0.93, [10, 20, 310, 420])] });
  assert.match(await ask("What do you see?", cat, dog), /^Image 1: .*a cat.*\n\nImage 2: .*a dog/s);
});

test("without a picture the answer asks for one", async () => {
  assert.match(await ask("What is in this picture?"), /^I need a picture to look at/);
  assert.match(await ask("Why?"), /^I need a picture to look at/);
  assert.match(await converse([]), /^I need a picture/);
  assert.match(await converse([{ role: "assistant", text: "Hello" }]), /^I need a picture/);
});

test("only the pictures that the question means are looked at", async () => {
  const seen: number[] = [];
  await answerQuestion({
    turns: [{ role: "user", text: "What is in image 2?", pictures: [Uint8Array.of(1), Uint8Array.of(2)] }],
    see: async ([byte = 0]) => {
      seen.push(byte);
      return cat;
    },
    compare: () => assert.fail("nothing to compare"),
  });
  assert.deepEqual(seen, [2]);
});

test("a picture that cannot be seen fails the answer with the eyes' own error", async () => {
  const error = new Error("truncated");
  const answer = answerQuestion({
    turns: [{ role: "user", text: "What is this?", pictures: [Uint8Array.of(1)] }],
    see: () => Promise.reject(error),
    compare: () => assert.fail("nothing to compare"),
  });
  await assert.rejects(answer, error);
});

test("an analysis that was cut short is owned up to, where it matters", async () => {
  const late = perception({ ...cat, unfinished: [{ analysis: "text", reason: "time" }] });
  assert.match(await ask("Read the text", late), /I ran out of time while reading its text, so there may be more/);
  assert.doesNotMatch(await ask("Where is the cat?", late), /ran out of time/);
  const failed = perception({ ...cat, unfinished: [{ analysis: "objects", reason: "failure", detail: "secret" }] });
  const answer = await ask("Where is the dog?", failed);
  assert.match(answer, /Something went wrong while looking for things/);
  assert.doesNotMatch(answer, /secret/);
});

const numRuns = process.env.FOVEA_SOAK ? 20_000 : 150;
const words =
  `what is where how many which who why when the a of in it them both image 1 2 3 first second picture cat dog people red orange
  colour text read total date largest bar chart qr code same different changed describe find box count is are there wo ist der hund welche farbe
  wie viele où est le chat combien qué hay dónde está el perro and und et y ? . , " ' : \n ant 写真`.split(/ +/);
const question = fc.oneof(
  fc.string({ maxLength: 60 }),
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.array(fc.constantFrom(...words), { maxLength: 14 }).map((list) => list.join(" ")),
);
const picture = fc.constantFrom(
  cat,
  perception(),
  ...["receipt.png", "chart.png", "code.png", "shapes.png", "poster.png", "form.png"].map(drawnPerception),
);

test("any conversation has an answer of some words", async () => {
  const turn = fc.record({ text: question, pictures: fc.array(picture, { maxLength: 3 }) });
  await fc.assert(
    fc.asyncProperty(fc.array(turn, { minLength: 1, maxLength: 3 }), async (turns) => {
      const text = await converse(turns);
      assert.ok(text.trim().length > 3, JSON.stringify(text));
      assert.doesNotMatch(text, /undefined|NaN|\[object|null/);
    }),
    { numRuns, seed: 7 },
  );
});

test("a very long question is answered quickly", async () => {
  const start = performance.now();
  await ask("where is the cat and ".repeat(50_000), cat);
  assert.ok(performance.now() - start < 10_000);
});
