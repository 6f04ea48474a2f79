// What every database must do for files: a suite that each implementation of FileRows runs.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type FileRows, METADATA_KEPT_MS, type NewFileRow } from "./file-rows.ts";
import { newFileId } from "./random-id.ts";

const NOW = Date.UTC(2026, 10, 22);
const HOUR = 3_600_000;
const SHA = "ab".repeat(32);

function rowOf(parts: Partial<NewFileRow> & { expiresAt?: number | null; sha256?: string } = {}): NewFileRow {
  const { expiresAt = null, sha256 = SHA, ...rest } = parts;
  const file = {
    id: newFileId(NOW),
    filename: "a",
    mediaType: "text/plain",
    bytes: 10,
    sha256,
    createdAt: NOW,
    expiresAt,
  };
  return { workspace: "w", file, blob: null, lost: null, quotaBytes: null, ...rest };
}

export function fileRowsContract(name: string, make: () => Promise<FileRows>): void {
  describe(name, () => {
    test("a row without a blob is refused, until its bytes have one", async () => {
      const rows = await make();
      assert.deepEqual(await rows.add(rowOf(), NOW), { outcome: "no-blob" });
      assert.equal(await rows.blob(SHA), null);
      assert.deepEqual(await rows.add(rowOf({ blob: "one" }), NOW), { outcome: "added", blob: "one" });
      assert.deepEqual(await rows.add(rowOf(), NOW), { outcome: "added", blob: "one" });
      assert.deepEqual(await rows.blob(SHA), { name: "one", bytes: 10 });
    });

    test("of two who bring the same bytes, the first one's are used", async () => {
      const rows = await make();
      await rows.add(rowOf({ blob: "one" }), NOW);
      assert.deepEqual(await rows.add(rowOf({ blob: "two" }), NOW), { outcome: "added", blob: "one" });
    });

    test("a blob that was looked for in vain is replaced, unless someone else was faster", async () => {
      const rows = await make();
      await rows.add(rowOf({ blob: "one" }), NOW);
      assert.deepEqual(await rows.add(rowOf({ blob: "two", lost: "one" }), NOW), { outcome: "added", blob: "two" });
      assert.deepEqual(await rows.add(rowOf({ blob: "three", lost: "one" }), NOW), { outcome: "added", blob: "two" });
    });

    test("a row over the quota is refused in the same transaction, and leaves no blob's row", async () => {
      const rows = await make();
      const refused = await rows.add(rowOf({ blob: "one", quotaBytes: 9 }), NOW);
      assert.deepEqual(refused, { outcome: "quota", used: 0 });
      assert.equal(await rows.blob(SHA), null);
      assert.equal((await rows.add(rowOf({ blob: "one", quotaBytes: 10 }), NOW)).outcome, "added");
      assert.equal(await rows.used("w", NOW), 10);
      assert.deepEqual(await rows.add(rowOf({ quotaBytes: 19 }), NOW), { outcome: "quota", used: 10 });
    });

    test("a blob is garbage once its last living file is gone, and forgotten after the grace", async () => {
      const rows = await make();
      const [first, second] = [rowOf({ blob: "one" }), rowOf({ workspace: "v" })];
      for (const row of [first, second]) await rows.add(row, NOW);
      assert.equal(await rows.remove("w", first.file.id, NOW), true);
      assert.deepEqual(await rows.collect(NOW + 9 * HOUR, HOUR), []);
      assert.equal(await rows.remove("v", second.file.id, NOW + 10 * HOUR), true);
      assert.deepEqual(await rows.collect(NOW + 11 * HOUR - 1, HOUR), []);
      assert.deepEqual(await rows.collect(NOW + 11 * HOUR, HOUR), ["one"]);
      assert.equal(await rows.blob(SHA), null);
      assert.deepEqual(await rows.collect(NOW + 11 * HOUR, HOUR), []);
      assert.deepEqual(await rows.add(rowOf(), NOW), { outcome: "no-blob" });
    });

    test("using a blob again takes it out of the garbage", async () => {
      const rows = await make();
      const first = rowOf({ blob: "one" });
      await rows.add(first, NOW);
      await rows.remove("w", first.file.id, NOW);
      const again = rowOf();
      assert.deepEqual(await rows.add(again, NOW + HOUR), { outcome: "added", blob: "one" });
      assert.deepEqual(await rows.collect(NOW + 5 * HOUR, HOUR), []);
      await rows.remove("w", again.file.id, NOW + 6 * HOUR);
      assert.deepEqual(await rows.collect(NOW + 7 * HOUR - 1, HOUR), []);
      assert.deepEqual(await rows.collect(NOW + 7 * HOUR, HOUR), ["one"]);
    });

    test("a blob that was garbage once has its whole grace again when the file that used it again expires", async () => {
      const rows = await make();
      const first = rowOf({ blob: "one" });
      await rows.add(first, NOW);
      await rows.remove("w", first.file.id, NOW);
      await rows.add(rowOf({ expiresAt: NOW + 5 * HOUR }), NOW);
      assert.deepEqual(await rows.collect(NOW + 6 * HOUR - 1, HOUR), []);
      assert.deepEqual(await rows.collect(NOW + 6 * HOUR, HOUR), ["one"]);
    });

    test("a blob is garbage from the moment its last file expires, whenever that is noticed", async () => {
      const rows = await make();
      const [early, late] = [rowOf({ blob: "one", expiresAt: NOW + HOUR }), rowOf({ expiresAt: NOW + 2 * HOUR })];
      for (const row of [early, late]) await rows.add(row, NOW);
      assert.equal(await rows.used("w", NOW), 20);
      assert.equal(await rows.used("w", NOW + HOUR), 10);
      assert.deepEqual(await rows.collect(NOW + 3 * HOUR - 1, HOUR), []);
      assert.deepEqual(await rows.collect(NOW + 3 * HOUR, HOUR), ["one"]);
      assert.deepEqual(await rows.get("w", late.file.id, NOW + 3 * HOUR), late.file);
      // The same bytes come again while the expired files are still read about.
      assert.equal((await rows.add(rowOf({ blob: "two" }), NOW + 4 * HOUR)).outcome, "added");
      assert.deepEqual(await rows.collect(NOW + 2 * METADATA_KEPT_MS, HOUR), []);
      assert.equal(await rows.get("w", late.file.id, NOW + 3 * HOUR), null, "forgotten for good");
    });

    test("a store that slept for longer than expired files are kept still finds their garbage", async () => {
      const rows = await make();
      await rows.add(rowOf({ blob: "one", expiresAt: NOW + HOUR }), NOW);
      assert.deepEqual(await rows.collect(NOW + 2 * METADATA_KEPT_MS, HOUR), ["one"]);
    });

    test("a workspace holds bytes as long as one of its files of them lives", async () => {
      const rows = await make();
      const [first, second] = [rowOf({ blob: "one" }), rowOf({ expiresAt: NOW + HOUR })];
      for (const row of [first, second]) await rows.add(row, NOW);
      assert.equal(await rows.holds("w", SHA, NOW), true);
      assert.equal(await rows.holds("v", SHA, NOW), false);
      assert.equal(await rows.holds("w", "cd".repeat(32), NOW), false);
      await rows.remove("w", first.file.id, NOW);
      assert.equal(await rows.holds("w", SHA, NOW + HOUR - 1), true);
      assert.equal(await rows.holds("w", SHA, NOW + HOUR), false);
    });

    test("those of many names that have a row are known", async () => {
      const rows = await make();
      await rows.add(rowOf({ blob: "one" }), NOW);
      await rows.add(rowOf({ blob: "two", sha256: "cd".repeat(32) }), NOW);
      assert.deepEqual(await rows.known(["two", "three", 'x"', "one"]), new Set(["one", "two"]));
      assert.deepEqual(await rows.known([]), new Set());
    });
  });
}
