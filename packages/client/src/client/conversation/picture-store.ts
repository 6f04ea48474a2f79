// Where the bytes of pictures are while a conversation lasts: in memory, or in a directory, each under its sha256.
import { createHash, randomBytes } from "node:crypto";
import { access, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { InputError } from "../../errors/errors.ts";
import { makeFolders } from "../../files/make-folders.ts";

export interface PictureStore {
  /** Null: memory. */
  readonly directory: string | null;
  put(sha256: string, bytes: Uint8Array): Promise<void>;
  /** Null where they are not there. `damaged`: what is there is something else. */
  get(sha256: string): Promise<Uint8Array | "damaged" | null>;
}

export function createMemoryPictures(): PictureStore {
  const held = new Map<string, Uint8Array>();
  return {
    directory: null,
    async put(sha256, bytes) {
      // A copy: between the turns the caller's buffer is the caller's.
      if (!held.has(sha256)) held.set(sha256, new Uint8Array(bytes));
    },
    async get(sha256) {
      return held.get(sha256) ?? null;
    },
  };
}

/** Made at the first picture: 0700, its files 0600. A file is whole or not there. */
export function createDirectoryPictures(path: string): PictureStore {
  const directory = resolve(path);
  return {
    directory,
    put: (sha256, bytes) => usable(directory, () => put(directory, sha256, bytes)),
    get: (sha256) => usable(directory, () => get(directory, sha256)),
  };
}

async function put(directory: string, sha256: string, bytes: Uint8Array): Promise<void> {
  const file = join(directory, sha256);
  if (await exists(file)) return;
  await makeFolders(directory);
  // Beside its place, so that it can be moved there in one step; of its own name, so that two may do the same.
  const part = join(directory, `.${sha256}.${randomBytes(6).toString("hex")}.part`);
  try {
    await writeFile(part, bytes, { mode: 0o600, flag: "wx", flush: true });
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

async function get(directory: string, sha256: string): Promise<Uint8Array | "damaged" | null> {
  const bytes = await readFile(join(directory, sha256)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  if (bytes === null) return null;
  return createHash("sha256").update(bytes).digest("hex") === sha256 ? bytes : "damaged";
}

/** @throws InputError `input.directory-unusable` */
async function usable<T>(directory: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    throw new InputError("input.directory-unusable", { directory, reason: code ?? message }, { cause });
  }
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
