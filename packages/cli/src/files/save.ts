// Writes what was downloaded: whole under its name, or not at all.
import { link, open, rename, unlink } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { CommandError } from "../command-error.ts";
import type { Io } from "../io.ts";

/**
 * Writes the bytes to `output`, or, where nobody says where, under the file's own name in the current folder, where nothing is overwritten.
 * Gives the path as it is to be printed.
 */
export async function save(
  { filename, bytes }: { filename: string; bytes: AsyncIterable<Uint8Array> },
  output: string | undefined,
  io: Io,
): Promise<string> {
  const name = output ?? ownName(filename);
  const path = resolve(io.cwd, name);
  const draft = join(dirname(path), `.${basename(path)}.${process.pid}.part`);
  try {
    const handle = await open(draft, "wx", 0o666);
    try {
      for await (const chunk of bytes) {
        io.signal.throwIfAborted();
        await handle.writeFile(chunk);
      }
    } finally {
      await handle.close();
    }
    // A link fails where something has the name; a rename would replace it.
    if (output === undefined) await link(draft, path);
    else await rename(draft, path);
  } catch (error) {
    throw isSystemError(error) ? unwritable(name, error) : error;
  } finally {
    await unlink(draft).catch(() => undefined);
  }
  return name;
}

/** A name from outside must not lead out of the folder, nor hide in it. */
function ownName(filename: string): string {
  const last = filename.split(/[\\/]/).at(-1) ?? "";
  const clean = last
    .replace(/[\p{Cc}<>:"|?*]+/gu, "_")
    // Windows drops dots and blanks at the end, too, and `. .` would be a folder there.
    .replace(/^[.\s]+|[.\s]+$/gu, "");
  return clean === "" ? "download" : clean;
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && typeof (error as NodeJS.ErrnoException).syscall === "string";
}

function unwritable(name: string, cause: NodeJS.ErrnoException): CommandError {
  const exists = cause.code === "EEXIST";
  return new CommandError(
    {
      exit: "input",
      code: exists ? "files.exists" : "files.unwritable",
      title: exists ? "There is a file of that name" : "The file cannot be written",
      message: exists ? `${name} is there already.` : `${name} cannot be written (${cause.code ?? cause.message}).`,
      fix: exists ? "Name another with -o; what -o names is overwritten." : "Name a place you may write to with -o.",
    },
    { cause },
  );
}
