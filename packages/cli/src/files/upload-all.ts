// `fovea files upload PATH...`: one after the other; what fails does not keep the rest from being uploaded.
import type { FileMetadata } from "@anthropic-ai/sdk/resources/files";
import { EXIT_CODES } from "../exit-codes.ts";
import type { Io } from "../io.ts";
import { reportError } from "../report.ts";
import type { FilesPlace } from "./place.ts";
import { upload } from "./upload.ts";

/** The exit code of the first that failed. */
export async function uploadAll(
  place: FilesPlace,
  paths: readonly string[],
  { expiresIn, json = false }: { readonly expiresIn?: number; readonly json?: boolean },
  io: Io,
): Promise<number> {
  const uploaded: FileMetadata[] = [];
  let exit: number = EXIT_CODES.ok.code;
  for (const path of paths) {
    try {
      const file = await upload(place, path, expiresIn, io);
      uploaded.push(file);
      const name = paths.length > 1 ? `  ${path}` : "";
      if (!json) io.stdout.write(`Upload complete. file_id: ${file.id}${name}\n`);
    } catch (error) {
      const code = reportError(error, io, json, [], path);
      exit ||= code;
      if (io.signal.aborted) break;
    }
  }
  if (json) io.stdout.write(`${JSON.stringify({ data: uploaded })}\n`);
  return exit;
}
