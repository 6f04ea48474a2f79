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

const shapes = drawnPerception("shapes.png");
const recoloured = drawnPerception("shapes-recoloured.png");

test("it is the largest or smallest that was asked for", async () => {
  assert.match(
    await talk([both], "Which is bigger?", "What colour is it?"),
    /^The dog at the bottom left is mostly black/,
  );
  assert.match(
    await talk([both], "Which is the smallest thing?", "Where is it?"),
    /^A car at the top right: .*\n[^\n]*$/,
  );
  assert.match(
    await talk([shapes], "Which shape is the smallest?", "What colour is it?", "And where is it?"),
    /^A grey rectangle at the bottom right: .*\n[^\n]*$/,
  );
  const two = await talk([both, alone], "Which is bigger?", "What colour is it?");
  assert.match(two, /^Image 1: The dog .* is mostly black\. .*\n\nImage 2: The dog .* is mostly white\./);
});

test("where, after a comparison, is where the pictures differ", async () => {
  const asked = (between: Parameters<typeof comparison>[0], question: string) =>
    converse([{ text: "What is different?", pictures: [shapes, recoloured] }, { text: question }], comparison(between));
  const regions = [[290, 64, 440, 214] as const];
  assert.equal(
    await asked({ regions }, "Where?"),
    "The changed region is at the top [290, 64, 440, 214] ([x1, y1, x2, y2] in pixels of image 1).",
  );
  assert.match(await asked({ regions }, "And where is it?"), /^The changed region is at the top/);
  assert.match(await asked({ same: "different" }, "Where?"), /^The pictures are different as a whole/);
  assert.match(await asked({ same: "identical" }, "Where?"), /^I find no place where they differ/);
  assert.match(await asked({ regions }, "What colour is it?"), /^I am not sure which thing you mean; name it\./);
  assert.match(await asked({ regions }, "Where is the star?"), /^Image 1: A yellow star/);
});

test("and the second asks the same of another picture", async () => {
  assert.match(
    await talk([both, alone], "What is in the first picture?", "And the second?"),
    /^This .* a mostly white dog/,
  );
  assert.match(await talk([both, alone], "What is in the first picture?", "And the other one?"), /mostly white dog/);
  assert.match(await talk([both, alone], "Is there a car in image 1?", "And in the second?"), /^I see no car/);
  assert.match(await talk([both, shapes], "What size is image 1?", "And image 2?"), /^The picture is 720 x 480 px/);
  assert.match(await talk([both, alone], "Was ist auf dem ersten Bild?", "Und das zweite?"), /mostly white dog/);
  assert.match(await talk([both, alone], "What is in the first picture?", "And the third?"), /^There is no image 3/);
  assert.match(await talk([both], "What is in the picture?", "And the second?"), /^There is no image 2/);
});

test("a very long conversation is read from its last turns", async () => {
  const chat = Array.from({ length: 20_000 }, (_, i) => `Note ${i}.`);
  assert.match(await talk([both], ...chat, "Is there a car?", "Where is it?"), /^A car at the top right/);
});
