// Writes what was downloaded: whole under its name, or not at all.
import { link, open, rename, unlink } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { CommandError } from "../command-error.ts";
import type { Io } from "../io.ts";

/** What is to be written. `bytes` may come in pieces. */
interface Saved {
  readonly filename: string;
  readonly bytes: AsyncIterable<Uint8Array>;
}

export interface SaveOptions {
  /** Whether a file of that name is replaced. Default: where `output` names it. */
  readonly overwrite?: boolean;
  /** How the user allows that, or names another. */
  readonly fix?: string;
}

/**
 * Writes the bytes to `output`, or, where nobody says where, under the file's own name in the current folder. Gives the path as it is to be
 * printed.
 */
export async function save(
  { filename, bytes }: Saved,
  output: string | undefined,
  io: Io,
  { overwrite = output !== undefined, fix = "Name another with -o; what -o names is overwritten." }: SaveOptions = {},
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
    if (overwrite) await rename(draft, path);
    else await link(draft, path);
  } catch (error) {
    throw isSystemError(error) ? unwritable(name, error, fix) : error;
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

function unwritable(name: string, cause: NodeJS.ErrnoException, whatElse: string): CommandError {
  const exists = cause.code === "EEXIST";
  return new CommandError(
    {
      exit: "input",
      code: exists ? "files.exists" : "files.unwritable",
      title: exists ? "There is a file of that name" : "The file cannot be written",
      message: exists ? `${name} is there already.` : `${name} cannot be written (${cause.code ?? cause.message}).`,
      fix: exists ? whatElse : "Name a place you may write to.",
    },
    { cause },
  );
}
