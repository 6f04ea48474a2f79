// `fovea files delete ID...`: each is told of, and one that is not there does not keep the rest.
import { EXIT_CODES } from "../exit-codes.ts";
import type { Io } from "../io.ts";
import { reportError } from "../report.ts";
import type { FilesPlace } from "./place.ts";

/** The exit code of the first that failed. */
export async function deleteFiles(
  { client }: FilesPlace,
  ids: readonly string[],
  { json = false }: { readonly json?: boolean },
  io: Io,
): Promise<number> {
  const deleted: string[] = [];
  let exit: number = EXIT_CODES.ok.code;
  for (const id of ids) {
    try {
      await client.files.delete(id, {}, { signal: io.signal });
      deleted.push(id);
      if (!json) io.stdout.write(`Deleted ${id}\n`);
    } catch (error) {
      const code = reportError(error, io, json, [], id);
      exit ||= code;
      if (io.signal.aborted) break;
    }
  }
  if (json) io.stdout.write(`${JSON.stringify({ deleted })}\n`);
  return exit;
}
