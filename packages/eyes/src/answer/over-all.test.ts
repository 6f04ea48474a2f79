// One answer over several pictures, and both halves of a question in one.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ask } from "../../test/asking.ts";
import { drawnPerception, perception, thing } from "../../test/perceptions.ts";

const shapes = drawnPerception("shapes.png");
const of = (label: string) => perception({ objects: [thing(label, 0.9, [10, 20, 310, 420])] });

test("which picture, and how many in all of them", async () => {
  assert.match(await ask("Which picture shows a person?", of("cat"), of("person"), shapes), /^Image 2\.\n/);
  assert.match(await ask("Which picture shows a dog?", of("cat"), shapes), /^I see it in none/);
  assert.match(
    await ask("How many people in total?", of("person"), of("cat"), of("person")),
    /^I count two in total: one in image 1, none in image 2 and one/,
  );
});

test("of two halves, both must be true for a yes", async () => {
  assert.match(
    await ask("Is the circle red and the square green?", shapes),
    /^No: I see a red circle .* and a blue square/,
  );
  assert.match(await ask("Is the circle red and the square blue?", shapes), /^Yes: I see/);
});

test("a state is no kind of thing, and a greeting asks nothing", async () => {
  assert.match(await ask("Is it asleep?", of("cat")), /^I cannot tell whether "asleep" is true of it\./);
  assert.match(await ask("Thanks!", of("cat")), /^I look at pictures/);
  assert.match(await ask("Ist die Katze auf der linken Seite?", of("cat")), /^Yes, going by the boxes/);
  assert.match(await ask("¿Cuál es la forma más grande?", shapes), /is the largest by the area/);
});
