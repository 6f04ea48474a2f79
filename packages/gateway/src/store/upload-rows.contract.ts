// What every database must do for uploads: a suite that each implementation of UploadRows runs.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { UploadRow, UploadRows } from "./upload-rows.ts";

const NOW = Date.UTC(2026, 10, 22);
const HOUR = 3_600_000;

function rowOf(parts: Partial<UploadRow> = {}): UploadRow {
  return {
    workspace: "w",
    credential: "c",
    sha256: "ab".repeat(32),
    mediaType: "image/png",
    fileId: "file_1",
    createdAt: NOW,
    expiresAt: null,
    ...parts,
  };
}

export function uploadRowsContract(name: string, make: () => Promise<UploadRows>): void {
  describe(name, () => {
    test("a row is found by all of its key, and by nothing less", async () => {
      const rows = await make();
      const row = rowOf();
      await rows.put(row);
      assert.deepEqual(await rows.find(row, NOW), row);
      for (const other of [{ workspace: "v" }, { credential: "d" }, { sha256: "cd".repeat(32) }, { mediaType: "a/b" }])
        assert.equal(await rows.find(rowOf(other), NOW), null);
    });

    test("a row put again takes the place of the first", async () => {
      const rows = await make();
      await rows.put(rowOf());
      const second = rowOf({ fileId: "file_2", expiresAt: NOW + HOUR });
      await rows.put(second);
      assert.deepEqual(await rows.find(second, NOW), second);
      assert.equal(await rows.ownerOf("c", "file_1"), null);
      assert.equal(await rows.ownerOf("c", "file_2"), "w");
    });

    test("what has expired is not found, and is removed by pruning alone", async () => {
      const rows = await make();
      const row = rowOf({ expiresAt: NOW + HOUR });
      await rows.put(row);
      await rows.put(rowOf({ workspace: "v" }));
      assert.deepEqual(await rows.find(row, NOW + HOUR - 1), row);
      assert.equal(await rows.find(row, NOW + HOUR), null);
      assert.equal(await rows.prune(NOW + HOUR - 1), 0);
      assert.equal(await rows.prune(NOW + HOUR), 1);
      assert.equal(await rows.find(row, NOW), null);
      assert.equal((await rows.find(rowOf({ workspace: "v" }), NOW + 99 * HOUR))?.fileId, "file_1");
    });

    test("an id is forgotten for its workspace and credential only, and not when another took its place", async () => {
      const rows = await make();
      await rows.put(rowOf());
      await rows.put(rowOf({ workspace: "v" }));
      await rows.put(rowOf({ credential: "d" }));
      assert.equal(await rows.forget("w", "c", "file_1"), true);
      assert.equal(await rows.forget("w", "c", "file_1"), false);
      assert.equal(await rows.find(rowOf(), NOW), null);
      for (const other of [{ workspace: "v" }, { credential: "d" }])
        assert.ok((await rows.find(rowOf(other), NOW)) !== null);
      await rows.put(rowOf({ fileId: "file_2" }));
      assert.equal(await rows.forget("w", "c", "file_1"), false);
      assert.equal((await rows.find(rowOf(), NOW))?.fileId, "file_2");
    });

    test("all rows of the same bytes are taken at once, from every credential of one workspace", async () => {
      const rows = await make();
      const mine = [rowOf(), rowOf({ credential: "d", fileId: "file_2" })];
      for (const row of [...mine, rowOf({ workspace: "v" }), rowOf({ sha256: "cd".repeat(32) })]) await rows.put(row);
      const taken = await rows.take("w", rowOf().sha256);
      assert.deepEqual(
        [...taken].sort((a, b) => (a.credential < b.credential ? -1 : 1)),
        mine,
      );
      assert.deepEqual(await rows.take("w", rowOf().sha256), []);
      assert.ok((await rows.find(rowOf({ workspace: "v" }), NOW)) !== null);
      assert.ok((await rows.find(rowOf({ sha256: "cd".repeat(32) }), NOW)) !== null);
    });
  });
}
