import assert from "node:assert/strict";
import { test } from "node:test";
import { shortSize, shortTime } from "./amounts.ts";
import { showProgress } from "./progress.ts";
import { table } from "./table.ts";

test("sizes have three digits and the unit that fits", () => {
  const sizes = [0, 1, 999, 1000, 9949, 99_499, 99_500, 999_499, 999_500, 240_512, 500e6, 1e12, 5e15];
  assert.deepEqual(sizes.map(shortSize), [
    "0 B",
    "1 B",
    "999 B",
    "1.0 kB",
    "9.9 kB",
    "99.5 kB",
    "100 kB",
    "999 kB",
    "1.0 MB",
    "241 kB",
    "500 MB",
    "1.0 TB",
    "5000 TB",
  ]);
});

test("times are UTC to the minute; what is no time is null", () => {
  assert.equal(shortTime("2026-11-22T09:30:59.9Z"), "2026-11-22 09:30");
  assert.equal(shortTime(0), "1970-01-01 00:00");
  assert.equal(shortTime("soon"), null);
});

test("a table lines its columns up, numbers at the right, and cuts what is too long", () => {
  const columns = [{ head: "ID" }, { head: "SIZE", right: true }, { head: "NAME" }];
  assert.equal(
    table(columns, [
      ["a", "1 B", "é.png"],
      ["bcd", "100 B", ""],
    ]),
    "ID    SIZE  NAME\na      1 B  é.png\nbcd  100 B\n",
  );
  assert.ok(table([{ head: "X" }], [["y".repeat(500)]]).length < 80);
});

test("progress is written at most ten times a second, over itself, and never past the end", () => {
  let said = "";
  let time = 0;
  const progress = showProgress({ write: (text) => (said += String(text)), isTTY: true }, "a.png", 1000, () => time);
  for (time = 0; time < 1000; time += 10) progress.at(time * 2);
  assert.equal(said.split("\r").length - 1, 10);
  assert.match(said, /\] 100% {2}1\.0 kB of 1\.0 kB/);
  assert.doesNotMatch(said, /\n| 1\d[1-9]%/);
  progress.clear();
  progress.clear();
  assert.match(said, /\r +\r$/);
});
