import assert from "node:assert/strict";
import { execFile, execFileSync } from "node:child_process";
import { globSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { clientSurface } from "../scripts/api/api-page.ts";

// What pages show is what happens: commands print what stands below them, and TypeScript compiles.

const root = join(import.meta.dirname, "..");
const read = (path: string): string => readFileSync(join(root, path), "utf8");
/** The fenced pieces of a page in one language; `` for those that name none. */
const blocksOf = (text: string, language: string): string[] =>
  [...text.matchAll(/^```(\w*)[^\n]*\n([\s\S]*?)^```$/gm)]
    .filter(([, named]) => named === language)
    .map(([, , code = ""]) => code);

test("docs/costs.md shows what fovea estimate prints", { timeout: 300_000 }, async () => {
  const page = read("docs/costs.md");
  const words = (blocksOf(page, "sh")[0] ?? "").replaceAll("\\\n", " ").match(/"[^"]*"|\S+/g) ?? [];
  assert.equal(words.shift(), "fovea");
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join(root, "scripts/fovea.mjs"), ...words.map((word) => word.replaceAll('"', ""))],
    { cwd: join(root, "examples/photos"), env: { ...process.env, INIT_CWD: join(root, "examples/photos") } },
  );
  assert.equal(stdout.trimEnd(), (blocksOf(page, "")[0] ?? "").trimEnd());
});

test("docs/costs.md shows the example that runs", () => {
  const [code = ""] = blocksOf(read("docs/costs.md"), "ts");
  assert.ok(code.length > 100 && read("examples/library/estimate.ts").includes(code.trimEnd()));
});

/** What pieces take for granted; whoever declares a name of these has another one. */
const GIVEN: Readonly<Record<string, string>> = {
  fovea: 'import("@fovea/client").Fovea',
  talk: 'import("@fovea/client").Conversation',
  conversation: 'import("@fovea/client").Conversation',
  anthropic: 'import("@anthropic-ai/sdk").Anthropic',
  client: 'import("@anthropic-ai/sdk").Anthropic',
  model: "string",
  bytes: "Uint8Array<ArrayBuffer>",
  messages: 'import("@anthropic-ai/sdk").Anthropic.MessageParam[]',
};

/** What stands before a piece: the names it takes for granted, and what it uses of @fovea/client without importing it again. */
function preludeOf(code: string, exported: readonly string[]): string {
  const bare = code.replace(/"[^"\n]*"|\/\/.*$/gm, '""');
  const used = (name: string): boolean => new RegExp(`(?<![.\\w])${name}\\b(?!:)`).test(bare);
  const declared = (name: string): boolean =>
    new RegExp(`(?:const|let|import|function)\\b[^;=(]*\\b${name}\\b`).test(bare);
  const wanted = (names: readonly string[]): string[] => names.filter((name) => used(name) && !declared(name));
  const given = wanted(Object.keys(GIVEN)).map((name) => `declare const ${name}: ${GIVEN[name]};`);
  const imported = wanted(exported);
  return [
    ...(imported.length > 0 ? [`import { ${imported.join(", ")} } from "@fovea/client";`] : []),
    ...given,
    "export {};",
  ].join(" ");
}

test("every piece of TypeScript in the pages compiles", { timeout: 300_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), "fovea-pages-"));
  try {
    const files: string[] = [];
    const exported = clientSurface()
      .flatMap(({ exports }) => exports.filter(({ entry }) => entry === "@fovea/client"))
      .map(({ as }) => as);
    const pages = globSync(["README.md", "docs/*.md", "packages/*/README.md"], { cwd: root }).sort();
    for (const page of pages)
      for (const [index, code] of blocksOf(read(page), "ts").entries()) {
        const file = join(folder, `${page.replaceAll("/", "-")}-${index + 1}.ts`);
        writeFileSync(file, `${preludeOf(code, exported)}\n${code}`);
        files.push(file);
      }
    assert.ok(files.length > 10);
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
    writeFileSync(join(folder, "package.json"), '{"type":"module"}');
    const options = {
      extends: join(root, "tsconfig.json"),
      compilerOptions: {
        // Pieces are read, not run: a value that is shown and not used is none of their faults.
        noUnusedLocals: false,
        noUncheckedIndexedAccess: false,
      },
      files,
      include: [],
    };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(options));
    assert.equal(compile(folder), "");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

function compile(folder: string): string {
  try {
    execFileSync(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-p", folder], {
      encoding: "utf8",
      cwd: folder,
    });
    return "";
  } catch (error) {
    return (error as { stdout?: string }).stdout || String(error);
  }
}
