// The order of a safe write, proven on a disk that records, fails and loses power at each operation in turn.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import type { StoredFile } from "./file-store.ts";
import { freshDirectory } from "./fixtures/directories.ts";
import { recordDisk, systemError } from "./fixtures/disk-record.ts";
import { calm, read, uploadOf } from "./fixtures/uploads.ts";
import { openStore } from "./open-store.ts";
import type { Store } from "./store.ts";

// Their sha256 begin with different bytes, so that each upload makes a folder.
const EARLIER = Buffer.alloc(300_000, 1);
const BYTES = Buffer.alloc(600_000, 2);

async function recorded() {
  const directory = freshDirectory();
  const record = recordDisk(directory);
  const store = await openStore(directory, { disk: record.disk });
  const earlier = EARLIER;
  const acknowledged = await store.files.add("w", uploadOf(earlier), calm());
  record.log.length = 0;
  return { directory, record, store, acknowledged, earlier };
}

async function assertHolds(store: Store, files: readonly (readonly [StoredFile, Uint8Array])[]): Promise<void> {
  const ids = files.map(([{ id }]) => id).sort();
  assert.deepEqual((await store.files.list("w", { limit: 10 })).files.map(({ id }) => id).sort(), ids);
  for (const [file, bytes] of files)
    assert.ok((await read((await store.files.open("w", file.id)).content)).equals(bytes));
}

test("bytes are on the disk before they are renamed, the name before the row, the row before the answer", async () => {
  const { directory, record, store } = await recorded();
  const other = new DatabaseSync(join(directory, "fovea.sqlite"));
  const rows = () => Number(other.prepare("SELECT count(*) AS count FROM files").get()?.count);
  const seen = new Set<number>();
  record.before = record.after = () => void seen.add(rows());
  const file = await store.files.add("w", uploadOf(BYTES), calm());
  const shard = `blobs/${file.sha256.slice(0, 2)}`;
  assert.deepEqual(record.log, [
    "create incoming",
    "write incoming",
    "write incoming",
    "write incoming",
    "datasync incoming",
    `makeFolder ${shard}`,
    "syncFolder blobs",
    `rename ${shard}`,
    `syncFolder ${shard}`,
  ]);
  assert.deepEqual([...seen], [1], "nobody sees the new row until the last operation has succeeded");
  assert.equal(rows(), 2);
  other.close();
  await store.close();
});

test("bytes that are there already are not written to the blobs again", async () => {
  const { record, store, earlier } = await recorded();
  await store.files.add("v", uploadOf(earlier), calm());
  assert.deepEqual(record.log, ["create incoming", "write incoming"]);
  await store.close();
});

test("whichever operation fails, the upload says so, nothing acknowledged is lost and nothing half is there", async () => {
  for (let failing = 0; ; failing++) {
    const { directory, record, store, acknowledged, earlier } = await recorded();
    const code = failing % 2 === 0 ? "ENOSPC" : "EIO";
    record.before = (operation) => {
      if (record.log.length === failing) {
        record.before = () => undefined;
        throw systemError(code, operation);
      }
    };
    const bytes = BYTES;
    const upload = store.files.add("w", uploadOf(bytes), calm());
    if (failing === 9) {
      await upload;
      await store.close();
      return;
    }
    await assert.rejects(upload, { code: code === "ENOSPC" ? "store.full" : "store.unreadable", status: 500 });
    await assertHolds(store, [[acknowledged, earlier]]);
    assert.deepEqual(readdirSync(join(directory, "incoming")), []);
    const files = readdirSync(join(directory, "blobs"), { recursive: true, withFileTypes: true });
    assert.equal(files.filter((entry) => entry.isFile()).length, 1);
    const again = await store.files.add("w", uploadOf(bytes), calm());
    await store.close();

    const reopened = await openStore(directory);
    await assertHolds(reopened, [
      [acknowledged, earlier],
      [again, bytes],
    ]);
    await reopened.close();
  }
});

test("whenever the power is cut, the next start finds every acknowledged file whole and no other", async () => {
  const { record, store, acknowledged, earlier } = await recorded();
  const cuts: string[] = [];
  const cut = async () => {
    cuts.push(freshDirectory());
    await record.powerCut(cuts.at(-1) ?? "");
  };
  record.before = record.after = cut;
  const bytes = BYTES;
  const file = await store.files.add("w", uploadOf(bytes), calm());
  assert.equal(cuts.length, 18);
  for (const directory of cuts) {
    const restarted = await openStore(directory);
    await assertHolds(restarted, [[acknowledged, earlier]]);
    assert.deepEqual(readdirSync(join(directory, "incoming")), []);
    await restarted.close();
  }
  await cut();
  const restarted = await openStore(cuts.at(-1) ?? "");
  await assertHolds(restarted, [
    [acknowledged, earlier],
    [file, bytes],
  ]);
  await restarted.close();
  await store.close();
});

test("a large file is synced while it arrives, and a failure of that, told once by the system, fails the upload", async () => {
  const { record, store, acknowledged, earlier } = await recorded();
  const isSync = (operation: string) => operation === "datasync incoming";
  await store.files.add("v", uploadOf(Buffer.alloc(9_000_000, 3)), calm());
  assert.ok(record.log.filter(isSync).length >= 2);
  let syncs = 0;
  record.before = (operation) => {
    syncs += isSync(operation) ? 1 : 0;
    if (isSync(operation) && syncs === 1) throw systemError("EIO", "fdatasync");
  };
  await assert.rejects(store.files.add("w", uploadOf(Buffer.alloc(9_000_000, 4)), calm()), {
    code: "store.unreadable",
  });
  await assertHolds(store, [[acknowledged, earlier]]);
  await store.close();
});
