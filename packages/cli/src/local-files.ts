// The files of the data directory, for a question that names some of them and has no server to ask.
import { access } from "node:fs/promises";
import type { GatewayOptions } from "@fovea/gateway";
import { dataDirectory } from "./data-directory.ts";
import { FIRST_WORKSPACE, inWorkspace, openDirectory, workspaceId } from "./directory.ts";
import { fetchFrom, type Io } from "./io.ts";

/** Options for the gateway in this process. Where there is no directory none is made: nothing was ever uploaded. */
export async function localFiles(io: Io): Promise<Pick<GatewayOptions, "store" | "fetchUrl">> {
  const directory = dataDirectory(undefined, io);
  const { fetchUrl } = fetchFrom(io);
  const urls: Pick<GatewayOptions, "fetchUrl"> =
    fetchUrl === undefined
      ? {}
      : { fetchUrl: async (_, url, signal) => ({ bytes: (await fetchUrl(url, { signal })).bytes }) };
  const there = await access(directory).then(
    () => true,
    () => false,
  );
  if (!there) return urls;
  const store = await openDirectory(directory);
  const id = await workspaceId(store.keys, FIRST_WORKSPACE);
  return { ...urls, store: { ...store, files: inWorkspace(store.files, id) } };
}
