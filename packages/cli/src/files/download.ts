// `fovea files download ID`: from a server, which gives back only what a tool made, or from the data directory, whose owner may read it all.
import { CommandError } from "../command-error.ts";
import type { Io } from "../io.ts";
import type { FilesPlace } from "./place.ts";
import { save } from "./save.ts";

interface Download {
  readonly filename: string;
  readonly bytes: AsyncIterable<Uint8Array>;
}

export async function download(
  place: FilesPlace,
  id: string,
  { output, json = false }: { readonly output?: string; readonly json?: boolean },
  io: Io,
): Promise<number> {
  const found = place.read === null ? await fetched(place, id, io) : await place.read(id);
  if (output === "-") {
    for await (const chunk of found.bytes) await written(chunk, io);
    return 0;
  }
  const path = await save(found, output, io);
  io.stdout.write(json ? `${JSON.stringify({ id, path })}\n` : `${path}\n`);
  return 0;
}

async function fetched({ client }: FilesPlace, id: string, io: Io): Promise<Download> {
  const { filename } = await client.files.retrieveMetadata(id, {}, { signal: io.signal });
  const response = await client.files.download(id, {}, { signal: io.signal }).catch((error: unknown) => {
    throw isUpload(error) ? notDownloadable(id, error) : error;
  });
  return { filename, bytes: response.body ?? nothing() };
}

/** The client's class may come from another copy: told by the API's own code. */
function isUpload(error: unknown): boolean {
  const body = (error as { error?: { error?: { details?: { error_code?: unknown } } } }).error;
  return body?.error?.details?.error_code === "file_not_downloadable";
}

function notDownloadable(id: string, cause: unknown): CommandError {
  return new CommandError(
    {
      exit: "capability",
      code: "file_not_downloadable",
      title: "Uploads cannot be downloaded",
      message: `${id} was uploaded; over the wire the Files API gives back only files that a tool made.`,
      fix: "Keep what you upload. Where the server's data directory is yours: stop the server, then `fovea files download ID --data DIR`.",
    },
    { cause },
  );
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

/** Waits where whoever reads is slower than the disk. */
function written(chunk: Uint8Array, { stdout }: Io): Promise<void> | void {
  const more = stdout.write(chunk);
  const { once } = stdout;
  if (more === false && once !== undefined) return new Promise((resolve) => once.call(stdout, "drain", resolve));
}
