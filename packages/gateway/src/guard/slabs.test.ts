import assert from "node:assert/strict";
import { test } from "node:test";
import { createSlabs } from "./slabs.ts";

const MIB = 1024 * 1024;

test("memory that was given back is used again, and what was seen of it before is empty", () => {
  const slabs = createSlabs();
  const first = slabs.take(MIB);
  first.bytes.fill(7);
  const late = first.bytes.subarray(10, 20);
  assert.equal(slabs.keptBytes, 0);
  first.giveBack();
  assert.deepEqual([first.bytes.length, late.length, late[0]], [0, 0, undefined]);
  assert.equal(slabs.keptBytes, MIB);

  const second = slabs.take(MIB - 1000);
  assert.equal(second.bytes.length, MIB - 1000);
  // The same memory: nobody has written to it since.
  assert.equal(second.bytes[0], 7);
  assert.equal(slabs.keptBytes, 0);
  second.bytes.fill(8);
  assert.deepEqual([first.bytes.length, late.length], [0, 0]);
});

test("a slab is given back once, whatever its holder does", () => {
  const slabs = createSlabs();
  const slab = slabs.take(MIB);
  slab.giveBack();
  slab.giveBack();
  assert.equal(slabs.keptBytes, MIB);
  const [one, other] = [slabs.take(MIB), slabs.take(MIB)];
  one.bytes.fill(1);
  other.bytes.fill(2);
  slab.giveBack();
  assert.equal(one.bytes[0], 1);
});

test("short bodies take memory of their own, and every length gets what it asks for", () => {
  const slabs = createSlabs();
  for (const length of [0, 1, 1000, 256 * 1024 - 1, 256 * 1024, 256 * 1024 + 1, 3 * MIB + 17, 32 * MIB]) {
    const slab = slabs.take(length);
    assert.equal(slab.bytes.length, length);
    assert.ok(slab.bytes.buffer.byteLength <= length * 1.125 + 1, `${slab.bytes.buffer.byteLength} for ${length}`);
    slab.giveBack();
    assert.equal(slab.bytes.length, length < 256 * 1024 ? length : 0);
  }
});

test("no more is kept than was said, the newest rather than the oldest", () => {
  const slabs = createSlabs({ maxKeptBytes: 3 * MIB });
  const all = [1, 1, 1, 2, 4].map((mib) => slabs.take(mib * MIB));
  for (const slab of all.slice(0, 4)) slab.giveBack();
  // Two of 1 MiB made room for the one of 2.
  assert.equal(slabs.keptBytes, 3 * MIB);
  all[4]?.giveBack();
  assert.ok(slabs.keptBytes <= 3 * MIB);
});

test("memory that nobody takes is let go", async () => {
  const slabs = createSlabs({ keepMs: 20 });
  slabs.take(MIB).giveBack();
  assert.equal(slabs.keptBytes, MIB);
  await new Promise((resolve) => setTimeout(resolve, 200));
  assert.equal(slabs.keptBytes, 0);
});
