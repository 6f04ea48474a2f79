import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { clientSurface, ENTRIES } from "../scripts/api/api-page.ts";

// The public surface of @fovea/client: that it is what docs/api/client.d.ts says is among the tests of the pages; here, that all of it is explained.

const root = join(import.meta.dirname, "..");
const exported = clientSurface().filter(({ exports }) => exports.length > 0);
const isValue = ({ statements }: (typeof exported)[number]): boolean =>
  statements.some(({ code }) => /^export (declare )?(abstract )?(const|function|class) /.test(code));

test("the surface was found: functions, types and classes of every entry", () => {
  const names = exported.map(({ name }) => name);
  for (const name of ["createFovea", "Fovea", "FoveaError", "inspect", "Plan"]) assert.ok(names.includes(name), name);
  for (const entry of Object.keys(ENTRIES))
    assert.ok(
      exported.some((one) => one.exports.some((given) => given.entry === entry)),
      entry,
    );
});

test("every export says what it is", () => {
  const silent = exported.filter(({ statements }) => statements.every(({ doc }) => doc === ""));
  assert.deepEqual(
    silent.map(({ name, path }) => `${name} (${path})`),
    [],
  );
});

test("every exported value is imported by an example that runs (test/examples.test.ts runs all of them)", () => {
  const used = new Set<string>();
  for (const file of globSync("examples/{existing,library}/*.ts", { cwd: root })) {
    const text = readFileSync(join(root, file), "utf8");
    // A name that is imported and no more would show nothing.
    for (const [, names = "", from = ""] of text.matchAll(/^import \{([^}]*)\} from "(@fovea\/client[^"]*)";/gm))
      for (const name of names.split(",").map((one) => one.trim()))
        if (!name.startsWith("type ") && text.split(new RegExp(`\\b${name}\\b`)).length > 2)
          used.add(`${from} ${name}`);
  }
  const unused = exported
    .filter(isValue)
    .flatMap(({ exports }) => exports)
    .filter(({ entry, as }) => !used.has(`${entry} ${as}`));
  assert.deepEqual(
    unused.map(({ entry, as }) => `${entry} ${as}`),
    [],
  );
});
