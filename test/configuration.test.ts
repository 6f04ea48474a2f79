import assert from "node:assert/strict";
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { createUpstream } from "@fovea/gateway";
import { choose } from "../packages/cli/src/config/choose.ts";
import { readConfig } from "../packages/cli/src/config/read-config.ts";
import { program } from "../packages/cli/src/main.ts";
import { settingsOf } from "../packages/cli/src/platforms.ts";

// What the pages on configuration show is what the programs take.

const root = join(import.meta.dirname, "..");
const read = (path: string): string => readFileSync(join(root, path), "utf8");
const folder = mkdtempSync(join(tmpdir(), "fovea-examples-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const env = { TEAM_KEY: "sk-1", AZURE_KEY: "sk-2", AWS_ACCESS_KEY_ID: "AKIA1", AWS_SECRET_ACCESS_KEY: "secret-1" };

describe("docs/configuration.md", () => {
  const examples = [...read("docs/configuration.md").matchAll(/^```json\n([\s\S]*?)^```$/gm)].map(
    ([, text = ""]) => text,
  );

  test("has examples", () => assert.ok(examples.length >= 6));

  for (const [index, text] of examples.entries())
    test(`example ${index + 1} is taken as it stands, and every platform in it opens`, async () => {
      const path = join(folder, `${index}.json`);
      writeFileSync(path, text, { mode: 0o600 });
      const { config, warnings } = await readConfig({ path, shown: "fovea.json" }, env);
      assert.deepEqual(warnings, []);
      for (const one of choose(config, {}, env).platforms) await (await createUpstream(settingsOf(one), env)).close();
    });
});

test("command lines of the pages have only options that there are", () => {
  const quiet = { write: () => true };
  const io = { stdin: process.stdin, stdout: quiet, stderr: quiet, env: {}, cwd: ".", signal: AbortSignal.abort() };
  const { commands } = program(io, () => undefined);
  let lines = 0;
  for (const page of ["configuration", "platforms", "doctor", "serve"])
    for (const [line, name, rest = ""] of read(`docs/${page}.md`).matchAll(
      /^(?:[A-Z_]+=\S+ )*fovea (serve|ask|plan|doctor)\b([^\n#]*)/gm,
    )) {
      lines++;
      const command = commands.find((one) => one.name() === name);
      const words = (rest.match(/"[^"]*"|\S+/g) ?? []).map((word) => word.replaceAll('"', ""));
      assert.deepEqual(command?.parseOptions(words).unknown, [], `${page}.md: ${line}`);
    }
  assert.ok(lines >= 10);
});

test("docs/platforms.md names every variable that a platform is found by", () => {
  const sources = globSync("packages/gateway/src/upstream/platforms/*.ts", { cwd: root }).filter(
    (path) => !path.includes(".test."),
  );
  const names = sources.flatMap((path) =>
    [...read(path).matchAll(/"((?:ANTHROPIC|AWS|AZURE|CLOUD|GCLOUD|GOOGLE)_[A-Z_]+)"/g)].map(([, name = ""]) => name),
  );
  assert.ok(names.length > 20);
  const page = read("docs/platforms.md");
  assert.deepEqual(
    [...new Set(names)].filter((name) => !page.includes(`\`${name}\``)),
    [],
  );
});
