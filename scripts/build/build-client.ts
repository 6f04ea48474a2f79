// What @fovea/client publishes as dist/: declarations as tsc emits them, and JavaScript in few files.
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { joinModules } from "./join-modules.ts";

const root = join(import.meta.dirname, "../..");

/** What is imported by itself: the public entries (`exports` of the package) and the process that decodes. */
const ENTRIES = ["index.js", "fetch.js", "pure.js", "decode/child.js"];

/** Builds into `folder`. */
export async function buildClient(folder: string): Promise<void> {
  emitClient(folder);
  await joinClient(folder);
}

/** Every module by itself, with its declarations. */
export function emitClient(folder: string): void {
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const project = join(root, "packages/client/tsconfig.build.json");
  execFileSync(process.execPath, [tsc, "-p", project, "--outDir", folder], { stdio: "inherit", cwd: root });
}

/** Joins what was emitted into `folder`. */
export async function joinClient(folder: string): Promise<void> {
  await joinModules(folder, ENTRIES);
}
