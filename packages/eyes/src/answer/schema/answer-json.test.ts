import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { converse, fill } from "../../../test/asking.ts";
import { comparison, drawnPerception, perception, thing } from "../../../test/perceptions.ts";
import { array, BOOLEAN, EDGES, INTEGER, NULL, NUMBER, object, STRING } from "../../../test/schemas.ts";
import { EyesError } from "../../errors.ts";
import { readSchema } from "./json-schema.ts";
import { faultOf } from "./validate.ts";

const street = perception({
  objects: [
    thing("dog", 0.95, [100, 300, 300, 560], { colours: ["black", "white"] }),
    thing("person", 0.9, [620, 200, 760, 500], { colours: ["red"] }),
    thing("person", 0.55, [20, 100, 80, 300]),
    thing("car", 0.65, [600, 20, 890, 120], {
      colours: ["dark blue"],
      alternatives: [{ label: "truck", confidence: 0.3 }],
    }),
  ],
  faces: [{ box: [660, 110, 700, 160], confidence: 0.9 }],
  colours: [
    { name: "grey", hex: "#888888", share: 0.5 },
    { name: "green", hex: "#338833", share: 0.3 },
  ],
});
const dogEdges = { x1: 100, y1: 300, x2: 300, y2: 560 };

test("objects with boxes, confidence and colour", async () => {
  const schema = object({ objects: array(object({ label: STRING, box: EDGES, confidence: NUMBER, colour: STRING })) });
  const { objects } = (await fill(schema, "List all objects", street)) as { objects: unknown[] };
  assert.equal(objects.length, 4);
  assert.deepEqual(objects[0], { label: "dog", box: dogEdges, confidence: 0.95, colour: "mostly black and white" });
  assert.deepEqual((objects[2] as { colour: string }).colour, "unknown");
});

test("a box takes the form of its schema", async () => {
  const XYWH = object({ x: NUMBER, y: NUMBER, width: NUMBER, height: NUMBER });
  const FORMS: readonly [form: object, box: unknown][] = [
    [EDGES, dogEdges],
    [array(NUMBER), [100, 300, 300, 560]],
    [array(INTEGER), [100, 300, 300, 560]],
    [
      object({ left: INTEGER, top: INTEGER, right: INTEGER, bottom: INTEGER }),
      { left: 100, top: 300, right: 300, bottom: 560 },
    ],
    [
      object({ xmin: INTEGER, ymin: INTEGER, xmax: INTEGER, ymax: INTEGER }),
      { xmin: 100, ymin: 300, xmax: 300, ymax: 560 },
    ],
    [XYWH, { x: 100, y: 300, width: 200, height: 260 }],
    [{ anyOf: [EDGES, NULL] }, dogEdges],
    [STRING, "at the bottom left"],
  ];
  for (const [form, box] of FORMS)
    for (const name of ["box", "bbox", "bounding_box", "boundingBox"])
      assert.deepEqual(await fill(object({ [name]: form }), "Where is the dog?", street), { [name]: box });
});

test("a point is the middle, a lone x and y too", async () => {
  const point = { x: 200, y: 430 };
  assert.deepEqual(await fill(object({ point: object({ x: NUMBER, y: NUMBER }) }), "Point to the dog", street), {
    point,
  });
  assert.deepEqual(await fill(object({ center: array(NUMBER) }), "Point to the dog", street), { center: [200, 430] });
  assert.deepEqual(await fill(object({ x: INTEGER, y: INTEGER }), "Point to the dog", street), point);
});

test("the question filters", async () => {
  const schema = object({ found: BOOLEAN, count: INTEGER, detections: array(object({ name: STRING })) });
  const asked = async (question: string): Promise<unknown> => fill(schema, question, street);
  assert.deepEqual(await asked('Find: "the dog"'), { found: true, count: 1, detections: [{ name: "dog" }] });
  assert.deepEqual(await asked("Where are the people?"), {
    found: true,
    count: 2,
    detections: [{ name: "person" }, { name: "person" }],
  });
  assert.deepEqual(await asked('Find: "the cup"'), { found: false, count: 0, detections: [] });
  assert.deepEqual(await asked('Find: "the ant"'), { found: false, count: 0, detections: [] });
  assert.deepEqual(await asked("Wo ist der rote Kreis?"), { found: false, count: 0, detections: [] });
});

test("a follow-up's subject filters, too", async () => {
  const text = await converse(
    [{ text: "Is there a dog?", pictures: [street] }, { text: "And where is it?" }],
    comparison(),
    object({ label: STRING, box: EDGES }),
  );
  assert.deepEqual(JSON.parse(text), { label: "dog", box: dogEdges });
});

test("nothing found is null where the schema allows it, and never an invented box", async () => {
  const nullable = object({ found: BOOLEAN, box: { anyOf: [NULL, EDGES] }, label: { type: ["string", "null"] } });
  assert.deepEqual(await fill(nullable, "Where is the cat?", street), { found: false, box: null, label: null });
  await rejectsWith(
    fill(object({ box: EDGES }), "Where is the cat?", street),
    /requires "box", but nothing of the kind/,
  );
  assert.deepEqual(await fill(object({ "box?": EDGES, label: STRING }), "Where is the cat?", street), {
    label: "unknown",
  });
});

test("enums take the value that says the same, or other, or none", async () => {
  const one = async (values: unknown[], question = "What is it?", seen = street): Promise<unknown> =>
    ((await fill(object({ label: { enum: values } }), question, seen)) as { label: unknown }).label;
  assert.equal(await one(["cat", "dog"]), "dog");
  assert.equal(await one(["Katze", "Hund"]), "Hund");
  assert.equal(await one(["ANIMAL", "VEHICLE"]), "ANIMAL");
  assert.equal(await one(["cat", "other"]), "other");
  assert.equal(await one(["cat", "none"], "Where is the cat?"), "none");
  assert.equal(await one(["cat", null], "Where is the cat?"), null);
  await rejectsWith(one(["puppy", "kitten"]), /requires "label", but none of its allowed values/);
  const kinds = object({
    kind: { enum: ["photo", "drawing"] },
    format: { enum: ["jpeg", "png"] },
    found: { enum: ["yes", "no"] },
  });
  assert.deepEqual(await fill(kinds, "Where is the dog?", street), { kind: "photo", format: "jpeg", found: "yes" });
  const sure = object({ confidence: { enum: ["low", "medium", "high"] } });
  assert.deepEqual(await fill(sure, "Where is the car?", street), { confidence: "medium" });
});

test("entries whose label is not allowed are left out", async () => {
  const schema = object({ objects: array(object({ type: { const: "detection" }, label: { enum: ["dog", "cat"] } })) });
  assert.deepEqual(await fill(schema, "List", street), { objects: [{ type: "detection", label: "dog" }] });
});

test("counts by kind, by name, and whether there is any", async () => {
  const kinds = object({ objects: array(object({ label: STRING, count: INTEGER })) });
  assert.deepEqual(await fill(kinds, "Count", street), {
    objects: [
      { label: "dog", count: 1 },
      { label: "person", count: 2 },
      { label: "car", count: 1 },
    ],
  });
  const named = object({
    num_people: INTEGER,
    dogCount: INTEGER,
    has_cat: BOOLEAN,
    person_present: BOOLEAN,
    people: array(STRING),
  });
  assert.deepEqual(await fill(named, "Count", street), {
    num_people: 2,
    dogCount: 1,
    has_cat: false,
    person_present: true,
    people: ["person", "person"],
  });
});

test("colours by name, hex and share; of the thing that was asked for", async () => {
  const palette = object({
    colors: array(STRING),
    palette: array(object({ name: STRING, hex: STRING, percentage: NUMBER })),
  });
  assert.deepEqual(await fill(palette, "Which colours?", street), {
    colors: ["grey", "green"],
    palette: [
      { name: "grey", hex: "#888888", percentage: 50 },
      { name: "green", hex: "#338833", percentage: 30 },
    ],
  });
  assert.deepEqual(await fill(object({ color: STRING, colours: array(STRING) }), "What colour is the dog?", street), {
    color: "mostly black and white",
    colours: ["black", "white"],
  });
});

test("text, lines and codes", async () => {
  const schema = object({
    text: STRING,
    lines: array(object({ text: STRING, box: EDGES, confidence: NUMBER })),
    qr_code: STRING,
    codes: array(object({ format: STRING, text: STRING, bbox: array(INTEGER) })),
  });
  const value = (await fill(schema, "Read everything", drawnPerception("code.png"))) as {
    text: string;
    lines: unknown[];
    qr_code: string;
    codes: unknown[];
  };
  assert.match(value.text, /^Harbour Ferry Day Ticket\nValid on {2}Zone\n/);
  assert.equal(value.lines.length, 7);
  assert.equal(value.qr_code, "https://example.org/ferry/ticket/4711?day=2025-06-14");
  assert.deepEqual(value.codes[1], { format: "Code128", text: "FERRY-2025-004711", bbox: [385, 240, 785, 350] });
  assert.deepEqual(await fill(object({ text: STRING, codes: array(STRING) }), "Read", street), { text: "", codes: [] });
});

test("a label printed in the picture fills the property of its name", async () => {
  const receipt = object({
    total: NUMBER,
    subtotal: STRING,
    receiptNumber: STRING,
    date: STRING,
    vat: NUMBER,
    tip: { type: ["number", "null"] },
  });
  assert.deepEqual(await fill(receipt, "Extract the data", drawnPerception("receipt.png")), {
    total: 29.52,
    subtotal: "24.60",
    receiptNumber: "004821",
    date: "14.06.2025 10:42",
    vat: 4.92,
    tip: null,
  });
  const form = object({ first_name: STRING, "date-of-birth": STRING, email: { type: "string", format: "email" } });
  assert.deepEqual(await fill(form, "Extract", drawnPerception("form.png")), {
    first_name: "Ingrid",
    "date-of-birth": "17 May 1988",
    email: "ingrid.sorensen@example.org",
  });
  await rejectsWith(fill(object({ tip: NUMBER }), "Extract", drawnPerception("receipt.png")), /requires "tip"/);
});

test("a chart with its bars", async () => {
  const schema = object({
    title: STRING,
    chart: object({ type: STRING, bars: array(object({ label: STRING, value: NUMBER })) }),
  });
  const value = (await fill(schema, "Read the chart", drawnPerception("chart.png"))) as { chart: { bars: unknown[] } };
  assert.equal(value.chart.bars.length, 6);
  assert.deepEqual(value.chart.bars[4], { label: "May", value: 85 });
  assert.deepEqual(await fill(object({ bars: array(object({ label: STRING, value: NUMBER })) }), "Read", street), {
    bars: [],
  });
});

test("drawn shapes", async () => {
  const schema = object({
    shapes: array(object({ shape: STRING, color: STRING, hex: STRING, box: EDGES })),
    background: STRING,
    circles: INTEGER,
  });
  const value = (await fill(schema, "What is drawn?", drawnPerception("shapes.png"))) as {
    shapes: unknown[];
    circles: number;
  };
  assert.deepEqual(value.shapes[0], {
    shape: "circle",
    color: "red",
    hex: "#d62828",
    box: { x1: 56, y1: 56, x2: 224, y2: 224 },
  });
  assert.equal(value.circles, 1);
});

test("facts of the file, grouped as the schema likes", async () => {
  const image = object({
    width: INTEGER,
    height: INTEGER,
    format: STRING,
    kind: STRING,
    is_photo: BOOLEAN,
    blurry: BOOLEAN,
    aspect_ratio: NUMBER,
  });
  assert.deepEqual(await fill(object({ image, description: STRING }), "Describe", perception()), {
    image: {
      width: 900,
      height: 600,
      format: "image/jpeg",
      kind: "photograph",
      is_photo: true,
      blurry: false,
      aspect_ratio: 1.5,
    },
    description:
      "This looks like a colour photograph, 900 x 600 px. My detector knows only 80 everyday kinds of things, and I recognise none of them here, so I cannot name the subject.",
  });
});

test("several pictures: entries of all of them, or one entry each", async () => {
  const shapes = drawnPerception("shapes.png");
  const all = object({ objects: array(object({ image: INTEGER, label: STRING })) });
  const { objects } = (await fill(all, "List", street, shapes)) as { objects: { image: number }[] };
  assert.deepEqual(
    objects.map(({ image }) => image),
    [1, 1, 1, 1, 2, 2, 2, 2, 2],
  );
  const each = object({ images: array(object({ width: INTEGER, label: STRING })) });
  assert.deepEqual(await fill(each, "List", street, shapes), {
    images: [
      { width: 900, label: "dog" },
      { width: 720, label: "circle" },
    ],
  });
});

test("of several pictures, how many adds up and any one of them is enough", async () => {
  const schema = object({ count: INTEGER, found: BOOLEAN, num_dogs: INTEGER });
  const value = { count: 1, found: true, num_dogs: 1 };
  assert.deepEqual(await fill(schema, "Is there a dog?", perception(), street), value);
  assert.deepEqual(await fill(schema, "Is there a dog?", street, street), { ...value, count: 2, num_dogs: 2 });
});

test("a name may ask for the colour or the place of a thing", async () => {
  const schema = object({
    dog_color: STRING,
    position_of_car: STRING,
    dogBox: array(INTEGER),
    cat_box: { anyOf: [EDGES, NULL] },
  });
  assert.deepEqual(await fill(schema, "Describe", street), {
    dog_color: "mostly black and white",
    position_of_car: "at the top right",
    dogBox: [100, 300, 300, 560],
    cat_box: null,
  });
});

test("two pictures compared", async () => {
  const text = await converse(
    [{ text: "What changed?", pictures: [drawnPerception("shapes.png"), drawnPerception("shapes-recoloured.png")] }],
    comparison({ regions: [[290, 64, 440, 214]] }),
    object({ same: BOOLEAN, similarity: NUMBER, changes: array(EDGES), differences: array(STRING) }),
  );
  assert.deepEqual(JSON.parse(text), {
    same: false,
    similarity: 0.9,
    changes: [{ x1: 290, y1: 64, x2: 440, y2: 214 }],
    differences: [
      "a changed region at the top",
      "The blue square at the top is orange in image 2.",
      "Only in image 2: a purple ellipse at the bottom.",
    ],
  });
});

test("the answer in words has its property, and refusals stay in it", async () => {
  const schema = object({ answer: STRING, "mood?": STRING });
  assert.match(((await fill(schema, "Is she happy?", street)) as { answer: string }).answer, /^I do not read moods/);
});

test("a required property that nothing can fill is refused by its path, optional and nullable ones are not", async () => {
  await rejectsWith(
    fill(object({ mood: STRING }), "Describe", street),
    /requires "mood", but the built-in eyes have no property/,
  );
  await rejectsWith(
    fill(object({ objects: array(object({ label: STRING, breed: STRING })) }), "List", street),
    /requires "objects\[\]\.breed"/,
  );
  await rejectsWith(
    fill(object({ objects: array(object({ breed: STRING })) }), "List", perception()),
    /requires "objects\[\]\.breed"/,
  );
  await rejectsWith(fill(object({ has_ant: BOOLEAN }), "Describe", street), /requires "has_ant"/);
  const lenient = object({
    "mood?": STRING,
    breed: { type: ["string", "null"] },
    age: { anyOf: [INTEGER, NULL] },
    label: STRING,
  });
  assert.deepEqual(await fill(lenient, "Describe", street), { breed: null, age: null, label: "dog" });
});

test("what there was no time for stands in the warnings", async () => {
  const late = perception({ unfinished: [{ analysis: "text", reason: "time" }] });
  assert.deepEqual(await fill(object({ "text?": STRING, warnings: array(STRING) }), "Read", late), {
    warnings: ["I ran out of time while reading its text, so there may be more. A smaller picture takes less."],
  });
  assert.deepEqual(await fill(object({ warnings: array(STRING) }), "Read", street), { warnings: [] });
});

test("other roots: a list, anything at all, nothing that is a schema", async () => {
  assert.deepEqual(await fill(array(object({ label: STRING })), "Find the dog", street), [{ label: "dog" }]);
  assert.deepEqual(await fill({}, "Find the dog", street), ["dog"]);
  await rejectsWith(fill("object", "Find the dog", street), /is not an object/);
});

test("without a picture there is nothing to fill a schema from", async () => {
  await rejectsWith(fill(object({ label: STRING }), "What is this?"), /the conversation has no picture/);
  await rejectsWith(fill(object({ label: STRING }), "What is in image 7?", street), /There is no image 7/);
});

test("a property called __proto__ is a property", async () => {
  const schema = JSON.parse(
    '{"type":"object","properties":{"__proto__":{"type":"null"},"label":{"type":"string"}},"required":["__proto__","label"]}',
  );
  const text = await converse([{ text: "What is it?", pictures: [street] }], comparison(), schema);
  assert.equal(text, '{"__proto__":null,"label":"dog"}');
});

const numRuns = process.env.FOVEA_SOAK ? 10_000 : 200;
const NAMES =
  `label name objects items box bbox point x y width height count found text lines codes colour colors hex confidence description
  answer shapes bars value chart title kind format image images share total date mood dogs num_people has_cat differences similarity`.split(
    /\s+/,
  );
const { schema: anySchema } = fc.letrec((tie) => ({
  schema: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constantFrom<unknown>(
      STRING,
      NUMBER,
      INTEGER,
      BOOLEAN,
      NULL,
      {},
      { type: ["string", "null"] },
      { enum: ["dog", "none", 1, null] },
    ),
    tie("schema").map((items) => ({ type: "array", items })),
    fc.array(tie("schema"), { minLength: 1, maxLength: 2 }).map((anyOf) => ({ anyOf })),
    fc
      .dictionary(fc.constantFrom(...NAMES), tie("schema"), { maxKeys: 5 })
      .chain((properties) =>
        fc
          .subarray(Object.keys(properties))
          .map((required) => ({ type: "object", properties, required, additionalProperties: false })),
      ),
  ),
}));

test("any schema is obeyed, or refused by name", async () => {
  const pictures = [
    street,
    perception(),
    ...["receipt.png", "chart.png", "code.png", "shapes.png"].map(drawnPerception),
  ];
  await fc.assert(
    fc.asyncProperty(
      anySchema,
      fc.subarray(pictures, { minLength: 1, maxLength: 2 }),
      fc.constantFrom(
        "Describe",
        "Where is the dog?",
        "What changed?",
        "Find the ant",
        "Read the text",
        "Which shapes?",
      ),
      async (schema, seen, question) => {
        try {
          assert.equal(faultOf(await fill(schema, question, ...seen), readSchema(schema)), null);
        } catch (error) {
          if (!(error instanceof EyesError)) throw error;
          assert.match(error.code, /^eyes\.schema/);
        }
      },
    ),
    { numRuns, seed: 11 },
  );
});

async function rejectsWith(answer: Promise<unknown>, message: RegExp): Promise<void> {
  await assert.rejects(
    answer,
    (error) => error instanceof EyesError && error.status === 400 && message.test(error.message),
  );
}
