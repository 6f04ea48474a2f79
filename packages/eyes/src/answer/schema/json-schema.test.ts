import assert from "node:assert/strict";
import { test } from "node:test";
import { EyesError } from "../../errors.ts";
import { itemNode, propertyNode, readSchema } from "./json-schema.ts";

const refusedWith = (schema: unknown, problem: RegExp): void => {
  assert.throws(
    () => {
      const node = readSchema(schema);
      for (const { name, schema: inner } of node.properties) itemNode(propertyNode(node, name, inner));
    },
    (error) => error instanceof EyesError && error.code === "eyes.schema" && problem.test(error.message),
    JSON.stringify(schema),
  );
};

test("required properties are written first, as the platform does", () => {
  const schema = { type: "object", properties: { a: {}, b: {}, c: {} }, required: ["c"] };
  assert.deepEqual(
    readSchema(schema).properties.map(({ name, required }) => [name, required]),
    [
      ["c", true],
      ["a", false],
      ["b", false],
    ],
  );
});

test("references are followed and allOf is taken in", () => {
  const schema = {
    $defs: { "a/b": { type: "string" }, base: { properties: { id: { type: "integer" } }, required: ["id"] } },
    type: "object",
    allOf: [{ $ref: "#/$defs/base" }, { properties: { name: { $ref: "#/$defs/a~1b" } }, required: ["name"] }],
  };
  const node = readSchema(schema);
  assert.deepEqual(
    node.properties.map(({ name, required }) => [name, required]),
    [
      ["id", true],
      ["name", true],
    ],
  );
  assert.deepEqual(propertyNode(node, "name", node.properties[1]?.schema).types, ["string"]);
});

test("one definition may be used in two places", () => {
  const box = { type: "object", properties: { x: { type: "integer" } } };
  const schema = {
    $defs: { box },
    type: "object",
    properties: { a: { $ref: "#/$defs/box" }, b: { type: "array", items: { $ref: "#/$defs/box" } } },
  };
  const node = readSchema(schema);
  for (const { name, schema: inner } of node.properties) assert.ok(itemNode(propertyNode(node, name, inner)));
});

test("what cannot be kept is refused by name", () => {
  refusedWith("x", /is not an object/);
  refusedWith([], /is not an object/);
  refusedWith({ type: "date" }, /has an unknown type/);
  refusedWith({ type: [] }, /has an unknown type/);
  refusedWith({ properties: { a: { type: "integer", minimum: 0 } } }, /at "a" uses "minimum"/);
  refusedWith({ oneOf: [] }, /uses "oneOf"/);
  refusedWith({ properties: { a: { type: "array", items: {}, minItems: 2 } } }, /"minItems" other than 0 and 1/);
  refusedWith({ properties: { a: { enum: [] } } }, /"enum"/);
  refusedWith({ properties: { a: { enum: [{}] } } }, /"enum"/);
  refusedWith({ properties: [] }, /"properties"/);
  refusedWith({ required: ["a"] }, /requires "a" without describing it/);
  refusedWith({ $ref: "https://example.org/schema" }, /outside itself/);
  refusedWith({ $ref: "#/$defs/a" }, /is not there/);
  refusedWith({ $ref: "#/__proto__/x" }, /is not there/);
  refusedWith({ allOf: [1] }, /"allOf"/);
});

test("recursion is refused, whichever way it goes round", () => {
  refusedWith({ $ref: "#" }, /is recursive/);
  refusedWith({ $defs: { a: { allOf: [{ $ref: "#/$defs/a" }] } }, $ref: "#/$defs/a" }, /is recursive/);
  refusedWith({ type: "object", properties: { a: { $ref: "#" } } }, /is recursive/);
});

test("a schema that unfolds without end is refused within a moment", () => {
  const $defs: Record<string, unknown> = { d0: { type: "string" } };
  for (let i = 1; i < 60; i++)
    $defs[`d${i}`] = { allOf: [{ $ref: `#/$defs/d${i - 1}` }, { $ref: `#/$defs/d${i - 1}` }] };
  refusedWith({ $defs, $ref: "#/$defs/d59" }, /is too complex/);
});
