import assert from "node:assert/strict";
import { test } from "node:test";
import { HOUR, ledgerContract, rowOf } from "./ledger.contract.ts";
import { createMemoryLedger } from "./memory-ledger.ts";

ledgerContract("memory", async () => {
  const ledger = createMemoryLedger();
  return { ledger, other: ledger, close: async () => undefined };
});

test("what has expired does not fill the memory", async () => {
  const ledger = createMemoryLedger();
  for (let index = 0; index < 3000; index++) {
    const createdAt = index * HOUR;
    await ledger.put(rowOf(`r${index}`, { createdAt, expiresAt: createdAt + 24 * HOUR }));
  }
  assert.ok((await ledger.list("mine")).length < 1100);
});
