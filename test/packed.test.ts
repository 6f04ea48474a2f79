import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cpSync, globSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { promisify } from "node:util";

// What npm would publish, installed the way a stranger installs it: no workspaces, no sources, no conditions.

const run = promisify(execFile);
const root = join(import.meta.dirname, "..");
const cat = join(root, "examples/photos/cat.png");
const QUESTION = "What is in this picture?";

/** The Nodes to try: this one, and an older one that the machine itself has (20.19 or later of the 20 line). */
const nodes = await findNodes();

interface Finished {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

describe("the packed packages", { timeout: 540_000 }, () => {
  let folder = "";
  let tarballs: Record<string, string> = {};

  before(async () => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "fovea-packed-")));
    await run(process.execPath, ["scripts/build.mjs"], { cwd: root });
    await npm(["pack", "--workspaces", "--pack-destination", folder], root);
    tarballs = Object.fromEntries(readdirSync(folder).map((name) => [name.replace(/-\d.*$/, ""), join(folder, name)]));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  test("hold no test, no fixture and no source", async () => {
    for (const tarball of Object.values(tarballs)) {
      const { stdout } = await run("tar", ["-tzf", tarball]);
      const strays = stdout.split("\n").filter((name) => /\.test\.|fixtures\/|\/src\/|tsconfig/.test(name));
      assert.deepEqual(strays, [], tarball);
      assert.match(stdout, /package\/LICENSE/);
      assert.match(stdout, /package\/README\.md/);
    }
  });

  test("@fovea/client alone installs without weights, servers or native modules, and plans", async () => {
    const place = join(folder, "library");
    await install(place, [tarballs["fovea-client"] ?? ""]);
    const installed = globSync("node_modules/**/*", { cwd: place });
    assert.deepEqual(
      installed.filter((name) => /\.(node|onnx|wasm|so|dylib|dll)$/.test(name)),
      [],
    );
    const packages = installed.filter((name) => name.endsWith("package.json")).map(dirname);
    const top = packages.filter((name) => /^node_modules\/(@[^/]+\/)?[^/]+$/.test(name));
    assert.deepEqual(top.sort(), ["node_modules/@fovea/client", "node_modules/ipaddr.js"]);

    writeFileSync(
      join(place, "plan.mjs"),
      `import { createFovea } from "@fovea/client";
       import { imageTokens } from "@fovea/client/pure";
       const plan = await createFovea({ platform: "bedrock" }).plan(${JSON.stringify(cat)});
       console.log(plan.steps[0].action, plan.steps[0].method, plan.totals.tokens, typeof imageTokens);
       await createFovea({ apiKey: "k" }).ask(${JSON.stringify(cat)}, "?").catch((error) => console.log(error.code));`,
    );
    for (const node of nodes) {
      const { stdout } = await run(node, ["plan.mjs"], { cwd: place, env: cleanEnv(node) });
      assert.equal(stdout, "inline base64 187 function\nengine.no-sdk\n", node);
    }
  });

  test("the packed declarations compile in a stranger's project that checks them, without Node's types, and say the same", async () => {
    const { devDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    const place = join(folder, "consumer");
    await install(place, [tarballs["fovea-client"] ?? "", `@anthropic-ai/sdk@${devDependencies["@anthropic-ai/sdk"]}`]);
    for (const name of ["client.ts", "equal.ts"]) cpSync(join(root, "test/types", name), join(place, name));
    for (const [moduleResolution, module] of [
      ["nodenext", "nodenext"],
      ["bundler", "esnext"],
    ] as const) {
      const lib = ["es2023", "dom", "dom.iterable", "dom.asynciterable"];
      const strict = { strict: true, exactOptionalPropertyTypes: true, skipLibCheck: false, types: [] };
      const found = { module, moduleResolution, allowImportingTsExtensions: true };
      const compilerOptions = { target: "es2023", lib, ...found, ...strict, noEmit: true };
      writeFileSync(join(place, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["client.ts"] }));
      const tsc = join(root, "node_modules/typescript/bin/tsc");
      const { stdout } = await run(process.execPath, [tsc, "-p", place]).catch((error: unknown) => error as Finished);
      assert.equal(stdout, "", moduleResolution);
    }
  });

  test("npx of the packed fovea works in an empty folder", async () => {
    for (const [index, node] of nodes.entries()) {
      const place = join(folder, `npx-${index}`);
      await install(place, []);
      cpSync(cat, join(place, "cat.png"));
      const packages = Object.values(tarballs).flatMap((tarball) => ["--package", tarball]);
      const fovea = (...args: string[]) => finish("npx", ["--yes", ...packages, "fovea", ...args], place, node);

      const help = await fovea("--help");
      assert.equal(help.code, 0, help.stderr);
      assert.match(help.stdout, /fovea ask/);
      const answer = await fovea("ask", "cat.png", QUESTION);
      assert.equal(answer.code, 0, answer.stderr);
      assert.match(answer.stdout, /\bcat\b/);
      const plan = await fovea("plan", "cat.png", "--platform", "vertex");
      assert.equal(plan.code, 0, plan.stderr);
      assert.match(plan.stdout, /base64/);
      const missing = await fovea("ask", "dog.png", QUESTION);
      assert.equal(missing.code, 3);
      assert.match(missing.stderr, /dog\.png/);
    }
  });

  test("an older Node was among those tried", {
    skip: nodes.length > 1 ? false : "this machine has no Node 20.19+ beside the one that runs the tests",
  }, () => {
    assert.equal(nodes.length, 2);
  });
});

async function npm(args: readonly string[], cwd: string): Promise<void> {
  await run("npm", [...args], { cwd, env: cleanEnv(process.execPath) });
}

async function install(place: string, tarballs: readonly string[]): Promise<void> {
  await run("mkdir", ["-p", place]);
  writeFileSync(join(place, "package.json"), '{"private":true,"type":"module"}');
  if (tarballs.length > 0) await npm(["install", "--no-audit", "--no-fund", ...tarballs], place);
}

async function finish(command: string, args: readonly string[], cwd: string, node: string): Promise<Finished> {
  const done = await run(command, [...args], { cwd, env: cleanEnv(node) }).catch((error: unknown) => error);
  const { stdout = "", stderr = "", code = 0 } = done as Partial<Finished>;
  return { stdout, stderr, code };
}

/** Without the workspace's npm settings, conditions and keys; `node` is what `#!/usr/bin/env node` finds. */
function cleanEnv(node: string): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(npm_|NODE_OPTIONS|INIT_CWD|ANTHROPIC_|FOVEA_)/i.test(name),
  );
  const path = (process.env.PATH ?? "").split(delimiter).filter((place) => !place.includes("node_modules"));
  return { ...Object.fromEntries(kept), PATH: [dirname(node), ...path].join(delimiter) };
}

async function findNodes(): Promise<string[]> {
  const places = (process.env.PATH ?? "").split(delimiter).filter((place) => !place.includes("node_modules"));
  for (const place of places) {
    const node = join(place, "node");
    const version = await run(node, ["--version"], { env: {} }).then(
      ({ stdout }) => /^v20\.(\d+)\./.exec(stdout),
      () => null,
    );
    if (version && Number(version[1]) >= 19) return [process.execPath, node];
  }
  return [process.execPath];
}
