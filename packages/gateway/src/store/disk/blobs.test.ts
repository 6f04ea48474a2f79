import { blobsContract } from "../blobs.contract.ts";
import { freshDirectory } from "../fixtures/directories.ts";
import { openDiskBlobs } from "./blobs.ts";
import { makeDirectory } from "./directory.ts";
import { nodeDisk } from "./disk.ts";

blobsContract("blobs on a disk", async () => openDiskBlobs(await makeDirectory(freshDirectory()), nodeDisk));
