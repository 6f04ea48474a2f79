// The floor of an upload: the body hashed and written to a file as it arrives, multipart and all. With `sync` the disk has it before the reply.
import { createHash, randomUUID } from "node:crypto";
import { open, rename, unlink } from "node:fs/promises";
import type { RequestListener } from "node:http";
import { join } from "node:path";

export function hashAndWrite(directory: string, sync: boolean): RequestListener {
  return async (request, response) => {
    const path = join(directory, randomUUID());
    const hash = createHash("sha256");
    const file = await open(path, "w");
    for await (const piece of request) {
      hash.update(piece as Buffer);
      await file.writev([piece as Buffer]);
    }
    if (sync) await file.datasync();
    await file.close();
    const name = join(directory, hash.digest("hex"));
    await rename(path, name);
    response.end("{}");
    // The gateway's files are deleted between rounds; these at once.
    await unlink(name).catch(() => undefined);
  };
}
