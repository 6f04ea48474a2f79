import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";

// Every example runs, and says what it promises.

const root = join(import.meta.dirname, "..");
const SAYS: Readonly<Record<string, RegExp>> = {
  "examples/library/any-client.ts": /input\.not-an-image/,
  "examples/library/ask-offline.ts": /\bcat\b[\s\S]*\bcup\b[\s\S]*visual tokens in two pictures/,
  "examples/library/plan.ts": /by its url[\s\S]*after Fovea has fetched it[\s\S]*Amazon Bedrock/,
};

const examples = globSync("examples/library/*.ts", { cwd: root }).sort();

test("every example is tried here", () => assert.deepEqual(examples, Object.keys(SAYS)));

for (const example of examples)
  test(`${example} runs by the command in its header`, { timeout: 120_000 }, async () => {
    const command = /^\/\/ npx node (.*)$/m.exec(readFileSync(join(root, example), "utf8"))?.[1] ?? "";
    assert.match(command, new RegExp(`${example}$`));
    const { stdout } = await promisify(execFile)(process.execPath, command.split(" "), { cwd: root });
    assert.match(stdout, SAYS[example] ?? /never/);
  });

test("every code block of the README that is a command line runs as it stands", { timeout: 240_000 }, async () => {
  const readme = readFileSync(join(root, "README.md"), "utf8");
  const lines = [...readme.matchAll(/^npm run -s fovea -- (.*)$/gm)].map((match) => match[1] ?? "");
  assert.ok(lines.length >= 4);
  for (const line of lines) {
    const { stdout } = await promisify(execFile)("bash", ["-c", `node scripts/fovea.mjs ${line}`], {
      cwd: root,
      env: { ...process.env, NODE_OPTIONS: "--conditions=@fovea/source", INIT_CWD: root },
    });
    assert.ok(stdout.length > 20, line);
  }
});
