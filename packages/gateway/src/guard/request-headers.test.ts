import assert from "node:assert/strict";
import { test } from "node:test";
import { betasOf, modeOf, versionOf } from "./request-headers.ts";

test("both versions are known; another is refused in the platform's words", () => {
  assert.equal(versionOf({ "anthropic-version": "2023-06-01" }, "strict"), "2023-06-01");
  assert.equal(versionOf({ "anthropic-version": "2026-10-21" }, "mend"), "2026-10-21");
  assert.throws(() => versionOf({ "anthropic-version": "2023-06-01, 2023-06-01" }, "mend"), {
    status: 400,
    message: 'anthropic-version: "2023-06-01, 2023-06-01" is not a valid version',
  });
});

test("without a version strict refuses as the platform does, and mend takes the older one", () => {
  assert.throws(() => versionOf({}, "strict"), { status: 400, message: "anthropic-version: header is required" });
  assert.equal(versionOf({}, "mend"), "2023-06-01");
});

test("betas are a comma list", () => {
  assert.deepEqual([...betasOf({ "anthropic-beta": " a-1 ,b-2,, a-1" })], ["a-1", "b-2"]);
  assert.equal(betasOf({}).size, 0);
});

test("a request may tighten the mode and never loosen it", () => {
  assert.equal(modeOf({}, "mend"), "mend");
  assert.equal(modeOf({ "fovea-mode": "Strict" }, "mend"), "strict");
  assert.equal(modeOf({ "fovea-mode": "mend" }, "strict"), "strict");
  assert.throws(() => modeOf({ "fovea-mode": "lax" }, "mend"), { status: 400 });
});
