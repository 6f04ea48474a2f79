// What JSON must not judge: sex, age, and whatever else a word means beyond the kind that is seen.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fill } from "../../../test/asking.ts";
import { perception, thing } from "../../../test/perceptions.ts";
import { array, BOOLEAN, INTEGER, object, STRING } from "../../../test/schemas.ts";
import { EyesError } from "../../errors.ts";

const portrait = perception({
  objects: [thing("person", 0.95, [200, 60, 700, 600]), thing("cat", 0.9, [20, 400, 150, 560])],
});
const nullable = (type: string): object => ({ type: [type, "null"] });

const rejectsFor = (name: string, answer: Promise<unknown>): Promise<void> =>
  assert.rejects(answer, (error) => {
    assert.ok(error instanceof EyesError);
    assert.equal(error.code, "eyes.schema-property");
    assert.ok(error.message.includes(`"${name}"`), error.message);
    return true;
  });

const NARROW: readonly [name: string, type: string][] = [
  ["has_woman", "boolean"],
  ["has_man", "boolean"],
  ["has_child", "boolean"],
  ["is_girl", "boolean"],
  ["baby_present", "boolean"],
  ["num_women", "integer"],
  ["number_of_boys", "integer"],
  ["num_kittens", "integer"],
  ["women", "array"],
  ["kitten", "string"],
];

for (const [name, type] of NARROW)
  test(`${name} is null, left out, or refused by its name`, async () => {
    assert.deepEqual(await fill(object({ [name]: nullable(type) }), "Describe", portrait), { [name]: null });
    const strict = type === "array" ? array(STRING) : { type };
    assert.deepEqual(await fill(object({ [`${name}?`]: strict }), "Describe", portrait), {});
    await rejectsFor(name, fill(object({ [name]: strict }), "Describe", portrait));
  });

test("an enum may say unknown, never no", async () => {
  const has = async (values: string[]): Promise<unknown> =>
    fill(object({ has_woman: { enum: values } }), "Describe", portrait);
  assert.deepEqual(await has(["yes", "no", "unknown"]), { has_woman: "unknown" });
  await rejectsFor("has_woman", has(["yes", "no"]));
});

test("a question for women is not answered with persons", async () => {
  for (const question of ['Find: "the woman"', "Is there a child?", "How many kittens are there?"]) {
    const schema = object({ found: nullable("boolean"), count: nullable("integer") });
    assert.deepEqual(await fill(schema, question, portrait), { found: null, count: null });
    await rejectsFor("found", fill(object({ found: BOOLEAN }), question, portrait));
    await rejectsFor("count", fill(object({ count: INTEGER }), question, portrait));
  }
});

test("without a person there is no woman, and persons are counted", async () => {
  const empty = perception({ objects: [] });
  const schema = object({ has_woman: BOOLEAN, num_women: INTEGER, num_people: INTEGER });
  assert.deepEqual(await fill(schema, "Describe", empty), { has_woman: false, num_women: 0, num_people: 0 });
  assert.deepEqual(await fill(object({ num_people: INTEGER, has_cat: BOOLEAN }), "Describe", portrait), {
    num_people: 1,
    has_cat: true,
  });
});

for (const name of ["person_name", "woman_name", "manName", "name_of_person", "people_names", "person_full_name"])
  test(`${name} is no label`, async () => {
    assert.deepEqual(await fill(object({ [name]: nullable("string") }), "Describe", portrait), { [name]: null });
    await rejectsFor(name, fill(object({ [name]: STRING }), "Describe", portrait));
  });

test("a name is no label where a person is asked for", async () => {
  for (const question of ["What is the name of the person?", "Who is this?", "Wer ist das?", "Describe the woman"]) {
    assert.deepEqual(await fill(object({ name: nullable("string") }), question, portrait), { name: null });
    await rejectsFor("name", fill(object({ name: STRING }), question, portrait));
  }
});

test("a name beside a box, or of another thing, is the label", async () => {
  const beside = object({ name: STRING, confidence: { type: "number" } });
  assert.deepEqual(await fill(beside, "Where is the person?", portrait), { name: "person", confidence: 0.95 });
  assert.deepEqual(await fill(object({ name: STRING }), "Where is the cat?", portrait), { name: "cat" });
  const listed = object({ detections: array(object({ name: STRING })) });
  assert.deepEqual(await fill(listed, "Find the people", portrait), { detections: [{ name: "person" }] });
});
