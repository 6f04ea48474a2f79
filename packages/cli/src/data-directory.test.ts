import assert from "node:assert/strict";
import { test } from "node:test";
import { dataDirectory, dataWords } from "./data-directory.ts";
import type { Io } from "./io.ts";

const io = (env: Record<string, string>): Io => ({ env, cwd: "/home/ada" }) as unknown as Io;

test("the directory is --data's, else FOVEA_DATA's, else the platform's place", () => {
  const env = { HOME: "/home/me", FOVEA_DATA: "mine", XDG_DATA_HOME: "/xdg", APPDATA: "/appdata" };
  assert.equal(dataDirectory("there", io(env), "linux"), "/home/ada/there");
  assert.equal(dataDirectory(undefined, io(env), "linux"), "/home/ada/mine");
  const plain = { ...env, FOVEA_DATA: "" };
  assert.equal(dataDirectory(undefined, io(plain), "linux"), "/xdg/fovea");
  assert.equal(dataDirectory(undefined, io(plain), "darwin"), "/home/me/Library/Application Support/fovea");
  assert.equal(dataDirectory(undefined, io(plain), "win32"), "/appdata/fovea");
});

test("an XDG_DATA_HOME that is missing or not absolute is ignored, as its specification asks", () => {
  for (const env of [{ HOME: "/home/me" }, { HOME: "/home/me", XDG_DATA_HOME: "relative" }])
    assert.equal(dataDirectory(undefined, io(env), "linux"), "/home/me/.local/share/fovea");
});

test("a command line names the directory only where it would not be found without", () => {
  const env = { HOME: "/home/me", FOVEA_DATA: "/mine" };
  assert.equal(dataWords("/mine", io(env)), "");
  assert.equal(dataWords("/other", io(env)), " --data /other");
  assert.equal(dataWords("/my data", io(env)), ' --data "/my data"');
});
