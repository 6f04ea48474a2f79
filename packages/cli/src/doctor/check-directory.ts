// The data directory: whether it can be used, by whom it is, and how much fits into it.
import { constants } from "node:fs";
import { access, stat, statfs } from "node:fs/promises";
import { dirname } from "node:path";
import { hasStore } from "../directory.ts";
import { readServerNote } from "../serve/server-note.ts";
import { shortSize, shortTime } from "../terminal/amounts.ts";
import { type Check, failed, ok, warning } from "./check.ts";

/** Files and keys stop being stored when the disk is full; a picture is a few MB. */
const LITTLE_BYTES = 1e9;
const TOO_LITTLE_BYTES = 50e6;

export async function checkDirectory(directory: string): Promise<readonly Check[]> {
  const found = await stat(directory).catch((error: NodeJS.ErrnoException) => error);
  if (found instanceof Error && found.code !== "ENOENT")
    return [
      failed(
        "data",
        `${directory} cannot be opened (${found.code}).`,
        "Check its owner and mode, or name another with --data.",
      ),
    ];
  if (found instanceof Error) return [await absent(directory), await room(await parentOf(directory))];
  if (!found.isDirectory())
    return [
      failed(
        "data",
        `${directory} is a file, not a directory.`,
        "Name a directory with --data; one that is missing is made.",
      ),
    ];
  return [await present(directory, found.mode), await room(directory)];
}

async function absent(directory: string): Promise<Check> {
  const parent = await parentOf(directory);
  if (await mayUse(parent)) return ok("data", `${directory} is not there yet; \`fovea serve\` makes it.`);
  return failed("data", `${directory} is not there, and ${parent} cannot be written.`, "Name another with --data.");
}

async function present(directory: string, mode: number): Promise<Check> {
  if (!(await mayUse(directory)))
    return failed(
      "data",
      `${directory} cannot be read and written by you.`,
      "Check its owner and mode, or name another with --data.",
    );
  if (process.platform !== "win32" && (mode & 0o077) !== 0)
    return warning("data", `${directory} can be opened by others.`, `chmod 700 ${directory}`);
  const holder = await holderText(directory);
  if (holder !== null) return ok("data", `${directory}, ${holder}`);
  const used = (await hasStore(directory)) ? "no server runs on it" : "nothing is in it yet";
  return ok("data", `${directory}, ${used}`);
}

/** Null where nobody holds it. */
async function holderText(directory: string): Promise<string | null> {
  const { readLockHolder } = await import("@fovea/gateway");
  const holder = await readLockHolder(directory);
  if (holder === null) return null;
  const url = await readServerNote(directory);
  const where = url === null ? "" : `, listening at ${url}`;
  return `in use by process ${holder.pid} on ${holder.host} since ${shortTime(holder.since) ?? holder.since} UTC${where}`;
}

async function room(directory: string): Promise<Check> {
  const { bavail, bsize } = await statfs(directory);
  const free = bavail * bsize;
  const detail = `${shortSize(free)} free`;
  if (free < TOO_LITTLE_BYTES)
    return failed("space", detail, "Make room, or name a directory on another disk with --data.");
  return free < LITTLE_BYTES
    ? warning("space", detail, "Make room before many files are uploaded.")
    : ok("space", detail);
}

/** The nearest directory above that is there. */
async function parentOf(directory: string): Promise<string> {
  for (let at = dirname(directory); ; at = dirname(at)) {
    const there = await stat(at).catch(() => null);
    if (there?.isDirectory() || at === dirname(at)) return at;
  }
}

function mayUse(path: string): Promise<boolean> {
  return access(path, constants.R_OK | constants.W_OK | constants.X_OK).then(
    () => true,
    () => false,
  );
}
