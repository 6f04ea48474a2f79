// The files of the data directory, for a question that names some of them and has no server to ask.
import { stat } from "node:fs/promises";
import type { GatewayOptions, Store } from "@fovea/gateway";
import { dataDirectory } from "./data-directory.ts";
import { FIRST_WORKSPACE, hasStore, inWorkspace, openDirectory, uploadsInWorkspace, workspaceId } from "./directory.ts";
import { fetchFrom, type Io } from "./io.ts";

/** Null where there is no directory: nothing was ever uploaded, and none is made. */
export async function localStore(io: Io): Promise<Store | null> {
  const directory = dataDirectory(undefined, io);
  const there = await stat(directory).catch(() => null);
  // The ledger of `fovea upload` may be all there is in it.
  if (there === null || (there.isDirectory() && !(await hasStore(directory)))) return null;
  const store = await openDirectory(directory);
  const id = await workspaceId(store.keys, FIRST_WORKSPACE);
  return { ...store, files: inWorkspace(store.files, id), uploads: uploadsInWorkspace(store.uploads, id) };
}

/** The world's own way to fetch urls, for the gateway in this process; nothing where there is none. */
export function urlsFrom(io: Io): Pick<GatewayOptions, "fetchUrl"> {
  const { fetchUrl } = fetchFrom(io);
  if (fetchUrl === undefined) return {};
  return { fetchUrl: async (_, url, signal) => ({ bytes: (await fetchUrl(url, { signal })).bytes }) };
}

/** Options for the gateway in this process. */
export async function localFiles(io: Io): Promise<Pick<GatewayOptions, "store" | "fetchUrl">> {
  const store = await localStore(io);
  return { ...urlsFrom(io), ...(store === null ? {} : { store }) };
}
