import assert from "node:assert/strict";
import { test } from "node:test";
import { newFileId, randomCharacters, timeOfFileId } from "./random-id.ts";

test("the ids of files sort as their times, in SQLite's order and in JavaScript's", () => {
  const times = [0, 1, 61, 62, 1_795_000_000_000, 1_795_000_000_001, 4_000_000_000_000, 62 ** 8 - 1];
  const ids = times.map(newFileId);
  assert.deepEqual([...ids].sort(), ids);
  assert.deepEqual(
    [...ids].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))),
    ids,
  );
  assert.deepEqual(ids.map(timeOfFileId), times);
});

test("an id of another form has no time", () => {
  for (const id of ["", "file_", "file_x", "file_021234567890123456789012", `${newFileId(1)}0`, `x${newFileId(1)}`])
    assert.equal(timeOfFileId(id), null);
});

test("random characters are letters and digits, each about as often as any other", () => {
  const text = randomCharacters(62 * 2000);
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  assert.match(text, /^[0-9A-Za-z]+$/);
  assert.equal(counts.size, 62);
  for (const count of counts.values()) assert.ok(count > 1700 && count < 2300);
});
