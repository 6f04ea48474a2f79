import { uploadRowsContract } from "../upload-rows.contract.ts";
import { createMemoryUploads } from "./uploads.ts";

uploadRowsContract("uploads in memory", async () => createMemoryUploads());
