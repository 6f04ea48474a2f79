import assert from "node:assert/strict";
import { test } from "node:test";
import { converse } from "../../test/asking.ts";
import { comparison, drawnPerception, perception, thing } from "../../test/perceptions.ts";

const dog = thing("dog", 0.95, [100, 300, 300, 560], { colours: ["black"] });
const car = thing("car", 0.9, [600, 20, 890, 120], { colours: ["blue"] });
const both = perception({ objects: [dog, car] });
const alone = perception({ objects: [thing("dog", 0.9, [700, 300, 890, 560], { colours: ["white"] })] });

/** User turns, the pictures in the first. */
const talk = (pictures: (typeof both)[], ...texts: string[]): Promise<string> =>
  converse(texts.map((text, index) => ({ text, pictures: index === 0 ? pictures : [] })));

test("it is the thing last asked about", async () => {
  assert.match(await talk([both], "Is there a dog?", "And where is it?"), /^A dog at the bottom left: \[100, 300/);
  assert.match(
    await talk([both], "Is there a car?", "Where is it?", "What colour is it?"),
    /^The car .* is mostly blue/,
  );
  assert.match(await talk([both], "Where is the dog?", "How many are there?"), /^I count one dog/);
  assert.match(await talk([both], "Gibt es einen Hund?", "Und wo ist er?"), /^A dog/);
  assert.match(await talk([both], "Y a-t-il un chien ?", "Et où est-il ?"), /^A dog/);
  assert.match(await talk([both], "¿Hay un perro?", "¿Y dónde está?"), /^A dog/);
});

test("it is the main thing when none was asked about", async () => {
  assert.match(await talk([both], "What is this?", "What colour is it?"), /^The dog .* is mostly black/);
});

test("and the car asks the last question again", async () => {
  assert.match(await talk([both], "Where is the dog?", "And the car?"), /^A car at the top right/);
  assert.match(await talk([both], "How many dogs are there?", "what about cars?"), /^I count one car/);
  assert.match(await talk([drawnPerception("receipt.png")], "What is the total?", "And the date?"), /^Date: /);
});

test("the assistant's turns between change nothing", async () => {
  const answer = await converse([
    { text: "Is there a dog?", pictures: [both] },
    { role: "assistant", text: "Yes: a dog. Where is the cat?" },
    { text: "Where is it?" },
  ]);
  assert.match(answer, /^A dog/);
});

test("a question is about the last user turn that has pictures", async () => {
  const answer = await converse([
    { text: "What is this?", pictures: [both] },
    { role: "assistant", text: "A dog and a car." },
    { text: "And this?", pictures: [alone] },
    { role: "assistant", text: "A dog." },
    { text: "Is there a car?" },
  ]);
  assert.match(answer, /^I see no car/);
});

test("images are counted across the conversation", async () => {
  const turns = [
    { text: "What is this?", pictures: [both] },
    { role: "assistant" as const, text: "A dog and a car." },
    { text: "And this?", pictures: [alone] },
    { role: "assistant" as const, text: "A dog." },
  ];
  assert.match(await converse([...turns, { text: "Is there a car in image 1?" }]), /^Yes: a mostly blue car/);
  assert.match(
    await converse([...turns, { text: "Is there a car in the previous picture?" }]),
    /^Yes: a mostly blue car/,
  );
  assert.match(await converse([...turns, { text: "Is there a car in image 3?" }]), /^There is no image 3/);
  assert.match(await converse([...turns, { text: "Is there a car in image 0?" }]), /^There is no image 0/);
});

test("a follow-up stays with the picture that was named", async () => {
  const answer = await converse([
    { text: "Image 1:\nImage 2:\nIs there a dog in image 2?", pictures: [both, alone] },
    { role: "assistant", text: "Yes." },
    { text: "Where is it?" },
  ]);
  assert.match(answer, /^A dog at the bottom right: \[700/);
});

test("a new picture to compare is compared with the one before", async () => {
  const answer = await converse(
    [
      { text: "What is this?", pictures: [both] },
      { text: "What changed?", pictures: [alone] },
    ],
    comparison({ regions: [[600, 20, 890, 120]] }),
  );
  assert.match(answer, /^Image 1 and image 2 show much the same/);
  assert.match(
    answer,
    /The changed region is at the top right \[600, 20, 890, 120\] \(\[x1, y1, x2, y2\] in pixels of image 1\)/,
  );
  assert.match(answer, /Only in image 1: one car/);
});

test("what is said beside the question is no question", async () => {
  const story = "I took this photo in Berlin yesterday with my new camera. What is in it? Thank you so much!";
  assert.match(await talk([alone], story), /^This looks like a colour photograph/);
  assert.match(
    await talk([both], "This is my dog. Where is it?"),
    /^A dog at the bottom left: \[100, 300, 300, 560\]\n[^\n]*$/,
  );
});

test("a turn with two questions has two answers", async () => {
  assert.match(await talk([both], "How many dogs are there and where is the car?"), /^I count one dog\.\n\nA car at/);
});
