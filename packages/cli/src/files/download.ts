// `fovea files download ID`: from a server, which gives back only what a tool made, or from the data directory, whose owner may read it all.
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
  const response = await client.files.download(id, {}, { signal: io.signal });
  return { filename, bytes: response.body ?? nothing() };
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

/** Waits where whoever reads is slower than the disk. */
function written(chunk: Uint8Array, { stdout }: Io): Promise<void> | void {
  const more = stdout.write(chunk);
  const { once } = stdout;
  if (more === false && once !== undefined) return new Promise((resolve) => once.call(stdout, "drain", resolve));
}
