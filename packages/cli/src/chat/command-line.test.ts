import assert from "node:assert/strict";
import { homedir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { readLine, words } from "./command-line.ts";

test("a line is asked, unless it begins with a slash", () => {
  assert.deepEqual(readLine("  What is this? "), { kind: "say", text: "What is this?" });
  assert.deepEqual(readLine("//etc/hosts: what is it for?"), { kind: "say", text: "/etc/hosts: what is it for?" });
  assert.deepEqual(readLine("   "), { kind: "nothing" });
  assert.deepEqual(readLine("/add a.png b.png"), { kind: "add", inputs: ["a.png", "b.png"] });
  assert.deepEqual(readLine("/add"), { kind: "add", inputs: [] });
  assert.deepEqual(readLine("/plan And this?"), { kind: "plan", text: "And this?" });
  assert.deepEqual(readLine("/save"), { kind: "save", file: null });
  assert.deepEqual(readLine("/save my chat.json"), { kind: "save", file: "my" });
  assert.deepEqual(readLine("/save 'my chat.json'"), { kind: "save", file: "my chat.json" });
  assert.deepEqual(readLine("/drop"), { kind: "drop" });
  for (const word of ["/quit", "/exit", "/q"]) assert.deepEqual(readLine(word), { kind: "quit" });
  assert.deepEqual(readLine("/"), { kind: "unknown", word: "" });
  assert.deepEqual(readLine("/adds a.png"), { kind: "unknown", word: "adds" });
});

test("names are told apart as a shell does", { skip: process.platform === "win32" }, () => {
  assert.deepEqual(words(`a.png  "my photo.png" 'it''s' b\\ c.png "say \\"hi\\".png"`), [
    "a.png",
    "my photo.png",
    "its",
    "b c.png",
    'say "hi".png',
  ]);
  assert.deepEqual(words("~/a.png ~b"), [join(homedir(), "a.png"), "~b"]);
  assert.deepEqual(words(""), []);
});
