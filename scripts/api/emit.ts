// The declarations that a build of @fovea/client emits, in a folder of their own.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");

/** Emits into a new folder. Who calls it takes the folder away. @throws what tsc says of sources that do not compile */
export function emitClient(kind: "declarations" | "all"): string {
  const folder = mkdtempSync(join(tmpdir(), "fovea-emitted-"));
  const only = kind === "declarations" ? ["--emitDeclarationOnly"] : [];
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const project = join(root, "packages/client/tsconfig.build.json");
  try {
    execFileSync(process.execPath, [tsc, "-p", project, ...only, "--outDir", folder], { encoding: "utf8", cwd: root });
    return folder;
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw new Error(`@fovea/client does not compile:\n${(error as { stdout?: string }).stdout ?? String(error)}`);
  }
}

/** Reads an emitted file by its path in src, with `.ts`. */
export function declarationsIn(folder: string): (path: string) => string {
  return (path) => readFileSync(join(folder, path.replace(/\.ts$/, ".d.ts")), "utf8");
}
