// The files of a directory of this machine: the gateway runs in this process, and the official client speaks to it.
import { Anthropic } from "@anthropic-ai/sdk";
import { createEyesEngine, createGateway } from "@fovea/gateway";
import { dataDirectory } from "../data-directory.ts";
import { FIRST_WORKSPACE, inWorkspace, openDirectory, workspaceId } from "../directory.ts";
import type { Io } from "../io.ts";
import type { FilesPlace, PlaceFlags } from "./place.ts";

export async function openDirectoryPlace(flags: PlaceFlags, io: Io): Promise<FilesPlace> {
  const store = await openDirectory(dataDirectory(flags.data, io));
  try {
    const id = await workspaceId(store.keys, flags.workspace ?? FIRST_WORKSPACE);
    const files = inWorkspace(store.files, id);
    // The engine starts nothing before it is asked, and here nobody asks it.
    const gateway = createGateway({ engine: createEyesEngine(), store: { ...store, files } });
    const client = new Anthropic({
      apiKey: "in-process-needs-no-key",
      baseURL: "http://fovea.invalid",
      fetch: gateway.fetch,
      maxRetries: 0,
    });
    return {
      name: store.directory,
      client,
      fetch: gateway.fetch,
      read: async (fileId) => {
        const { file, content } = await files.open(id, fileId);
        return { filename: file.filename, bytes: content.open() };
      },
      close: () => gateway.close(),
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}
