// One file, from this machine to wherever files are kept.
import type { FileMetadata } from "@anthropic-ai/sdk/resources/files";
import { createFormFetch } from "@fovea/client/internal/files/form-fetch";
import { formOf } from "@fovea/client/internal/files/upload-form";
import type { Io } from "../io.ts";
import { showProgress } from "../terminal/progress.ts";
import { openLocalFile } from "./local-file.ts";
import type { FilesPlace } from "./place.ts";

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
  async function* watched(): AsyncGenerator<Uint8Array> {
    try {
      yield* file.read();
    } catch (reason) {
      failure = { reason };
      throw reason;
    }
  }
  const forms = createFormFetch(fetch);
  const form = formOf({
    bytes: { length: file.size, open: watched },
    mediaType: file.mediaType,
    filename: quoted(file.name),
    expiresInSeconds: expiresInSeconds ?? null,
    onProgress: progress.at,
  });
  try {
    progress.at(0);
    const { file: standIn } = forms.standIn(form);
    return await client.withOptions({ fetch: forms.fetch }).files.upload({ file: standIn }, { signal: io.signal });
  } catch (error) {
    throw (failure as { readonly reason: unknown } | null)?.reason ?? error;
  } finally {
    progress.clear();
    await file.close();
  }
}

/** As the HTML standard writes names in forms; the server says what it makes of the name. */
function quoted(name: string): string {
  return name.replaceAll("\r", "%0D").replaceAll("\n", "%0A").replaceAll('"', "%22");
}
