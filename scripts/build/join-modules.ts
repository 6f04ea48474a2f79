// Which emitted modules stand in one file: those that the same entries load. Importing hundreds of small files costs several times what running
// them does; every path stays, as a file that exports what it always did from the joined one, so that there is one instance of everything.
import { globSync } from "node:fs";
import { isAbsolute, join, parse } from "node:path";
import { type PluginContext, rolldown } from "rolldown";

/** One file of its own: its table is a spread, which bundlers keep whole in every file that has it, used or not. */
const ERROR_ROWS = /[\\/]errors[\\/][a-z-]*codes\.js$/;

/** Joins the modules in a folder that tsc emitted, in place. `entries` (paths in it) are what is imported first; they are not joined themselves. */
export async function joinModules(folder: string, entries: readonly string[]): Promise<void> {
  const files = globSync("**/*.js", { cwd: folder });
  let loaders = new Map<string, string[]>();
  const build = await rolldown({
    cwd: folder,
    input: Object.fromEntries(files.map((file) => [file.replace(/\.js$/, ""), join(folder, file)])),
    // Packages and Node's own modules stay imports; those of optional peers stay lazy.
    external: (id) => !id.startsWith(".") && !isAbsolute(id),
    treeshake: false,
    // The sets are closed under import, so that no file waits for one that waits for it; joining more would undo them.
    preserveEntrySignatures: "allow-extension",
    plugins: [
      {
        name: "loaders",
        buildEnd() {
          loaders = loadersOf(
            this,
            entries.map((entry) => join(folder, entry)),
          );
        },
      },
    ],
  });
  await build.write({
    dir: folder,
    format: "esm",
    entryFileNames: "[name].js",
    chunkFileNames: "joined/[name].js",
    minifyInternalExports: false,
    codeSplitting: {
      includeDependenciesRecursively: false,
      groups: [
        { name: "error-rows", test: ERROR_ROWS, priority: 1 },
        { name: (id) => loaders.get(id)?.join("-") ?? null, debugName: "same loaders" },
      ],
    },
  });
  await build.close();
}

/** Of every module that is no entry: the names of the entries that import it, however far away. */
function loadersOf(context: PluginContext, entries: readonly string[]): Map<string, string[]> {
  const loaders = new Map<string, string[]>();
  for (const entry of entries) {
    const reached = new Set([entry]);
    // A Set grows while it is walked.
    for (const id of reached) for (const next of context.getModuleInfo(id)?.importedIds ?? []) reached.add(next);
    for (const id of reached) {
      if (!isAbsolute(id) || entries.includes(id)) continue;
      loaders.set(id, [...(loaders.get(id) ?? []), parse(entry).name]);
    }
  }
  return loaders;
}
