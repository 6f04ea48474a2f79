// Files of this machine, for a plan: where a platform takes no file ids the gateway sends their bytes, so that their numbers can be told.
import type { Input } from "@fovea/client";
import { isLocked } from "./directory.ts";
import type { Io } from "./io.ts";
import { localStore } from "./local-files.ts";

const FILE_ID = /^file_[A-Za-z0-9]+$/;

/** The inputs, with the bytes in place of the ids of files that are here. A directory that a server has open is left alone. */
export async function withLocalFiles(inputs: readonly string[], io: Io): Promise<readonly Input[]> {
  if (!inputs.some((input) => FILE_ID.test(input))) return inputs;
  const store = await localStore(io).catch((error: unknown) => {
    if (isLocked(error)) return null;
    throw error;
  });
  if (store === null) return inputs;
  try {
    const bytesOf = async (input: string): Promise<Input> => {
      if (!FILE_ID.test(input) || (await store.files.get("", input)) === null) return input;
      const pieces: Uint8Array[] = [];
      for await (const piece of (await store.files.open("", input)).content.open()) pieces.push(piece);
      return Buffer.concat(pieces);
    };
    return await Promise.all(inputs.map(bytesOf));
  } finally {
    await store.close();
  }
}
