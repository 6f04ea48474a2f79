import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { faultsOf } from "./architecture.ts";
import { FOLDERS, PACKAGES } from "./import-rule.ts";

const root = join(import.meta.dirname, "..");
const sources = globSync("packages/*/src/**/*.ts", { cwd: root }).filter((path) => !path.endsWith(".d.ts"));

test("every source file keeps the import rule, the purity rule and the size limit", () => {
  assert.ok(sources.length > 50, `only ${sources.length} sources were found`);
  const faults = sources.flatMap((path) => faultsOf(path, readFileSync(join(root, path), "utf8")));
  assert.deepEqual(faults, []);
});

test("a reversed import is reported", () => {
  const [fault] = faultsOf(
    "packages/client/src/media/inspect.ts",
    'import { makePlan } from "../plan/make-plan.ts";\n',
  );
  assert.equal(fault, "packages/client/src/media/inspect.ts: media may not import plan");
});

test("a pure folder that touches node, a package, the clock or the environment is reported", () => {
  const path = "packages/client/src/plan/make-plan.ts";
  assert.match(faultsOf(path, 'import { readFileSync } from "node:fs";')[0] ?? "", /may not import node:fs/);
  assert.match(faultsOf(path, 'import ipaddr from "ipaddr.js";')[0] ?? "", /may not import the package ipaddr\.js/);
  assert.match(faultsOf(path, "const now = Date.now();")[0] ?? "", /may not use Date/);
  assert.match(faultsOf(path, "const b = Buffer.from(x);")[0] ?? "", /may not use Buffer/);
  assert.ok(faultsOf(path, "const key = process.env.KEY;").length > 0);
  assert.deepEqual(faultsOf(path, '// fetch and Date in a comment\nconst s = "Buffer";'), []);
});

test("a dynamic import counts, and so does a re-export", () => {
  assert.equal(faultsOf("packages/client/src/content/walk.ts", 'await import("../plan/plan.ts")').length, 1);
  assert.equal(faultsOf("packages/client/src/content/walk.ts", 'export { x } from "../lower/lower.ts";').length, 1);
});

test("the library imports none of our other packages, and the eyes import none at all", () => {
  assert.equal(faultsOf("packages/client/src/client/ask.ts", 'import { createEyes } from "@fovea/eyes";').length, 1);
  assert.equal(
    faultsOf("packages/eyes/src/perceive/decode.ts", 'import { inspect } from "@fovea/client/pure";').length,
    1,
  );
});

const DECODERS = ["@hyzyla/pdfium", "sharp"];
const INDIRECT: Readonly<Record<string, readonly string[]>> = {
  gateway: DECODERS,
  cli: [...DECODERS, "@anthropic-ai/sdk"],
};

test("every package a source may import is a declared dependency, and every dependency is used", () => {
  for (const name of Object.keys(FOLDERS)) {
    const manifest = JSON.parse(readFileSync(join(root, "packages", name, "package.json"), "utf8")) as {
      dependencies?: Record<string, string>;
      peerDependencies?: Record<string, string>;
    };
    const declared = new Set(Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies }));
    const ruled = new Set(Object.values(PACKAGES[name] ?? {}).flat());
    const missing = [...ruled].filter((one) => !declared.has(one));
    assert.deepEqual(missing, [], `packages/${name} imports what it does not declare`);
    // What the library has as an optional peer, the parts that need it bring along.
    const indirect = new Set(INDIRECT[name] ?? []);
    assert.deepEqual(
      [...declared].filter((one) => !ruled.has(one) && !indirect.has(one)),
      [],
    );
  }
});
