import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { isEntryProperty, ROWS } from "./properties.ts";
import { plainName } from "./row.ts";
import type { ScopeType } from "./scope.ts";

/** What an object is about, in words. */
const ABOUT: Readonly<Record<ScopeType, string>> = {
  whole: "the answer",
  picture: "the picture",
  thing: "thing",
  group: "kind",
  line: "line of text",
  row: "row of a table",
  code: "code",
  shape: "shape",
  bar: "bar",
  face: "face",
  region: "changed region",
  note: "change",
  colour: "colour",
  guess: "alternative",
  chart: "chart",
  text: "text",
};

function table(): string {
  const rows = ROWS.map(({ names, gives, of }) => {
    const about = (Object.keys(ABOUT) as ScopeType[]).filter((type) => of[type]).map((type) => ABOUT[type]);
    const ticked = names.split(", ").map((name) => `\`${name}\``);
    return `| ${ticked.join(" ")} | ${gives} | ${about.join(", ")} |`;
  });
  return ["| name | value | of |", "|---|---|---|", ...rows].join("\n");
}

test("docs/eyes.md has the table of properties as it is", () => {
  const page = readFileSync(join(import.meta.dirname, "../../../../../docs/eyes.md"), "utf8");
  const written = /<!-- properties: [^>]*-->\n([\s\S]*?)\n?<!-- \/properties -->/.exec(page)?.[1];
  assert.equal(written, table());
});

test("a name means one thing", () => {
  const names = ROWS.flatMap((row) => row.names.split(",").map(plainName));
  assert.deepEqual(names, [...new Set(names)]);
  for (const row of ROWS) assert.ok(Object.keys(row.of).length > 0, row.names);
});

test("what a picture alone has is no property of an entry", () => {
  assert.ok(isEntryProperty("Bounding_Box"));
  assert.ok(isEntryProperty("label"));
  assert.ok(!isEntryProperty("is_photo"));
  assert.ok(!isEntryProperty("mood"));
});
