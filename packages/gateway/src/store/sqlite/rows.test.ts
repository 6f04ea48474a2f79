import { fileRowsContract } from "../file-rows.contract.ts";
import { freshDirectory } from "../fixtures/directories.ts";
import { openDatabase } from "./database.ts";
import { createSqliteRows } from "./rows.ts";

fileRowsContract("rows in SQLite", async () => createSqliteRows(await openDatabase(`${freshDirectory()}.sqlite`)));
