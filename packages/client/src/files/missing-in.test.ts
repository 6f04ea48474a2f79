import assert from "node:assert/strict";
import { test } from "node:test";
import { missingIn } from "./missing-in.ts";

const IDS = new Set(["file_a", "file_b"]);
const said = (message: string, code?: string): string =>
  JSON.stringify({ type: "error", error: { type: "x", message, ...(code && { details: { error_code: code } }) } });

test("the files that a refusal names are gone, and all where it names none", () => {
  assert.deepEqual(missingIn(said("File `file_b` not found."), IDS), new Set(["file_b"]));
  assert.deepEqual(missingIn(said("A file of this request was deleted."), IDS), IDS);
  assert.deepEqual(missingIn(said("Gone.", "file_expired"), IDS), IDS);
});

test("a refusal that speaks of something else says nothing of files", () => {
  for (const text of [said("model: not found"), said("file_a is too large"), "<h1>file_a not found</h1>", "", "null"])
    assert.equal(missingIn(text, IDS).size, 0);
});
