import { blobsContract } from "../blobs.contract.ts";
import { fileRowsContract } from "../file-rows.contract.ts";
import { createMemoryBlobs } from "./blobs.ts";
import { createMemoryRows } from "./rows.ts";

fileRowsContract("rows in memory", async () => createMemoryRows());
blobsContract("blobs in memory", async () => createMemoryBlobs(1e9, Date.now));
