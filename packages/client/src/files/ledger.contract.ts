// What every upload ledger must do, whatever it remembers in.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { UploadKey, UploadLedger, UploadRow } from "./upload-ledger.ts";

export interface LedgerAtHand {
  readonly ledger: UploadLedger;
  /** The same ledger as another user of it sees it: for the memory the same object, for a file another one on the same file. */
  readonly other: UploadLedger;
  readonly close: () => Promise<void>;
}

export const HOUR = 3_600_000;

export function rowOf(name: string, more: Partial<UploadRow> = {}): UploadRow {
  const sha256 = Buffer.from(name).toString("hex").padEnd(64, "0");
  const at = 1_000_000;
  return {
    account: "mine",
    sha256,
    mediaType: "image/png",
    fileId: `file_${name}`,
    bytes: 3,
    createdAt: at,
    usedAt: at,
    expiresAt: null,
    ...more,
  };
}

const ids = (rows: readonly UploadRow[]): string[] => rows.map(({ fileId }) => fileId).sort();
const soon = (ms = 20): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export function ledgerContract(name: string, make: () => Promise<LedgerAtHand>): void {
  const it = (what: string, work: (at: LedgerAtHand) => Promise<void>): void => {
    test(`${name}: ${what}`, { timeout: 60_000 }, async () => {
      const at = await make();
      try {
        await work(at);
      } finally {
        await at.close();
      }
    });
  };

  it("what was put is found, by account, bytes and media type", async ({ ledger, other }) => {
    const row = rowOf("a");
    assert.equal(await ledger.find(row, 0), null);
    assert.deepEqual(await ledger.list("mine"), []);
    await ledger.put(row);
    for (const one of [ledger, other]) assert.deepEqual(await one.find(row, 0), row);
    const elsewhere: readonly Partial<UploadKey>[] = [
      { account: "other" },
      { sha256: rowOf("b").sha256 },
      { mediaType: "image/gif" },
    ];
    for (const more of elsewhere) assert.equal(await ledger.find({ ...row, ...more }, 0), null);
    assert.deepEqual(await other.list("mine"), [row]);
    assert.deepEqual(await other.list("other"), []);
  });

  it("a row that expires is found while it lasts beyond the time asked for", async ({ ledger }) => {
    await ledger.put(rowOf("a", { expiresAt: 2 * HOUR }));
    assert.equal((await ledger.find(rowOf("a"), 2 * HOUR - 1))?.fileId, "file_a");
    assert.equal(await ledger.find(rowOf("a"), 2 * HOUR), null);
    assert.equal(await ledger.find(rowOf("a"), Number.POSITIVE_INFINITY), null);
    await ledger.put(rowOf("b"));
    assert.equal((await ledger.find(rowOf("b"), Number.POSITIVE_INFINITY))?.fileId, "file_b");
  });

  it("of several files of the same bytes the one that lasts longest is found, and all are listed", async ({
    ledger,
  }) => {
    const key = rowOf("a");
    await ledger.put({ ...key, fileId: "file_long", expiresAt: 9 * HOUR });
    await ledger.put({ ...key, fileId: "file_short", expiresAt: 3 * HOUR });
    assert.equal((await ledger.find(key, 0))?.fileId, "file_long");
    await ledger.put({ ...key, fileId: "file_ever" });
    assert.equal((await ledger.find(key, 0))?.fileId, "file_ever");
    await ledger.forget("mine", "file_ever");
    assert.equal((await ledger.find(key, 0))?.fileId, "file_long");
    assert.deepEqual(ids(await ledger.list("mine")), ["file_long", "file_short"]);
  });

  it("a use is taken down, and an older one does not undo it", async ({ ledger, other }) => {
    const row = rowOf("a");
    await ledger.put(row);
    await ledger.touch(row, row.usedAt + 10);
    await other.touch(row, row.usedAt + 5);
    assert.equal((await other.find(row, 0))?.usedAt, row.usedAt + 10);
    await ledger.touch(rowOf("nothing"), 5);
    assert.equal((await ledger.list("mine")).length, 1);
  });

  it("what is forgotten is gone for all, in its account alone, and does not come back", async ({ ledger, other }) => {
    await ledger.put(rowOf("a"));
    await ledger.put(rowOf("a", { account: "other" }));
    await other.forget("mine", "file_a");
    await other.forget("mine", "file_never");
    assert.equal(await ledger.find(rowOf("a"), 0), null);
    assert.equal((await ledger.find(rowOf("a", { account: "other" }), 0))?.fileId, "file_a");
    await ledger.put(rowOf("a", { fileId: "file_new" }));
    await ledger.forget("mine", "file_a");
    assert.equal((await other.find(rowOf("a"), 0))?.fileId, "file_new");
  });

  it("what is handed out is not what is kept", async ({ ledger }) => {
    const row = { ...rowOf("a") };
    await ledger.put(row);
    Object.assign(row, { fileId: "file_changed" });
    assert.equal((await ledger.find(rowOf("a"), 0))?.fileId, "file_a");
    Reflect.set((await ledger.list("mine"))[0] ?? {}, "fileId", "file_changed");
    assert.equal((await ledger.find(rowOf("a"), 0))?.fileId, "file_a");
  });

  it("many who write at the same time lose nothing", async ({ ledger, other }) => {
    await Promise.all(
      Array.from({ length: 100 }, async (_, index) => {
        const one = index % 2 === 0 ? ledger : other;
        await one.put(rowOf(`r${index}`));
        if (index % 10 === 0) await one.forget("mine", `file_r${index}`);
      }),
    );
    assert.equal((await ledger.list("mine")).length, 90);
    assert.deepEqual(ids(await ledger.list("mine")), ids(await other.list("mine")));
  });

  it("work for the same key is done by one at a time, for another key at the same time", async ({ ledger, other }) => {
    let inside = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      most = Math.max(most, ++inside);
      await soon(2);
      inside--;
    };
    await Promise.all(
      Array.from({ length: 10 }, (_, index) => (index % 2 ? ledger : other).exclusive(rowOf("a"), work)),
    );
    assert.equal(most, 1);
    let met = (): void => undefined;
    const meeting = new Promise<void>((resolve) => {
      met = resolve;
    });
    await ledger.exclusive(rowOf("a"), async () => {
      void other.exclusive(rowOf("b"), async () => met());
      await meeting;
    });
  });

  it("it gives what the work gives, and fails as the work fails, and then the next one has its turn", async ({
    ledger,
  }) => {
    assert.equal(await ledger.exclusive(rowOf("a"), async () => 7), 7);
    await assert.rejects(
      ledger.exclusive(rowOf("a"), () => Promise.reject(new Error("no"))),
      /no/,
    );
    assert.equal(await ledger.exclusive(rowOf("a"), async () => 8), 8);
  });

  it("who waits may leave, and the order of the others stays", async ({ ledger, other }) => {
    const done: string[] = [];
    let end = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      end = resolve;
    });
    const holds = ledger.exclusive(rowOf("a"), () => held);
    await soon();
    const leaver = new AbortController();
    const leaves = [ledger, other].map((one) =>
      one.exclusive(rowOf("a"), async () => void done.push("left"), leaver.signal),
    );
    const stays = ledger.exclusive(rowOf("a"), async () => void done.push("stayed"));
    await soon();
    leaver.abort(Object.assign(new Error("gone"), { code: "SOME_CODE" }));
    for (const one of leaves) await assert.rejects(one, { message: "gone" });
    assert.deepEqual(done, []);
    end();
    await Promise.all([holds, stays]);
    assert.deepEqual(done, ["stayed"]);
    await assert.rejects(
      ledger.exclusive(rowOf("a"), async () => 1, leaver.signal),
      { message: "gone" },
    );
  });
}
