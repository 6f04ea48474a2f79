import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { seek, TO_THE_END } from "./seek.ts";

const numRuns = process.env.FOVEA_SOAK === undefined ? 150 : 10_000;

/** The same, one letter after the other. */
function naive(text: string, at: number, commas: number): number {
  let depth = 1;
  let left = commas;
  for (let to = at; to < text.length; to++) {
    if (text[to] === '"') {
      for (to++; to < text.length && text[to] !== '"'; to++) if (text[to] === "\\") to++;
    } else if (text[to] === "," && depth === 1) {
      if (--left === 0) return to + 1;
    } else if (text[to] === "{" || text[to] === "[") depth++;
    else if ((text[to] === "}" || text[to] === "]") && --depth === 0) return to;
  }
  return text.length;
}

test("property: values are passed over to where they end, short and long ones, whatever stands in their strings", () => {
  const string = fc
    .array(fc.constantFrom('"', "\\", "{", "}", "[", "]", ",", "a", "é", "\n", "x".repeat(30), "y".repeat(1500)), {
      maxLength: 30,
    })
    .map((parts) => parts.join(""));
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 4 },
      string,
      fc.integer(),
      fc.constantFrom(null, true),
      fc.array(tie("any"), { maxLength: 5 }),
      fc.dictionary(fc.string({ maxLength: 4 }), tie("any"), { maxKeys: 4 }),
    ),
  })).any;
  fc.assert(
    fc.property(fc.array(value, { maxLength: 12 }), fc.nat(14), fc.nat(200), (values, commas, offset) => {
      const front = `${" ".repeat(offset)}[`;
      const text = `${front}${values.map((one) => JSON.stringify(one)).join(" , ")}] ,7]`;
      const bytes = Buffer.from(text);
      const latin = bytes.toString("latin1");
      for (const count of [commas + 1, TO_THE_END])
        assert.equal(seek(bytes, front.length, count, []), naive(latin, front.length, count));
    }),
    { seed: 8, numRuns },
  );
});

test("long texts are jumped over, wherever the windows end", () => {
  for (const before of [0, 1, 150, 191, 192, 193, 2000, 2239, 2240, 2241, 70_000]) {
    const spans: { start: number; end: number }[] = [];
    let text = `[${"1".repeat(before)}`;
    for (const length of [5000, 4096, 200_000]) {
      const start = text.length + 7;
      // What stands in the span is not looked at: brackets in it would end the value.
      text += `,{"d":"${"]".repeat(length)}"},"z"`;
      spans.push({ start, end: start + length });
    }
    const bytes = Buffer.from(`${text}]]`);
    assert.equal(seek(bytes, 1, TO_THE_END, spans), text.length, `${before}`);
    assert.equal(seek(bytes, 1, 6, spans), text.length - 3, `${before}`);
  }
});

test("bytes that end too early end the search", () => {
  for (const text of ["[1,2", `[${"1,".repeat(2000)}`, '["a\\', `["${"a".repeat(5000)}\\`, `["${"a".repeat(2237)}\\"`])
    assert.equal(seek(Buffer.from(text), 1, TO_THE_END, []), text.length);
});
