import assert from "node:assert/strict";
import { test } from "node:test";
import { fileListsContract } from "../file-lists.contract.ts";
import { fileStoreContract } from "../file-store.contract.ts";
import { calm, randomOf, read, uploadOf } from "../fixtures/uploads.ts";
import { keyStoreContract } from "../key-store.contract.ts";
import { createMemoryStore } from "./store.ts";

fileStoreContract("files in memory", async (options) => createMemoryStore(options));
fileListsContract("lists in memory", async (options) => createMemoryStore(options));
keyStoreContract("keys in memory", async (options) => createMemoryStore(options));

test("memory is full at its limit, says so, and has room again after a deletion", async () => {
  const store = createMemoryStore({ maxBytes: 1000 });
  const first = await store.files.add("w", uploadOf(randomOf(700)), calm());
  await assert.rejects(store.files.add("w", uploadOf(randomOf(301)), calm()), { code: "store.full", status: 500 });
  await store.files.delete("w", first.id);
  const bytes = randomOf(1000);
  const second = await store.files.add("w", uploadOf(bytes), calm());
  assert.deepEqual(await read((await store.files.open("w", second.id)).content), Buffer.from(bytes));
});
