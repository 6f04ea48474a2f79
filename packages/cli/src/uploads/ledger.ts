// The ledger that all `fovea upload` of this user share: which bytes are where under which id.
import { join } from "node:path";
import type { UploadLedger } from "@fovea/client";
import { createFileLedger } from "@fovea/client/internal/files/file-ledger";
import { dataDirectory } from "../data-directory.ts";
import { refuseFile } from "../directory.ts";
import type { Io } from "../io.ts";

/** In the data directory, which is made with the first upload. @throws CommandError `store.not-a-directory` */
export async function openLedger(io: Io): Promise<UploadLedger> {
  const directory = dataDirectory(undefined, io);
  await refuseFile(directory);
  return createFileLedger(join(directory, "uploads.jsonl"));
}
