import { batchRowsContract } from "../batch-rows.contract.ts";
import { freshDirectory } from "../fixtures/directories.ts";
import { createSqliteBatches } from "./batches.ts";
import { openDatabase } from "./database.ts";

batchRowsContract("batches in SQLite", async () =>
  createSqliteBatches(await openDatabase(`${freshDirectory()}.sqlite`)),
);
