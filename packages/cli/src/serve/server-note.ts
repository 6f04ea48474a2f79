// A note in the data directory that says where its server listens, so that an error about a directory in use can name the address. Nothing
// depends on it: a note that is missing or left behind by a crash only makes a sentence shorter.
import { readFile, rename, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";

const NAME = "server.json";

export async function writeServerNote(directory: string, url: string): Promise<void> {
  const path = join(directory, NAME);
  await writeFile(`${path}.new`, `${JSON.stringify({ url, pid: process.pid })}\n`, { mode: 0o600 });
  await rename(`${path}.new`, path);
}

export async function removeServerNote(directory: string): Promise<void> {
  await unlink(join(directory, NAME)).catch(() => undefined);
}

/** Null where there is none, or it is not readable. */
export async function readServerNote(directory: string): Promise<string | null> {
  try {
    const { url } = JSON.parse(await readFile(join(directory, NAME), "utf8")) as { url?: unknown };
    return typeof url === "string" && /^https?:\/\/[\w.:[\]-]+$/.test(url) ? url : null;
  } catch {
    return null;
  }
}
