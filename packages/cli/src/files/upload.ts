// One file, from this machine to wherever files are kept.
import type { FileMetadata } from "@anthropic-ai/sdk/resources/files";
import type { Io } from "../io.ts";
import { showProgress } from "../terminal/progress.ts";
import { openLocalFile } from "./local-file.ts";
import type { FilesPlace } from "./place.ts";
import { uploadingFetch } from "./streamed-form.ts";

/**
 * Opens, sends and closes the file; how far it is stands on stderr when that is a terminal.
 * @throws what was wrong with the file, rather than what the client made of it
 */
export async function upload(
  { client, fetch }: FilesPlace,
  path: string,
  expiresInSeconds: number | undefined,
  io: Io,
): Promise<FileMetadata> {
  const file = await openLocalFile(path, io.cwd);
  const progress = showProgress(io.stderr, file.name, file.size);
  let failure: { readonly reason: unknown } | null = null;
  const watched = {
    ...file,
    async *read() {
      try {
        yield* file.read();
      } catch (reason) {
        failure = { reason };
        throw reason;
      }
    },
  };
  try {
    progress.at(0);
    return await client.withOptions({ fetch: uploadingFetch(fetch, watched, progress.at) }).files.upload(
      {
        file: new File([], file.name),
        ...(expiresInSeconds === undefined ? {} : { expires_in_seconds: expiresInSeconds }),
      },
      { signal: io.signal },
    );
  } catch (error) {
    throw (failure as { readonly reason: unknown } | null)?.reason ?? error;
  } finally {
    progress.clear();
    await file.close();
  }
}
