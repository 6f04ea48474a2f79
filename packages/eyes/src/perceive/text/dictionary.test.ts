import assert from "node:assert/strict";
import { test } from "node:test";
import { dictionary, parseDictionary } from "./dictionary.ts";

test("the blank comes first and the space last, with and without a final newline, with Windows line ends too", () => {
  for (const file of ["a\nb", "a\nb\n", "a\r\nb\r\n"]) assert.deepEqual(parseDictionary(file), ["", "a", "b", " "]);
});

test("the shipped dictionary has the 6625 classes of the shipped recogniser", () => {
  assert.equal(dictionary().length, 6625);
  assert.equal(dictionary().filter((character) => character === "A").length, 1);
});
