import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { makeFolders } from "./make-folders.ts";

const root = await mkdtemp(join(tmpdir(), "fovea-folders-"));
after(() => rm(root, { recursive: true, force: true }));

test("a folder and those above it are made for their owner alone, and the topmost is told", async () => {
  const path = join(root, "a", "b", "c");
  assert.equal(await makeFolders(path), join(root, "a"));
  assert.equal((await stat(path)).mode & 0o777, 0o700);
  assert.equal(await makeFolders(path), null);
});

test("two who make the same folder at once both get it", async () => {
  const path = join(root, "shared", "deep");
  await Promise.all(Array.from({ length: 8 }, () => makeFolders(path)));
  assert.ok((await stat(path)).isDirectory());
});

test("a file in the way is an error, not a loop", async () => {
  await writeFile(join(root, "file"), "");
  await assert.rejects(makeFolders(join(root, "file")), { code: "EEXIST" });
  await assert.rejects(makeFolders(join(root, "file", "below")), { code: "EEXIST" });
});

test("a place where nothing can be made is an error, not a loop", {
  skip: existsSync("/proc/self") ? false : "needs Linux's /proc",
}, async () => {
  await assert.rejects(makeFolders("/proc/nope/store"), { code: "ENOENT" });
});
