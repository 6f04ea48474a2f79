// What was not seen, or not for certain, in prose and in JSON.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ask, fill } from "../../test/asking.ts";
import { drawnPerception, perception, thing } from "../../test/perceptions.ts";
import { BOOLEAN, INTEGER, object, STRING } from "../../test/schemas.ts";

const coffee = perception({
  objects: [thing("cup", 0.92, [150, 150, 560, 480], { colours: ["orange", "dark red"] })],
});
const cat = perception({ objects: [thing("cat", 0.9, [10, 20, 310, 420], { colours: ["brown"] })] });
const poster = drawnPerception("poster.png");
const nullable = (type: string) => ({ type: [type, "null"] });

test("a thing that is not seen in a photograph is null where null is allowed", async () => {
  const open = object({ num_spoons: nullable("integer"), found: nullable("boolean"), count: nullable("integer") });
  assert.deepEqual(await fill(open, "How many spoons?", coffee), { num_spoons: null, found: null, count: null });
  const closed = object({ num_spoons: INTEGER, found: BOOLEAN });
  assert.deepEqual(await fill(closed, "How many spoons?", coffee), { num_spoons: 0, found: false });
  assert.deepEqual(await fill(object({ has_text: nullable("boolean") }), "Is there text?", coffee), { has_text: null });
  assert.match(await ask("Does the image contain text?", coffee), /Small print on things can escape me/);
});

test("a thing's colour is said as an estimate, and a confidence tells no verdict that is not told", async () => {
  const open = object({ found: nullable("boolean"), color: STRING, confidence: nullable("number") });
  const color = "mostly orange and dark red";
  assert.deepEqual(await fill(open, "Is the cup green?", coffee), { found: null, color, confidence: null });
  assert.match(await ask("¿Cuántos gatos negros hay?", cat), /^I see a mostly brown cat .* none of them/);
});

test("a place and a title are the poster's, not the picture's; a person has no name beside people", async () => {
  const event = object({ location: nullable("string"), place: nullable("string"), title: STRING });
  assert.deepEqual(await fill(event, "Extract event", poster), {
    location: null,
    place: null,
    title: "Summer Concert",
  });
  assert.deepEqual(await fill(object({ title: STRING }), "Extract", drawnPerception("receipt.png")), {
    title: "HARBOUR COFFEE",
  });
  const person = perception({ objects: [thing("person", 0.9, [10, 20, 310, 420])] });
  assert.deepEqual(await fill(object({ name: nullable("string"), people: INTEGER }), "Extract", person), {
    name: null,
    people: 1,
  });
});
