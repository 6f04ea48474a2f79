// What an analysis that was cut short must not read as: no, none, nothing, or a photograph.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fill } from "../../../test/asking.ts";
import { lines, perception, thing } from "../../../test/perceptions.ts";
import { array, BOOLEAN, INTEGER, NUMBER, object, type Schema, STRING } from "../../../test/schemas.ts";
import { EyesError } from "../../errors.ts";
import type { Analysis } from "../../perception.ts";

const late = (...analyses: Analysis[]) =>
  perception({ unfinished: analyses.map((analysis) => ({ analysis, reason: "time" })) });

const OPEN: readonly [name: string, type: Schema, analysis: Analysis, question?: string][] = [
  ["found", BOOLEAN, "objects", "Is there a dog?"],
  ["count", INTEGER, "objects", "How many dogs?"],
  ["has_dog", BOOLEAN, "objects"],
  ["num_dogs", INTEGER, "objects"],
  ["objects", array(STRING), "objects"],
  ["label", STRING, "objects"],
  ["box", array(INTEGER), "objects", "Where is the dog?"],
  ["faces", array(array(INTEGER)), "faces"],
  ["face_count", INTEGER, "faces"],
  ["text", STRING, "text"],
  ["lines", array(STRING), "text"],
  ["has_text", BOOLEAN, "text"],
  ["word_count", INTEGER, "text"],
  ["total", STRING, "text"],
  ["codes", array(STRING), "codes"],
  ["qr_code", STRING, "codes"],
  ["colors", array(STRING), "colours"],
  ["main_color", STRING, "colours"],
  ["shapes", array(STRING), "drawing"],
  ["shapes", array(STRING), "kind"],
  ["circles", INTEGER, "drawing"],
  ["bars", array(STRING), "chart"],
  ["kind", STRING, "kind"],
  ["is_photo", BOOLEAN, "kind"],
  ["is_document", BOOLEAN, "kind"],
  ["brightness", NUMBER, "quality"],
  ["blurry", BOOLEAN, "quality"],
  ["is_sharp", BOOLEAN, "quality"],
];

for (const [name, type, analysis, question = "Describe"] of OPEN)
  test(`${name} without ${analysis} is null, left out, or refused by its name`, async () => {
    const seen = late(analysis);
    const nullable = { anyOf: [type, { type: "null" }] };
    assert.deepEqual(await fill(object({ [name]: nullable }), question, seen), { [name]: null });
    assert.deepEqual(await fill(object({ [`${name}?`]: type }), question, seen), {});
    await assert.rejects(fill(object({ [name]: type }), question, seen), (error) => {
      assert.ok(error instanceof EyesError);
      assert.equal(error.code, "eyes.schema-property");
      assert.match(error.message, new RegExp(`requires "${name}", but the built-in eyes ran out of time while`));
      return true;
    });
  });

test("what was found in time is given; how many there are is not", async () => {
  const seen = perception({
    ...late("objects", "text"),
    objects: [thing("dog", 0.9, [10, 10, 200, 300])],
    text: lines(["Total: 5.00", [10, 10, 90, 30]]),
  });
  const schema = object({
    found: BOOLEAN,
    objects: array(STRING),
    text: STRING,
    total: NUMBER,
    count: { type: ["integer", "null"] },
    has_dog: BOOLEAN,
    has_text: BOOLEAN,
  });
  assert.deepEqual(await fill(schema, "Is there a dog?", seen), {
    found: true,
    objects: ["dog"],
    text: "Total: 5.00",
    total: 5,
    count: null,
    has_dog: true,
    has_text: true,
  });
});

test("a list as the whole answer, and a picture beside one that was seen", async () => {
  await assert.rejects(fill(array(STRING), "List all things", late("objects")), EyesError);
  const dog = perception({ objects: [thing("dog", 0.9, [10, 10, 200, 300])] });
  const one = (name: string, type: Schema) => fill(object({ [name]: type }), "Is there a dog?", dog, late("objects"));
  assert.deepEqual(await one("found", BOOLEAN), { found: true });
  await assert.rejects(one("count", INTEGER), EyesError);
});

test("what failed says so", async () => {
  const failed = perception({ unfinished: [{ analysis: "text", reason: "failure" }] });
  await assert.rejects(fill(object({ text: STRING }), "Read", failed), /something went wrong while reading its text/);
});
