// Questions that say no to something are answered about the rest, without a yes or a no that could be read in two ways.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ask, fill } from "../../test/asking.ts";
import { drawnPerception, perception, thing } from "../../test/perceptions.ts";
import { array, BOOLEAN, INTEGER, object, STRING } from "../../test/schemas.ts";

const shapes = drawnPerception("shapes.png");
const cat = perception({ objects: [thing("cat", 0.9, [10, 20, 310, 420])] });
const cup = perception({ objects: [thing("cup", 0.92, [150, 150, 560, 480], { colours: ["orange"] })] });

const ANSWERS: readonly (readonly [picture: typeof shapes, question: string, answer: RegExp, not?: RegExp])[] = [
  [shapes, "Which shapes are not blue?", /circle.*triangle.*star.*rectangle/, /blue|square/],
  [shapes, "How many shapes are not red?", /I count four shapes/],
  [shapes, "How many non-red shapes are there?", /I count four shapes/],
  [shapes, "Are there shapes that are not red?", /Yes: a blue square/],
  [shapes, "Which shapes are neither red nor blue?", /green triangle/, /red circle|blue square/],
  [shapes, "All shapes except the star", /red circle.*blue square/, /star/],
  [shapes, "Except for the star, which shapes are there?", /red circle.*blue square/, /yellow star/],
  [shapes, "What shapes are there other than the circle?", /blue square/, /circle/],
  [shapes, "Welche Formen sind nicht rot?", /blue square/, /red circle/],
  [shapes, "Wie viele Formen ohne den Stern?", /I count four shapes/],
  [shapes, "Quelles formes ne sont pas rouges ?", /blue square/, /red circle/],
  [shapes, "¿Qué formas hay excepto el círculo?", /blue square/, /red circle/],
  [shapes, "¿Qué formas no son rojas?", /blue square/, /red circle/],
  [shapes, "Is the star not yellow?", /^I see a yellow star/],
  [shapes, "Isn't the star yellow?", /^I see a yellow star/],
  [shapes, "Are there no circles?", /^I see a red circle/],
  [cat, "Is it not a cat?", /^I see a cat/],
  [cat, "Is there no dog?", /^I see no dog/],
  [cat, "Ist das keine Katze?", /^I see a cat/],
  [cat, "Ce n'est pas un chat ?", /I see a cat/],
  [cup, "How many cups are not red?", /^I cannot tell that of things .* estimates/],
];
for (const [picture, question, answer, not] of ANSWERS)
  test(`in the negative: ${question}`, async () => {
    const said = await ask(question, picture);
    assert.match(said, answer);
    assert.doesNotMatch(said, not ?? /^(?:Yes|No)\b.*not/);
  });

test("JSON leaves out what the question says no to, and gives no verdict in the negative", async () => {
  const names = object({ shapes: array(STRING) });
  const all = ["circle", "square", "triangle", "star", "rectangle"];
  const but = (...left: string[]) => ({ shapes: all.filter((one) => !left.includes(one)) });
  assert.deepEqual(await fill(names, "Which shapes are not blue?", shapes), but("square"));
  assert.deepEqual(await fill(names, "All shapes except the star", shapes), but("star"));
  assert.deepEqual(await fill(object({ count: INTEGER }), "How many shapes are not red?", shapes), { count: 4 });
  const open = object({ found: { type: ["boolean", "null"] } });
  assert.deepEqual(await fill(open, "Is the star not yellow?", shapes), { found: null });
  await assert.rejects(fill(object({ found: BOOLEAN }), "Is it not a cat?", cat), /put in the negative/);
  await assert.rejects(fill(object({ count: INTEGER }), "How many cups are not red?", cup), /colours are estimates/);
  assert.deepEqual(await fill(object({ objects: array(STRING) }), "List everything except the cup", cup), {
    objects: [],
  });
});

test("a quoted no, an invoice no. and a condition are none", async () => {
  assert.match(await ask('Does it say "Do not enter"?', shapes), /^I do not find the words "Do not enter"/);
  assert.match(
    await ask("How many circles are there, 0 if there are none or not visible?", shapes),
    /I count one circle/,
  );
});
