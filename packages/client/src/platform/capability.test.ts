import assert from "node:assert/strict";
import { test } from "node:test";
import type { Capability } from "./capability.ts";
import { MODEL_ROWS, unknownModel } from "./model-rows.ts";
import { PLATFORMS } from "./platforms.ts";

function* capabilities(value: unknown, path: string): Generator<[path: string, capability: Capability<unknown>]> {
  if (typeof value !== "object" || value === null) return;
  if ("value" in value) yield [path, value as Capability<unknown>];
  else for (const [name, inner] of Object.entries(value)) yield* capabilities(inner, `${path}.${name}`);
}

const rows = [...Object.values(PLATFORMS), ...MODEL_ROWS, unknownModel("someone-elses-model")];
const all = rows.flatMap((row) => [...capabilities(row, row.id)]);

test("the rows hold their capabilities where this test looks", () => {
  assert.equal(all.length, Object.keys(PLATFORMS).length * 15 + (MODEL_ROWS.length + 1) * 9);
});

test("every capability names its source and the day it was read", () => {
  for (const [path, { source, read }] of all) {
    assert.match(source, /\S/, path);
    assert.match(read, /^\d{4}-\d{2}-\d{2}$/, path);
    assert.equal(new Date(`${read}T00:00:00Z`).toISOString().slice(0, 10), read, path);
  }
});

test("every capability that is not certain says why", () => {
  for (const [path, { certain, note }] of all) if (!certain) assert.match(note ?? "", /\S{2}/, path);
});
