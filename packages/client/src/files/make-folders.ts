// Makes a folder and those above it, one after the other: Node's own `recursive` never ends, and fills all memory, where the system says
// ENOENT below a folder that is there (Node 24.21, /proc).
import { mkdir, stat } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * @param path absolute
 * @returns the topmost folder that was made; null when all were there
 */
export async function makeFolders(path: string): Promise<string | null> {
  const missing: string[] = [];
  for (let at = path; !(await isFolder(at)); at = dirname(at)) {
    missing.unshift(at);
    if (dirname(at) === at) break;
  }
  for (const folder of missing) await make(folder);
  return missing[0] ?? null;
}

async function make(folder: string): Promise<void> {
  try {
    await mkdir(folder, { mode: 0o700 });
  } catch (error) {
    // Somebody else made it meanwhile.
    if ((error as NodeJS.ErrnoException).code === "EEXIST" && (await isFolder(folder))) return;
    throw error;
  }
}

/** False where nothing is; a file in the way is for `mkdir` to refuse. */
async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "")) return false;
    throw error;
  }
}
