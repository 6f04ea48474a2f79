import { batchRowsContract } from "../batch-rows.contract.ts";
import { createMemoryBatches } from "./batches.ts";

batchRowsContract("batches in memory", async () => createMemoryBatches());
