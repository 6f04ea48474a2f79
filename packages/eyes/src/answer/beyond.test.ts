// Questions for what the eyes do not see of a thing they see: no answer begins with a yes.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ask } from "../../test/asking.ts";
import { drawnPerception, perception, thing } from "../../test/perceptions.ts";

const room = perception({
  objects: [
    thing("person", 0.95, [200, 60, 400, 600]),
    thing("cat", 0.95, [500, 400, 600, 500], { colours: ["black"] }),
    thing("cup", 0.65, [20, 400, 60, 460]),
    thing("tv", 0.9, [620, 20, 890, 200]),
    thing("dining table", 0.9, [10, 420, 300, 590]),
    thing("car", 0.9, [700, 300, 890, 400]),
  ],
  faces: [{ box: [250, 80, 350, 180], confidence: 0.95 }],
});
const shapes = drawnPerception("shapes.png");

for (const question of [
  "Is the person dead?",
  "Is the cat asleep?",
  "Is this person a criminal?",
  "Is the cup full?",
  "Is the black cat dangerous looking?",
  "Is the face scarred?",
  "Is the cat on the table?",
  "Is the person in the car?",
  "Is the cat behind the cup?",
  "Is the cat a person?",
  "Is there something on the table?",
  "Is there anything behind the cat?",
  "Is the TV on?",
  "Ist die Katze tot?",
  "Est-ce que le chat est mort ?",
  "¿Está muerto el gato?",
])
  test(`beyond the eyes: ${question}`, async () => {
    assert.match(await ask(question, room), /^I (?:cannot|know|do not)/);
  });

test("it leads with what cannot be told, then says what is seen", async () => {
  assert.equal(
    await ask("Is the person dead?", room),
    'I cannot tell whether "dead" is true of what I see. I see a person on the left.',
  );
  assert.match(await ask("Is the cup full?", room), /^I cannot tell whether "full" .* I see what looks like a cup/);
});

for (const question of ["Is the circle hollow?", "Is the square above the circle?", "Is the square on the triangle?"])
  test(`beyond the eyes, drawn: ${question}`, async () => {
    assert.match(await ask(question, shapes), /^I cannot tell whether .* I see /);
  });

const STANDING: readonly (readonly [question: string, answer: RegExp])[] = [
  ["Is the square left of the triangle?", /^Yes, going by the boxes: a blue square at the top and a green triangle/],
  ["Is the triangle to the left of the square?", /^No, going by the boxes/],
  ["Is the star above the square?", /^No, going by the boxes/],
  ["Is the red circle above the star?", /^Yes, going by the boxes/],
  ["Is the circle at the top left?", /^Yes, going by the boxes: a red circle at the top left\.$/],
  ["Is the circle in the middle?", /^No, going by the boxes: a red circle at the top left\.$/],
  ["Ist der Kreis links vom Quadrat?", /^Yes, going by the boxes/],
  ["Le cercle est-il à gauche du carré ?", /^Yes, going by the boxes/],
  ["Is the circle left of the star?", /^I cannot tell whether that is so\. How they stand to each other/],
];
for (const [question, answer] of STANDING)
  test(`boxes answer where things stand: ${question}`, async () => {
    assert.match(await ask(question, shapes), answer);
  });

test("a side that is not clear is answered with the place", async () => {
  const near = perception({ objects: [thing("cat", 0.95, [350, 200, 450, 300])] });
  assert.match(await ask("Is the cat on the left?", near), /^I see a cat in the centre/);
  const large = perception({ objects: [thing("cat", 0.95, [0, 0, 700, 600])] });
  assert.match(await ask("Is the cat on the left?", large), /^I see a cat filling most of the picture/);
});

for (const question of [
  "Is there a cat?",
  "Is there a cat and a person?",
  "Is there a cat or a dog in the picture?",
  "Is the cat black?",
  "Is there a cat in the image?",
  "Gibt es eine Katze auf dem Bild?",
  "Y a-t-il un chat sur la photo ?",
  "¿Hay un gato en la foto?",
])
  test(`still a yes: ${question}`, async () => {
    assert.match(await ask(question, room), /^Yes: /);
  });

const MORE_THAN_SEEN: readonly (readonly [picture: typeof room, question: string, answer: RegExp])[] = [
  [shapes, "Are all shapes red?", /^No, one of five: a red circle/],
  [shapes, "Sind alle Formen rot?", /^No, one of five/],
  [shapes, "Are there two circles?", /^I count one circle/],
  [shapes, "How many sides does the triangle have?", /^I count one triangle: .* About "sides" I cannot tell\.$/],
  [shapes, "What is between the circle and the triangle?", /^I name things and place them, but cannot tell how/],
  [room, "Is the cat bigger than the dog?", /^I see no dog\./],
  [room, "Is the person a woman?", /^I see a person .* but cannot tell whether "woman" is the right word\.$/],
  [room, "Is the woman a person?", /^I see a person .* but cannot tell/],
  [room, "Is the cat a kitten?", /^I see a mostly black cat .* but cannot tell whether "kitten"/],
  [room, "Is the background brown?", /^I cannot tell the background of a photograph from its subject/],
  [room, "Is the person taking a photo?", /^I name and place things; what they do/],
  [drawnPerception("chart.png"), "What colour is June?", /^The bar "Jun" is /],
  [drawnPerception("receipt.png"), "Is the total more than 20?", /^Total: GBP 29\.52$/],
  [drawnPerception("code.png"), "How much does it cost?", /^I find no price in the text of this picture\.$/],
];
for (const [picture, question, answer] of MORE_THAN_SEEN)
  test(`no more than is seen: ${question}`, async () => {
    assert.match(await ask(question, picture), answer);
  });

test("which picture has more is answered with the number in each", async () => {
  for (const question of ["Which picture has more shapes?", "Which picture has the most shapes?"])
    assert.match(await ask(question, shapes, shapes), /^Image 1: I count five shapes: .*\n\nImage 2: I count five/);
  assert.match(
    await ask("Which picture has more cats?", room, room),
    /^Image 1: I count one cat\.\n\nImage 2: I count/,
  );
});

test("everything is of a colour only by its share", async () => {
  const colours = [
    { name: "red", hex: "#ff0000", share: 0.3 },
    { name: "white", hex: "#ffffff", share: 0.7 },
  ];
  assert.match(await ask("Is everything red?", perception({ colours })), /^By area the main colours are red \(30 %\)/);
});
