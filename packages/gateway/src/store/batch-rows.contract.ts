// What every database must do for batches: a suite that each implementation of BatchRows runs.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type BatchQuery, type BatchRow, type BatchRows, PLACE_KEPT_MS } from "./batch-rows.ts";

const NOW = Date.UTC(2026, 10, 22);

function rowOf(parts: Partial<BatchRow> = {}): BatchRow {
  return { workspace: "w", id: "msgbatch_1", upstream: "main", credential: "c", createdAt: NOW, ...parts };
}

export function batchRowsContract(name: string, make: () => Promise<BatchRows>): void {
  describe(name, () => {
    /** Five batches of `w`, one of `v` between them. Their ids do not sort by age. */
    async function filled() {
      const rows = await make();
      for (const id of ["e", "b"]) await rows.add(rowOf({ id }));
      await rows.add(rowOf({ id: "x", workspace: "v" }));
      for (const id of ["d", "a", "c"]) await rows.add(rowOf({ id }));
      const ids = async (query: BatchQuery, workspace = "w") => {
        const page = await rows.list(workspace, query);
        return page === null ? null : [page.batches.map(({ id }) => id).join(""), page.more];
      };
      return { rows, ids };
    }

    test("a batch is there for the workspace that made it, and for nobody else", async () => {
      const rows = await make();
      await rows.add(rowOf());
      assert.deepEqual(await rows.get("w", "msgbatch_1"), rowOf());
      assert.equal(await rows.get("v", "msgbatch_1"), null);
      assert.equal(await rows.get("w", "msgbatch_2"), null);
      assert.equal(await rows.remove("v", "msgbatch_1", NOW), false);
      assert.deepEqual(await rows.list("v", { limit: 9 }), { batches: [], more: false });
      assert.equal(await rows.list("v", { limit: 9, after: "msgbatch_1" }), null);
      assert.equal(await rows.remove("w", "msgbatch_1", NOW), true);
      assert.equal(await rows.remove("w", "msgbatch_1", NOW), false);
      assert.equal(await rows.get("w", "msgbatch_1"), null);
    });

    test("two workspaces may have a batch of the same id, each its own; one added again is one", async () => {
      const rows = await make();
      await rows.add(rowOf());
      await rows.add(rowOf({ workspace: "v", upstream: "other" }));
      await rows.add(rowOf({ credential: "d" }));
      assert.equal((await rows.get("w", "msgbatch_1"))?.credential, "d");
      assert.equal((await rows.get("v", "msgbatch_1"))?.upstream, "other");
      assert.equal((await rows.list("w", { limit: 9 }))?.batches.length, 1);
    });

    test("lists are newest first, forwards and backwards, and say whether there is more that way", async () => {
      const { ids } = await filled();
      assert.deepEqual(await ids({ limit: 9 }), ["cadbe", false]);
      assert.deepEqual(await ids({ limit: 2 }), ["ca", true]);
      assert.deepEqual(await ids({ limit: 2, after: "a" }), ["db", true]);
      assert.deepEqual(await ids({ limit: 2, after: "d" }), ["be", false]);
      assert.deepEqual(await ids({ limit: 2, after: "e" }), ["", false]);
      assert.deepEqual(await ids({ limit: 2, before: "e" }), ["db", true]);
      assert.deepEqual(await ids({ limit: 2, before: "d" }), ["ca", false]);
      assert.deepEqual(await ids({ limit: 2, before: "x" }), null);
      assert.deepEqual(await ids({ limit: 2 }, "v"), ["x", false]);
    });

    test("who deletes what a page showed goes on behind it, for a day", async () => {
      const { rows, ids } = await filled();
      for (const id of ["c", "a"]) await rows.remove("w", id, NOW);
      assert.deepEqual(await ids({ limit: 2, after: "a" }), ["db", true]);
      assert.deepEqual(await ids({ limit: 9 }), ["dbe", false]);
      assert.deepEqual(await ids({ limit: 9, before: "b" }), ["d", false]);
      assert.equal(await rows.prune(NOW + PLACE_KEPT_MS - 1), 0);
      assert.equal(await rows.prune(NOW + PLACE_KEPT_MS), 2);
      assert.equal(await ids({ limit: 2, after: "a" }), null);
      assert.deepEqual(await ids({ limit: 9 }), ["dbe", false]);
      await rows.add(rowOf({ id: "f" }));
      assert.deepEqual(await ids({ limit: 9 }), ["fdbe", false]);
    });
  });
}
