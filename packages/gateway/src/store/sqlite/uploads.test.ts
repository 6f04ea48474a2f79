import { freshDirectory } from "../fixtures/directories.ts";
import { uploadRowsContract } from "../upload-rows.contract.ts";
import { openDatabase } from "./database.ts";
import { createSqliteUploads } from "./uploads.ts";

uploadRowsContract("uploads in SQLite", async () =>
  createSqliteUploads(await openDatabase(`${freshDirectory()}.sqlite`)),
);
