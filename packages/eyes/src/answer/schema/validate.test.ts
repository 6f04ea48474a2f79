import assert from "node:assert/strict";
import { test } from "node:test";
import { readSchema } from "./json-schema.ts";
import { faultOf } from "./validate.ts";

const CASES: readonly [schema: unknown, value: unknown, fault: string | null][] = [
  [{}, { any: [1, null, "x"] }, null],
  [{ type: "string" }, "x", null],
  [{ type: "string" }, 1, "the value is not string"],
  [{ type: "number" }, 1, null],
  [{ type: "integer" }, 1.5, "the value is not integer"],
  [{ type: ["integer", "null"] }, null, null],
  [{ type: "boolean" }, 0, "the value is not boolean"],
  [{ type: "object" }, [], "the value is not object"],
  [{ type: "object" }, null, "the value is not object"],
  [{ enum: ["a", 1, null] }, null, null],
  [{ enum: ["a", 1] }, "1", "the value is none of the allowed values"],
  [{ const: false }, false, null],
  [{ anyOf: [{ type: "string" }, { type: "null" }] }, null, null],
  [{ anyOf: [{ type: "string" }, { type: "null" }] }, 1, "the value fits no alternative"],
  [{ type: "array", items: { type: "integer" } }, [1, 2], null],
  [{ type: "array", items: { type: "integer" } }, [1, "2"], "[1] is not integer"],
  [{ type: "array", minItems: 1 }, [], "the value is empty"],
  [{ properties: { a: { type: "string" } }, required: ["a"] }, {}, "a is missing"],
  [{ properties: { a: { properties: { b: { type: "string" } } } } }, { a: { b: 1 } }, "a.b is not string"],
  [{ properties: { a: {} }, additionalProperties: false }, { a: 1, c: 2 }, "c is not described"],
  [{ properties: { a: {} } }, { c: 2 }, null],
  [{ $defs: { s: { type: "string" } }, type: "array", items: { $ref: "#/$defs/s" } }, ["x", 1], "[1] is not string"],
  [{ format: "date" }, "2025-06-14", null],
  [{ format: "date" }, "14.06.2025", "the value is not in the format date"],
  [{ format: "date-time" }, "2025-06-14T10:42:00Z", null],
  [{ format: "time" }, "10:42", "the value is not in the format time"],
  [{ format: "duration" }, "P1DT2H", null],
  [{ format: "duration" }, "P", "the value is not in the format duration"],
  [{ format: "email" }, "a@example.org", null],
  [{ format: "hostname" }, "-example.org", "the value is not in the format hostname"],
  [{ format: "uri" }, "https://example.org/x", null],
  [{ format: "ipv4" }, "127.0.0.1", null],
  [{ format: "ipv4" }, "256.0.0.1", "the value is not in the format ipv4"],
  [{ format: "ipv6" }, "::1", null],
  [{ format: "uuid" }, "123e4567-e89b-12d3-a456-426614174000", null],
  [{ format: "unheard-of" }, "x", null],
];

for (const [schema, value, fault] of CASES)
  test(`${JSON.stringify(value)} against ${JSON.stringify(schema)}: ${fault ?? "obeys"}`, () => {
    assert.equal(faultOf(value, readSchema(schema)), fault);
  });
