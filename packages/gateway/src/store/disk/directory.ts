// The directory of a store: made for its owner alone, and never a stranger's directory changed.
import { chmod, readdir } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { makeFolders } from "@fovea/client/internal/files/make-folders";
import { nodeDisk } from "./disk.ts";
import { onDisk } from "./failure.ts";

export const DATABASE_NAME = "fovea.sqlite";

/** Makes the directory (0700) where it is missing; one that is empty or ours becomes 0700. Gives its absolute path. */
export async function makeDirectory(directory: string): Promise<string> {
  const path = resolve(directory);
  await onDisk(async () => {
    const first = await makeFolders(path);
    if (first !== null) return nodeDisk.syncFolder(dirname(first));
    const names = await readdir(path);
    // Someone may well name their home or project: its mode is theirs, and what we put into it is closed by itself.
    if (names.length === 0 || names.includes(DATABASE_NAME)) await chmod(path, 0o700);
  });
  return path;
}

export const databasePath = (directory: string): string => join(directory, DATABASE_NAME);
