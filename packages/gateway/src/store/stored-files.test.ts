// What a store of files does when its parts fail or were tampered with.
import assert from "node:assert/strict";
import { readdirSync, rmSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { collect } from "./collect.ts";
import { freshDirectory } from "./fixtures/directories.ts";
import { calm, randomOf, read, uploadOf } from "./fixtures/uploads.ts";
import { createMemoryBlobs } from "./memory/blobs.ts";
import { createMemoryRows } from "./memory/rows.ts";
import { openStore } from "./open-store.ts";
import { createStoredFiles } from "./stored-files.ts";

const HOUR = 3_600_000;

const blobsIn = (directory: string): string[] =>
  readdirSync(join(directory, "blobs"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

test("when the database fails the upload fails, and its bytes are collected after an hour, not before", async () => {
  let time = Date.now();
  const rows = createMemoryRows();
  const blobs = createMemoryBlobs(1e6, () => time);
  const inHand = new Set<string>();
  const failing = { ...rows, add: () => Promise.reject(new Error("the disk is gone")) };
  const files = createStoredFiles({ rows: failing, blobs, inHand, now: () => time });
  await assert.rejects(files.add("w", uploadOf("hello"), calm()), /the disk is gone/);
  assert.equal(inHand.size, 0);
  const collectNow = () => collect({ rows, blobs, inHand, now: time });
  time += HOUR - 1;
  assert.equal(await collectNow(), 0);
  time += 1;
  assert.equal(await collectNow(), 1);
  assert.equal(await collectNow(), 0);
});

test("bytes whose row is not written yet are not collected, however long that takes", async () => {
  let time = Date.now();
  const rows = createMemoryRows();
  const blobs = createMemoryBlobs(1e6, () => time);
  const inHand = new Set<string>();
  const collectNow = () => collect({ rows, blobs, inHand, now: time });
  // The machine sleeps between the bytes and their row, and wakes up collecting.
  const slow: typeof rows = {
    ...rows,
    async add(...args) {
      time += 100 * HOUR;
      assert.equal(await collectNow(), 0);
      return rows.add(...args);
    },
  };
  const files = createStoredFiles({ rows: slow, blobs, inHand, now: () => time });
  const file = await files.add("w", uploadOf("hello"), calm());
  time += 100 * HOUR;
  assert.equal(await collectNow(), 0);
  assert.equal((await read((await files.open("w", file.id)).content)).toString(), "hello");
});

test("an upload that is aborted between its bytes and its row leaves neither", async () => {
  const blobs = createMemoryBlobs(1e6, Date.now);
  const controller = new AbortController();
  const reason = new Error("gone");
  const aborting: typeof blobs = {
    ...blobs,
    async create() {
      const draft = await blobs.create();
      const keep = async (name: string) => {
        await draft.keep(name);
        controller.abort(reason);
      };
      return { ...draft, keep };
    },
  };
  const rows = createMemoryRows();
  const files = createStoredFiles({ rows, blobs: aborting, inHand: new Set(), now: Date.now });
  await assert.rejects(files.add("w", uploadOf("hello"), controller.signal), reason);
  assert.deepEqual((await files.list("w", { limit: 1 })).files, []);
  for await (const names of blobs.names()) assert.deepEqual(names, []);
});

test("bytes that were lost or cut short are never served, and the same bytes uploaded again mend every file", async () => {
  const directory = freshDirectory();
  const store = await openStore(directory);
  const bytes = randomOf(100_000);
  const file = await store.files.add("w", uploadOf(bytes), calm());
  for (const damage of [rmSync, (path: string) => truncateSync(path, 99_999)]) {
    for (const path of blobsIn(directory)) damage(path);
    await assert.rejects(store.files.open("w", file.id), { code: "store.bytes-lost", status: 500 });
    const again = await store.files.add("v", uploadOf(bytes), calm());
    assert.ok((await read((await store.files.open("v", again.id)).content)).equals(bytes));
    assert.ok((await read((await store.files.open("w", file.id)).content)).equals(bytes));
  }
  await store.close();
});

test("the same bytes are on the disk once, from the first file to an hour after the last", async () => {
  const directory = freshDirectory();
  let time = Date.now();
  const store = await openStore(directory, { now: () => time });
  const upload = (expiresInSeconds: number | null) => uploadOf("the same bytes", { expiresInSeconds });
  const all = await Promise.all([null, 7200, null].map((seconds) => store.files.add("w", upload(seconds), calm())));
  assert.equal(blobsIn(directory).length, 1);
  for (const { id, expiresAt } of all) if (expiresAt === null) await store.files.delete("w", id);
  time += 3 * HOUR - 1;
  assert.equal(await store.collectGarbage(), 0);
  assert.equal(blobsIn(directory).length, 1);
  time += 2;
  assert.equal(await store.collectGarbage(), 1);
  assert.deepEqual(blobsIn(directory), []);
  assert.equal((await store.files.list("w", { limit: 10 })).files.length, 1, "the expired file is still read about");
  await store.close();
});
