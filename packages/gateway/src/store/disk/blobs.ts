// Blobs as files of a directory: `blobs/ab/abcd...-name`, whole from the moment they have that path; what is on its way is in `incoming`.
import { join } from "node:path";
import { StoreError } from "@fovea/client/internal/errors/errors";
import { ofOneReader } from "../../passing-memory.ts";
import type { Blobs } from "../blobs.ts";
import { randomCharacters } from "../random-id.ts";
import type { Disk } from "./disk.ts";
import { createDraft } from "./draft.ts";
import { onDisk } from "./failure.ts";

/** What a reader gets at a time, in bytes. */
const READ_BYTES = 256 * 1024;
const NAME = /^[0-9a-f]{64}-[0-9A-Za-z]+$/;

/** Makes the folders and removes what half uploads of an earlier process have left. The directory must belong to this process alone. */
export async function openDiskBlobs(directory: string, disk: Disk): Promise<Blobs> {
  const incoming = join(directory, "incoming");
  const root = join(directory, "blobs");
  // Folders whose own name is durable; the rest is made when the first blob goes there.
  const made = await onDisk(async () => {
    for (const folder of [incoming, root]) await disk.makeFolder(folder);
    for (const name of await disk.names(incoming)) await disk.unlink(join(incoming, name));
    const folders = (await disk.names(root)).map((name) => join(root, name));
    for (const folder of [directory, root]) await disk.syncFolder(folder);
    return new Set(folders);
  });
  const folderOf = (name: string) => join(root, name.slice(0, 2));
  const pathOf = (name: string) => join(folderOf(name), name);

  async function home(name: string) {
    if (!NAME.test(name)) throw new TypeError(`${name} is no name of a blob`);
    const folder = folderOf(name);
    if (!made.has(folder)) {
      await disk.makeFolder(folder);
      await disk.syncFolder(root);
      made.add(folder);
    }
    return { folder, path: pathOf(name) };
  }

  const create = () =>
    onDisk(async () => {
      const path = join(incoming, randomCharacters(24));
      return createDraft({ disk, file: await disk.create(path), path, home });
    });

  return {
    create,
    async read(name) {
      const found = await onDisk(() => disk.stat(pathOf(name)));
      if (found === null) return null;
      return { length: found.bytes, open: () => readBlob(disk, pathOf(name), found.bytes) };
    },
    async remove(name) {
      await onDisk(() => disk.unlink(pathOf(name))).catch((error) => {
        if (error.cause?.code !== "ENOENT") throw error;
      });
    },
    async *names() {
      for (const shard of await onDisk(() => disk.names(root)))
        yield (await onDisk(() => disk.names(join(root, shard)))).filter((name) => NAME.test(name));
    },
    writtenAt: async (name) => (await onDisk(() => disk.stat(pathOf(name))))?.writtenAt ?? null,
    async check() {
      const draft = await create();
      try {
        await draft.write(new Uint8Array(1));
      } finally {
        await draft.drop();
      }
    },
  };
}

async function* readBlob(disk: Disk, path: string, bytes: number): AsyncGenerator<Uint8Array> {
  const file = await onDisk(() => disk.open(path));
  try {
    for (let at = 0; at < bytes; ) {
      const piece = Buffer.allocUnsafeSlow(Math.min(READ_BYTES, bytes - at));
      const read = await onDisk(() => file.read(piece, at));
      if (read < piece.length)
        throw new StoreError("store.unreadable", { what: "directory", reason: `a file ends after ${at + read} bytes` });
      at += read;
      yield ofOneReader(piece);
    }
  } finally {
    await file.close();
  }
}
