// The declarations that a build of @fovea/client emits for some of its entries, in a folder of their own.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");
const src = join(root, "packages/client/src");

/**
 * Emits what the entries (paths in src) declare, and all that they import, into a new folder; who calls it takes the folder away.
 *
 * @throws Error with what tsc says of sources that do not compile
 */
export function emitDeclarations(entries: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), "fovea-emitted-"));
  const project = {
    extends: join(root, "packages/client/tsconfig.build.json"),
    compilerOptions: {
      rootDir: src,
      outDir: folder,
      typeRoots: [join(root, "node_modules/@types")],
      emitDeclarationOnly: true,
    },
    files: entries.map((entry) => join(src, entry)),
    include: [],
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(project));
  try {
    const tsc = join(root, "node_modules/typescript/bin/tsc");
    execFileSync(process.execPath, [tsc, "-p", folder], { encoding: "utf8", cwd: root });
    return folder;
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw new Error(`@fovea/client does not compile:\n${(error as { stdout?: string }).stdout || String(error)}`);
  }
}

/** Reads an emitted declaration file by its path in src, with `.ts`. */
export function declarationsIn(folder: string): (path: string) => string {
  return (path) => readFileSync(join(folder, path.replace(/\.ts$/, ".d.ts")), "utf8");
}
