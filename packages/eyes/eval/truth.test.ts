import assert from "node:assert/strict";
import { test } from "node:test";
import { faultOf, readFolder } from "./truth.ts";

const examples = new URL("../../../examples/", import.meta.url).pathname;

test("the committed folders have truth of the form described, and every picture they name", () => {
  for (const folder of ["photos", "drawn"]) assert.ok(readFolder(examples + folder).length >= 5, folder);
});

test("truth of another form is refused with the key that is wrong", () => {
  assert.equal(faultOf({ things: [{ label: "cat", box: [0, 0, 10, 10] }] }), null);
  assert.match(faultOf([]) ?? "", /object/);
  assert.match(faultOf({ things: [{ label: "cat", box: [0, 0, 10] }] }) ?? "", /^things/);
  assert.match(faultOf({ kind: "painting" }) ?? "", /^kind/);
  assert.match(faultOf({ chart: { bars: [{ label: "a", value: "3" }] } }) ?? "", /^chart/);
  assert.match(faultOf({ rows: ["a"] }) ?? "", /together/);
  assert.match(faultOf({ questions: { "What?": "(" } }) ?? "", /regular expression/);
});
