import assert from "node:assert/strict";
import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { test } from "node:test";
import { CODES } from "@fovea/client/internal/errors/codes";
import { EYES_CODES } from "@fovea/eyes";
import { PAGES } from "../scripts/docs/pages.ts";

const root = join(import.meta.dirname, "..");
const read = (path: string): string => readFileSync(join(root, path), "utf8");

for (const [path, write] of Object.entries(PAGES))
  test(`${path} says what the tables in the code say (if not: npm run docs)`, () => assert.equal(read(path), write()));

test("docs/errors.md lists every code of the table, and no other", () => {
  const listed = [...read("docs/errors.md").matchAll(/^\| `([a-z-]+\.[a-z0-9-]+)` \|/gm)].map((match) => match[1]);
  assert.deepEqual(listed.sort(), [...Object.keys(CODES), ...Object.keys(EYES_CODES)].sort());
});

test("every code begins with its family, and says what to do", () => {
  for (const [code, row] of Object.entries(CODES)) {
    assert.ok(code.startsWith(`${row.family}.`), code);
    assert.ok(row.fix.length > 10 && /[.?!`]$/.test(row.fix), `${code}: ${row.fix}`);
    assert.ok(!row.title.endsWith("."), `${code}: ${row.title}`);
  }
});

const pages = globSync(
  ["*.md", "docs/**/*.md", "examples/**/*.md", "packages/*/*.md", "packages/*/{models,eval}/*.md"],
  {
    cwd: root,
  },
);

test("links between the repository's pages lead somewhere", () => {
  const broken = pages.flatMap((page) =>
    [...read(page).matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)(?:#[^)]*)?\)/g)]
      .map((match) => match[1] ?? "")
      .filter((link) => !existsSync(resolve(root, dirname(page), link)))
      .map((link) => `${page}: ${link}`),
  );
  assert.deepEqual(broken, []);
});
