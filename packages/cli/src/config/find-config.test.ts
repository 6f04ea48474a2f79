import assert from "node:assert/strict";
import { chownSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import type { Io } from "../io.ts";
import { findConfig } from "./find-config.ts";

const folder = mkdtempSync(join(tmpdir(), "fovea-find-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const world = (env: Record<string, string> = {}): Io => ({
  stdin: process.stdin,
  stdout: { write: () => true },
  stderr: { write: () => true },
  env,
  cwd: folder,
  signal: new AbortController().signal,
});

test("the flag wins over the variable, that over the file of the directory; without all of them there is none", async () => {
  assert.equal(await findConfig(undefined, world()), null);
  writeFileSync(join(folder, "fovea.json"), "{}");
  const found = async (named?: string, env?: Record<string, string>) => (await findConfig(named, world(env)))?.path;
  assert.equal(await found(), join(folder, "fovea.json"));
  assert.equal(await found(undefined, { FOVEA_CONFIG: "" }), join(folder, "fovea.json"));
  assert.equal(await found(undefined, { FOVEA_CONFIG: "b.json" }), join(folder, "b.json"));
  assert.equal(await found("a.json", { FOVEA_CONFIG: "b.json" }), join(folder, "a.json"));
});

test("a file of the directory that belongs to someone else is read only when it is named", {
  skip: process.getuid?.() === 0 ? false : "only root can give a file away",
}, async () => {
  chownSync(join(folder, "fovea.json"), 12_345, 12_345);
  // To root nobody's file but its own counts as its own.
  await assert.rejects(findConfig(undefined, world()), /belongs to another user/);
  assert.equal((await findConfig("fovea.json", world()))?.shown, "fovea.json");
});
