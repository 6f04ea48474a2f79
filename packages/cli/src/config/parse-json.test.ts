import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { JsonError, parseJson } from "./parse-json.ts";

test("reads what JSON.parse reads, to the same value", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), fc.constantFrom(0, 2), (value, indent) => {
      const text = JSON.stringify(value, null, indent);
      if (text.includes("__proto__")) return;
      assert.deepEqual(parseJson(text).value, JSON.parse(text));
    }),
    { numRuns: process.env.FOVEA_SOAK ? 20_000 : 200, seed: 5 },
  );
});

test("refuses what JSON.parse refuses", () => {
  const alphabet = fc.constantFrom(...'{}[]:,"\\ \n0123.eE+-tfn'.split(""), "true", "null", '"a"', "//");
  fc.assert(
    fc.property(fc.array(alphabet, { maxLength: 12 }), (pieces) => {
      const text = pieces.join("");
      const parses = (read: (text: string) => unknown): boolean => {
        try {
          read(text);
          return true;
        } catch {
          return false;
        }
      };
      // A name that stands twice is JSON, and refused here.
      if (parses(parseJson)) assert.ok(parses(JSON.parse), text);
      else if (parses(JSON.parse)) assert.throws(() => parseJson(text), /stands twice/);
    }),
    { numRuns: process.env.FOVEA_SOAK ? 100_000 : 2000, seed: 6 },
  );
});

test("says where it is wrong and what was expected, and nothing of what stands there", () => {
  const rows: [string, number, number, string][] = [
    ["", 1, 1, "the text ends here, and is not finished"],
    ['{"a": 1,}', 1, 9, "a name is expected after the comma"],
    ['{\n  "a": 1\n  "b": 2\n}', 3, 3, "a comma, or the end of the object, is expected here"],
    ['{\n  // why\n  "a": 1\n}', 2, 3, "a comment, which JSON does not have"],
    ["{'a': 1}", 1, 2, "a name in double quotes is expected here"],
    ['{"a" 1}', 1, 6, "a colon is expected here"],
    ['{"key": sk-secret}', 1, 9, "a value is expected here"],
    ['{"key": "sk-secret\n"}', 1, 9, "a text that begins here does not end on its line"],
    ['{"key": "sk-\\x"}', 1, 9, "a text with a wrong escape begins here"],
    ['{"a": 1, "a": 2}', 1, 10, 'the name "a" stands twice'],
    ['{"a": 1, "\\u0061": 2}', 1, 10, 'the name "a" stands twice'],
    ['{"__proto__": 1}', 1, 2, "the name __proto__ is not allowed"],
    ["[1, 2,]", 1, 7, "a value is expected here"],
    ["[01]", 1, 2, "a value is expected here"],
    ["{} {}", 1, 4, "something follows the end"],
    ["[".repeat(99), 1, 34, "nested too deeply"],
  ];
  for (const [text, line, column, message] of rows)
    assert.throws(
      () => parseJson(text),
      (error) => {
        assert.ok(error instanceof JsonError);
        assert.deepEqual([error.line, error.column, error.message], [line, column, message], text);
        return true;
      },
    );
});

test("knows the line of every place; of one that is not there, that of the nearest above it", () => {
  const { lineOf } = parseJson('{\n "a": {\n  "b": [1,\n  {"c": 2}]\n },\n "d":\n 4 }');
  const lines = [[], ["a"], ["a", "b"], ["a", "b", 1], ["a", "b", 1, "c"], ["a", "x"], ["d"], ["y"]].map(lineOf);
  assert.deepEqual(lines, [1, 2, 3, 4, 4, 2, 6, 1]);
});
