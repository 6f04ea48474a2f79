import assert from "node:assert/strict";
import { test } from "node:test";
import { freeze } from "./freeze.ts";

test("the copy is equal, shares nothing, and is frozen through and through", () => {
  const inner = { width: 3, unknown: undefined, nothing: null };
  const given = { list: [inner, [1, "two"], inner], inner, bare: Object.create(null), size: 2n };
  const copy = freeze(given);
  assert.deepEqual(copy, { ...given, bare: {} });
  assert.ok(Object.hasOwn(copy.inner, "unknown"));
  for (const one of [copy, copy.list, copy.inner, copy.list[0], copy.list[1], copy.bare])
    assert.ok(Object.isFrozen(one));
  inner.width = 4;
  assert.equal(copy.inner.width, 3);
  assert.ok(!Object.isFrozen(given) && !Object.isFrozen(given.list) && !Object.isFrozen(inner));
});

test("what was frozen on the outside alone is frozen inside too, and the original is left alone", () => {
  const inner = { a: [1] };
  const copy = freeze(Object.freeze({ inner }));
  assert.ok(Object.isFrozen(copy.inner) && Object.isFrozen(copy.inner.a));
  inner.a.push(2);
  assert.deepEqual(copy, { inner: { a: [1] } });
});

test("what is no plain object is copied as structuredClone does", () => {
  class Size {
    readonly width = 3;
    readonly inside = { height: 4 };
  }
  const copy = freeze({ size: new Size(), day: new Date(0) });
  assert.deepEqual(copy, { size: { width: 3, inside: { height: 4 } }, day: new Date(0) });
  assert.ok(Object.isFrozen(copy.size) && Object.isFrozen(copy.size.inside));
});
