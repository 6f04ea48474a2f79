// What JSON must not judge: sex, age, and whatever else a word means beyond the kind that is seen.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fill } from "../../../test/asking.ts";
import { drawnPerception, perception, thing } from "../../../test/perceptions.ts";
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
  for (const question of [
    'Find: "the woman"',
    "Is the person a woman?",
    "Is there a child?",
    "How many kittens are there?",
  ]) {
    const schema = object({ found: nullable("boolean"), count: nullable("integer") });
    assert.deepEqual(await fill(schema, question, portrait), { found: null, count: null });
    await rejectsFor("found", fill(object({ found: BOOLEAN }), question, portrait));
    await rejectsFor("count", fill(object({ count: INTEGER }), question, portrait));
  }
});

test("sex and age are not judged without a person either; persons are counted, and without a cat there is no kitten", async () => {
  const empty = perception({ objects: [] });
  const schema = object({ has_woman: nullable("boolean"), num_women: nullable("integer"), num_people: INTEGER });
  assert.deepEqual(await fill(schema, "Describe", empty), { has_woman: null, num_women: null, num_people: 0 });
  await rejectsFor("has_woman", fill(object({ has_woman: BOOLEAN }), "Describe", empty));
  await rejectsFor("num_women", fill(object({ num_women: INTEGER }), "Describe", empty));
  assert.deepEqual(await fill(object({ has_kitten: BOOLEAN }), "Describe", empty), { has_kitten: false });
  assert.deepEqual(await fill(object({ num_people: INTEGER, has_cat: BOOLEAN }), "Describe", portrait), {
    num_people: 1,
    has_cat: true,
  });
});

const CLAIMS = [
  "Is the cat asleep?",
  "Is the cat on the person?",
  "Is there anything behind the cat?",
  'Find: "the wet cat"',
  "How many cats are hungry?",
];
for (const question of CLAIMS)
  test(`found and count say nothing to: ${question}`, async () => {
    const schema = object({ found: nullable("boolean"), count: nullable("integer") });
    assert.deepEqual(await fill(schema, question, portrait), { found: null, count: null });
    await rejectsFor("found", fill(object({ found: BOOLEAN }), question, portrait));
  });

test("found says where a thing stands, by its box", async () => {
  const found = async (question: string): Promise<unknown> => fill(object({ found: BOOLEAN }), question, portrait);
  assert.deepEqual(await found("Is the cat on the left?"), { found: true });
  assert.deepEqual(await found("Is the cat at the top right?"), { found: false });
  assert.deepEqual(await found("Is the cat left of the person?"), { found: true });
  await rejectsFor("cat_on_person", fill(object({ cat_on_person: BOOLEAN }), "Describe", portrait));
});

test("a colour is not denied by a box, and a drawn one is", async () => {
  const cup = perception({ objects: [thing("cup", 0.9, [20, 400, 150, 560], { colours: ["orange"] })] });
  for (const [name, question] of [
    ["found", "Is the cup red?"],
    ["has_red_cup", "Describe"],
  ] as const) {
    assert.deepEqual(await fill(object({ [name]: nullable("boolean") }), question, cup), { [name]: null });
    await rejectsFor(name, fill(object({ [name]: BOOLEAN }), question, cup));
  }
  assert.deepEqual(await fill(object({ found: BOOLEAN }), "Is the cup orange?", cup), { found: true });
  const drawn = drawnPerception("shapes.png");
  assert.deepEqual(await fill(object({ found: BOOLEAN }), "Is the circle green?", drawn), { found: false });
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

test("all of them, two of them, and a way of looking are not said yes to; a count is told", async () => {
  const shapes = drawnPerception("shapes.png");
  const schema = object({ found: nullable("boolean"), count: nullable("integer") });
  assert.deepEqual(await fill(schema, "Are all shapes red?", shapes), { found: null, count: null });
  assert.deepEqual(await fill(schema, "Are there two circles?", shapes), { found: null, count: 1 });
  const whole = perception({ objects: [thing("cat", 0.9, [0, 0, 880, 600])] });
  assert.deepEqual(await fill(schema, "Is the cat looking left?", whole), { found: null, count: null });
  assert.deepEqual(await fill(object({ cat_on_left: nullable("boolean") }), "x", whole), { cat_on_left: null });
  assert.deepEqual(await fill(object({ circle_on_left: BOOLEAN }), "x", shapes), { circle_on_left: true });
  assert.deepEqual(await fill(object({ cat_right: INTEGER }), "x", whole), { cat_right: 880 });
  const far = "Find the triangle. Boxes are in pixels from the top left.";
  assert.deepEqual(await fill(schema, far, shapes), { found: true, count: 1 });
});
