// How every store of files lists and keeps workspaces apart: a suite that each implementation runs.
import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import type { MakeStore } from "./file-store.contract.ts";
import type { StoredFile } from "./file-store.ts";
import { calm, uploadOf } from "./fixtures/uploads.ts";
import type { Store } from "./store.ts";

export function fileListsContract(name: string, make: MakeStore): void {
  const stores: Store[] = [];
  let time = 0;
  const open = async () => {
    time = Date.UTC(2026, 10, 22);
    const store = await make({ now: () => time });
    stores.push(store);
    return store;
  };

  describe(name, () => {
    after(() => Promise.all(stores.map((store) => store.close())));

    test("two workspaces see nothing of each other, whatever they ask", async () => {
      const { files } = await open();
      const mine = await files.add("w", uploadOf("mine"), calm());
      const yours = await files.add("v", uploadOf("yours"), calm());
      assert.equal(await files.get("v", mine.id), null);
      assert.deepEqual(await files.pick("v", [mine.id, yours.id]), [yours]);
      assert.deepEqual((await files.list("v", { limit: 10 })).files, [yours]);
      await assert.rejects(files.open("v", mine.id), { code: "store.file-not-found" });
      assert.equal(await files.delete("v", mine.id), false);
      assert.deepEqual(await files.get("w", mine.id), mine);
    });

    test("250 files are paged in both directions, each once, newest first", async () => {
      const { files } = await open();
      const ids: string[] = [];
      for (let i = 0; i < 250; i++) {
        // Several in one millisecond: their ids tell their order.
        if (i % 3 === 0) time += 1;
        ids.push((await files.add("w", uploadOf(`file ${i}`), calm())).id);
        if (i % 10 === 0) await files.add("v", uploadOf(`other ${i}`), calm());
      }
      const newestFirst = [...ids].sort().reverse();
      for (const limit of [20, 50, 249, 250, 1000]) {
        const forth: string[] = [];
        for (let more = true; more; ) {
          const last = forth.at(-1);
          const page = await files.list("w", { limit, ...(last === undefined ? {} : { after: last }) });
          forth.push(...page.files.map(({ id }) => id));
          more = page.more;
          assert.equal(more, forth.length < 250);
        }
        assert.deepEqual(forth, newestFirst);
        const back: string[] = [forth.at(-1) ?? ""];
        for (let more = true; more; ) {
          const page = await files.list("w", { limit, before: back[0] ?? "" });
          back.unshift(...page.files.map(({ id }) => id));
          more = page.more;
          assert.equal(more, back.length < 250);
        }
        assert.deepEqual(back, newestFirst);
      }
    });

    test("a page goes on behind a file that was deleted; behind an id that nobody knows there is nothing", async () => {
      const { files } = await open();
      const made: StoredFile[] = [];
      for (let i = 0; i < 5; i++) {
        time += 1;
        made.push(await files.add("w", uploadOf(`${i}`), calm()));
      }
      const [first, second, third, fourth, fifth] = made.map(({ id }) => id);
      assert.ok(first && second && third && fourth && fifth);
      await files.delete("w", third);
      const ids = async (query: { after?: string; before?: string }) =>
        (await files.list("w", { limit: 10, ...query })).files.map(({ id }) => id);
      assert.deepEqual(await ids({ after: third }), [second, first]);
      assert.deepEqual(await ids({ before: third }), [fifth, fourth]);
      for (const id of ["file_011CNha8iCJcU1wXNR6q4V8w", "file_x", "", "file_01zzzzzzzzzzzzzzzzzzzzzz"])
        for (const query of [{ after: id }, { before: id }]) assert.deepEqual(await ids(query), []);
    });

    test("pick gives those that are there, newest first, each once", async () => {
      const { files } = await open();
      const older = await files.add("w", uploadOf("a"), calm());
      time += 1;
      const newer = await files.add("w", uploadOf("b"), calm());
      const ids = [older.id, "file_x", newer.id, older.id, "'; DROP TABLE files; --"];
      assert.deepEqual(await files.pick("w", ids), [newer, older]);
      assert.deepEqual(await files.pick("w", []), []);
    });
  });
}
