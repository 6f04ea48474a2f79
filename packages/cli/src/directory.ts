// The data directory as commands use it: the store of one workspace, and errors that say which server has the directory open.
import { stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { FoveaError } from "@fovea/client/internal/errors/errors";
import type { DirectoryStore, FileStore, KeyStore, Store } from "@fovea/gateway";
import { CommandError } from "./command-error.ts";
import { readServerNote } from "./serve/server-note.ts";

/** The workspace of the first key, and of files that are uploaded without a server. */
export const FIRST_WORKSPACE = "default";

/** Whether a store was ever made there; told by its database. */
export async function hasStore(directory: string): Promise<boolean> {
  return (await stat(join(directory, "fovea.sqlite")).catch(() => null)) !== null;
}

/**
 * @throws CommandError `store.locked` with the address of the server that has it open, `store.not-a-directory` where a file is in the way;
 *   StoreError for the rest
 */
export async function openDirectory(directory: string): Promise<DirectoryStore> {
  await refuseFile(directory);
  const { openStore } = await import("@fovea/gateway");
  return openStore(directory).catch(async (error: unknown) => {
    throw FoveaError.isInstance(error) && error.code === "store.locked" ? await locked(error, directory) : error;
  });
}

/** Whether another process has the directory open. */
export function isLocked(error: unknown): boolean {
  return error instanceof CommandError && error.problem.code === "store.locked";
}

/** @throws CommandError `store.not-a-directory` where the path, or one above it, is a file */
export async function refuseFile(directory: string): Promise<void> {
  for (let at = directory; ; at = dirname(at)) {
    const found = await stat(at).catch(() => null);
    if (found?.isDirectory() || dirname(at) === at) return;
    if (found !== null) throw notADirectory(at);
  }
}

/** The id of the workspace of that name, which is made where it is missing. */
export async function workspaceId(keys: KeyStore, name: string): Promise<string> {
  const find = async () => (await keys.workspaces()).find((one) => one.name === name)?.id;
  const found = await find();
  if (found !== undefined) return found;
  try {
    return (await keys.addWorkspace(name)).id;
  } catch (error) {
    // Another process was quicker.
    const made = await find();
    if (made === undefined) throw error;
    return made;
  }
}

/** The files of one workspace, whatever workspace is asked for: in process there is one caller, and the gateway calls its workspace `local`. */
export function inWorkspace(files: FileStore, id: string): FileStore {
  return {
    add: (_, upload, signal) => files.add(id, upload, signal),
    get: (_, file) => files.get(id, file),
    list: (_, query) => files.list(id, query),
    pick: (_, ids) => files.pick(id, ids),
    open: (_, file) => files.open(id, file),
    holds: (_, sha256) => files.holds(id, sha256),
    delete: (_, file) => files.delete(id, file),
  };
}

/** What was uploaded for one workspace, likewise: a server on the directory finds it again. */
export function uploadsInWorkspace(uploads: Store["uploads"], id: string): Store["uploads"] {
  return {
    find: (key, livingAt) => uploads.find({ ...key, workspace: id }, livingAt),
    put: (row) => uploads.put({ ...row, workspace: id }),
    forget: (_, credential, file) => uploads.forget(id, credential, file),
    take: (_, sha256) => uploads.take(id, sha256),
    ownerOf: (credential, file) => uploads.ownerOf(credential, file),
    prune: (now) => uploads.prune(now),
  };
}

async function locked(error: FoveaError, directory: string): Promise<CommandError> {
  const url = await readServerNote(directory);
  return new CommandError(
    {
      exit: "store",
      code: error.code,
      title: error.title,
      message: error.message,
      fix:
        url === null
          ? error.fix
          : `A server runs on it, at ${url}. Ask that server: set ANTHROPIC_BASE_URL=${url} and ANTHROPIC_API_KEY (\`fovea keys add\` makes a key). Or stop it, or name another directory with --data.`,
    },
    { cause: error },
  );
}

function notADirectory(path: string): CommandError {
  return new CommandError({
    exit: "store",
    code: "store.not-a-directory",
    title: "The data directory is a file",
    message: `${path} is a file, not a directory.`,
    fix: "Name a directory with --data; one that is missing is made.",
  });
}
