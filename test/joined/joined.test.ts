import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cpSync, globSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { promisify } from "node:util";
import { emitClient, joinClient } from "../../scripts/build/build-client.ts";

// The published package against what tsc emitted: every path is there, exports the same, and what was one object is one object still.

const root = join(import.meta.dirname, "../..");
const fixtures = join(root, "packages/client/src/decode/fixtures");

interface Modules {
  readonly names: Readonly<Record<string, readonly string[]>>;
  /** Places that export one and the same object. */
  readonly same: readonly (readonly string[])[];
  readonly classes: readonly string[];
  readonly decoded: { readonly signature: readonly number[]; readonly pages: number };
}

describe("the joined modules of @fovea/client", { timeout: 180_000 }, () => {
  let folder = "";
  let emitted: Modules;
  let joined: Modules;

  before(async () => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "fovea-joined-")));
    emitClient(join(folder, "emitted/dist"));
    cpSync(join(folder, "emitted"), join(folder, "joined"), { recursive: true });
    await joinClient(join(folder, "joined/dist"));
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "junction");
    emitted = await modulesOf(join(folder, "emitted"));
    joined = await modulesOf(join(folder, "joined"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  test("every path is there still and exports the same names", () => {
    assert.ok(Object.keys(joined.names).length > 300);
    assert.deepEqual(joined.names, emitted.names);
  });

  test("what two paths export is one object where it was, and two where it was: errors have one class everywhere", () => {
    assert.deepEqual(joined.same, emitted.same);
    const place = (entry: string): string => `@fovea/client${entry} FoveaError`;
    const found = joined.same.find((places) => places.includes(place("")));
    for (const entry of ["", "/pure", "/internal/errors/errors"]) assert.ok(found?.includes(place(entry)), entry);
    assert.deepEqual(joined.classes, emitted.classes);
    assert.ok(joined.classes.includes("InputError"));
  });

  test("the process that decodes is found by its path", () => {
    assert.deepEqual(joined.decoded, { signature: [...Buffer.from("PNG")], pages: 3 });
    assert.deepEqual(joined.decoded, emitted.decoded);
  });

  test("declarations are as they were emitted", () => {
    const declarations = globSync("**/*.d.ts", { cwd: join(folder, "emitted") });
    assert.deepEqual(globSync("**/*.d.ts", { cwd: join(folder, "joined") }), declarations);
    for (const path of declarations)
      assert.equal(
        readFileSync(join(folder, "joined", path), "utf8"),
        readFileSync(join(folder, "emitted", path), "utf8"),
      );
  });

  test("an entry loads only what it needs, in few files, and the pure one nothing of Node", () => {
    const loads = (entry: string): string[] => [...reached(join(folder, "joined/dist"), entry)].sort();
    assert.ok(loads("index.js").length <= 8, loads("index.js").join());
    const text = (entry: string): string =>
      loads(entry)
        .map((file) => readFileSync(join(folder, "joined/dist", file), "utf8"))
        .join("\n");
    assert.match(text("index.js"), /function createConversation\b/);
    assert.doesNotMatch(text("fetch.js"), /function createConversation\b/);
    assert.match(text("fetch.js"), /function createGuardedFetch\b/);
    assert.doesNotMatch(text("pure.js"), /function createGuardedFetch\b|from "(?!\.)/);
  });
});

async function modulesOf(place: string): Promise<Modules> {
  cpSync(join(root, "packages/client/package.json"), join(place, "package.json"));
  const script = join(place, "instances.mjs");
  cpSync(join(import.meta.dirname, "instances.mjs"), script);
  const files = [join(fixtures, "upright.heic"), join(fixtures, "invoice-chromium.pdf")];
  // No condition leads to sources, which are not there.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => name !== "NODE_OPTIONS"));
  const { stdout } = await promisify(execFile)(process.execPath, [script, ...files], {
    cwd: place,
    env,
    maxBuffer: 64 * 1024 * 1024,
  });
  return JSON.parse(stdout) as Modules;
}

/** The files that importing `entry` loads. */
function reached(dist: string, entry: string): Set<string> {
  const files = new Set([entry]);
  for (const file of files)
    for (const [, next = ""] of readFileSync(join(dist, file), "utf8").matchAll(
      /^(?:import|export) .*from "(\.[^"]+)";$/gm,
    ))
      files.add(join(file, "..", next));
  return files;
}
