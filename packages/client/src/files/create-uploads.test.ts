import assert from "node:assert/strict";
import { test } from "node:test";
import { checkedUploads } from "./checked-uploads.ts";
import { createUploads, UPLOAD_MARGIN_MS } from "./create-uploads.ts";
import { gate, type MemoryFiles, memoryFiles, wishOf } from "./fixtures/memory-files.ts";
import { createMemoryLedger } from "./memory-ledger.ts";
import type { UploadLedger } from "./upload-ledger.ts";
import type { Uploads } from "./uploads.ts";

const HOUR = 3_600_000;
const DAY_S = 86_400;

interface Desk {
  readonly uploads: Uploads;
  readonly api: MemoryFiles;
  readonly ledger: UploadLedger;
  time: number;
}

function desk(): Desk {
  const made = { time: Date.UTC(2026, 10, 23) };
  const now = (): number => made.time;
  const api = memoryFiles("mine", now);
  const ledger = createMemoryLedger();
  return Object.assign(made, { api, ledger, uploads: createUploads({ api, ledger, now }) });
}

const soon = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test("bytes go to the platform once, under a name that says nothing, and are found from then on", async () => {
  const { uploads, api } = desk();
  const wish = wishOf("a picture");
  assert.equal(await uploads.find(wish), null);
  assert.deepEqual(await uploads.known([wish]), {});
  const first = await uploads.upload(wish);
  assert.deepEqual(first, { fileId: "file_0", found: false, expiresAt: null });
  assert.deepEqual(await uploads.upload(wish), { ...first, found: true });
  assert.deepEqual(await uploads.find(wish), { ...first, found: true });
  assert.deepEqual(await uploads.known([wish, wish, wishOf("other")]), { [wish.sha256]: "file_0" });
  assert.deepEqual(
    [...api.kept.values()].map(({ sha256, filename }) => [sha256, filename]),
    [[wish.sha256, `${wish.sha256.slice(0, 16)}.png`]],
  );
  assert.deepEqual(api.calls, ["upload"]);
});

test("the same bytes of another account or media type are another file", async () => {
  const { uploads, ledger, api } = desk();
  await uploads.upload(wishOf("p"));
  const other = memoryFiles("other", Date.now);
  assert.equal((await createUploads({ api: other, ledger }).upload(wishOf("p"))).found, false);
  assert.equal((await uploads.upload(wishOf("p", { mediaType: "image/gif" }))).found, false);
  assert.deepEqual([api.kept.size, other.kept.size], [2, 1]);
});

test("who want the same at the same time share one upload, and each is told how far it is", async () => {
  const { uploads, api } = desk();
  const middle = gate();
  api.gates.middle = middle.opened;
  const told: number[][] = Array.from({ length: 5 }, () => []);
  const all = told.map((seen) => uploads.upload(wishOf("abc"), { onProgress: (sent) => seen.push(sent) }));
  await soon();
  const late: number[] = [];
  all.push(uploads.upload(wishOf("abc"), { onProgress: (sent) => late.push(sent) }));
  await soon();
  middle.open();
  assert.equal(new Set((await Promise.all(all)).map(({ fileId }) => fileId)).size, 1);
  assert.deepEqual(api.calls, ["upload"]);
  assert.deepEqual(told, Array(5).fill([1, 2, 3]));
  assert.deepEqual(late, [2, 3], "who comes later is told where it stands");
});

test("who throws when told how far it is ends their own call alone", async () => {
  const { uploads, api } = desk();
  const middle = gate();
  api.gates.middle = middle.opened;
  const throws = uploads.upload(wishOf("abc"), {
    onProgress: () => {
      throw new Error("no bar to draw on");
    },
  });
  const stays = uploads.upload(wishOf("abc"));
  await assert.rejects(throws, /no bar to draw on/);
  middle.open();
  assert.equal((await stays).fileId, "file_0");
});

test("an upload that was sent is waited for when its callers have left, but not for ever", async (t) => {
  const { uploads, api } = desk();
  const after = gate();
  api.gates.after = after.opened;
  const leaver = new AbortController();
  const left = uploads.upload(wishOf("abc"), { signal: leaver.signal });
  await soon();
  t.mock.timers.enable({ apis: ["setTimeout"] });
  leaver.abort(new Error("gone"));
  await assert.rejects(left, /gone/);
  t.mock.timers.tick(29_999);
  const joined = uploads.upload(wishOf("abc"));
  await soon();
  t.mock.timers.tick(60_000);
  const again = new AbortController();
  const other = uploads.upload(wishOf("abc"), { signal: again.signal });
  after.open();
  assert.equal((await joined).fileId, (await other).fileId, "whoever came back keeps it alive");

  api.gates.after = new Promise(() => undefined);
  const last = uploads.upload(wishOf("xyz"), { signal: again.signal });
  await soon();
  again.abort(new Error("gone"));
  await assert.rejects(last, /gone/);
  t.mock.timers.tick(30_000);
  await soon();
  api.gates.after = Promise.resolve();
  assert.equal((await uploads.upload(wishOf("xyz"))).found, false);
});

test("one who leaves ends it for nobody else, not even who began it", async () => {
  const { uploads, api } = desk();
  const middle = gate();
  api.gates.middle = middle.opened;
  const leaver = new AbortController();
  const left = uploads.upload(wishOf("abc"), { signal: leaver.signal });
  const stays = uploads.upload(wishOf("abc"));
  await soon();
  leaver.abort(new Error("gone"));
  await assert.rejects(left, /gone/);
  middle.open();
  assert.equal((await stays).fileId, "file_0");
  await assert.rejects(uploads.upload(wishOf("abc"), { signal: leaver.signal }), /gone/);
});

test("when all have left before the last byte was sent, the upload stops; after it, the file is found later", async () => {
  for (const [where, kept] of [
    ["before", 0],
    ["middle", 0],
    ["after", 1],
  ] as const) {
    const { uploads, api } = desk();
    const held = gate();
    api.gates[where] = held.opened;
    const leavers = [new AbortController(), new AbortController()];
    const left = leavers.map(({ signal }) => uploads.upload(wishOf("abc"), { signal }));
    await soon();
    for (const leaver of leavers) leaver.abort(new Error("gone"));
    for (const one of left) await assert.rejects(one, /gone/);
    held.open();
    await soon();
    assert.equal(api.kept.size, kept, where);
    assert.equal((await uploads.upload(wishOf("abc"))).found, kept === 1, where);
    assert.equal(api.kept.size, 1);
  }
});

test("what expires within minutes counts as gone", async () => {
  const made = desk();
  const { uploads } = made;
  const wish = wishOf("p", { expiresInSeconds: 3600 });
  const first = await uploads.upload(wish);
  assert.equal(first.expiresAt, made.time + HOUR);
  made.time += HOUR - UPLOAD_MARGIN_MS - 1;
  assert.equal((await uploads.find(wish))?.fileId, first.fileId);
  made.time += 1;
  assert.equal(await uploads.find(wish), null);
  assert.deepEqual(await uploads.known([wish]), {});
  assert.notEqual((await uploads.upload(wish)).fileId, first.fileId);
});

test("a file serves a wish while half of the time asked for is left, and one that expires never serves one for good", async () => {
  const made = desk();
  const { uploads, api } = made;
  const day = wishOf("p", { expiresInSeconds: DAY_S });
  const first = await uploads.upload(day);
  made.time += 12 * HOUR - 1;
  assert.equal((await uploads.upload(day)).fileId, first.fileId);
  made.time += 1;
  const second = await uploads.upload(day);
  assert.notEqual(second.fileId, first.fileId);
  const good = await uploads.upload(wishOf("p"));
  assert.deepEqual([good.found, good.expiresAt], [false, null]);
  assert.deepEqual(await uploads.upload(day), { ...good, found: true }, "what stays serves all");
  assert.equal(api.kept.size, 3);
});

test("who needs it for longer than those it joins gets one that lasts", async () => {
  const { uploads, api } = desk();
  const [short, good] = await Promise.all([
    uploads.upload(wishOf("p", { expiresInSeconds: 3600 })),
    uploads.upload(wishOf("p")),
  ]);
  assert.notEqual(short.expiresAt, null);
  assert.equal(good.expiresAt, null);
  assert.equal(api.kept.size, 2);
});

test("a platform that keeps files for less long than asked is not asked twice by one caller", async () => {
  const made = desk();
  const { uploads, api, time } = made;
  const upload = api.upload;
  Object.assign(api, {
    upload: async (...all: Parameters<typeof upload>) => ({ ...(await upload(...all)), expiresAt: time + HOUR }),
  });
  assert.equal((await uploads.upload(wishOf("p"))).expiresAt, time + HOUR);
  assert.deepEqual(api.calls, ["upload"]);
});

test("what the platform has forgotten is uploaded again, by one of all who found out", async () => {
  const { uploads, api } = desk();
  const { fileId } = await uploads.upload(wishOf("p"));
  const other = await uploads.upload(wishOf("q"));
  api.kept.delete(fileId);
  assert.deepEqual(await uploads.gone([fileId, other.fileId, "file_foreign"]), new Set([fileId, "file_foreign"]));
  assert.equal(await uploads.find(wishOf("p")), null);
  const again = await Promise.all(
    Array.from({ length: 5 }, async () => {
      await uploads.forget(fileId);
      return (await uploads.upload(wishOf("p"))).fileId;
    }),
  );
  assert.equal(new Set(again).size, 1);
  await uploads.forget(fileId);
  assert.equal((await uploads.find(wishOf("p")))?.fileId, again[0], "a late one does not take the new row away");
  assert.equal(api.kept.size, 2);
});

test("an id to keep is looked for at the platform before it is given out again", async () => {
  const { uploads, api } = desk();
  const checked = checkedUploads(uploads);
  const first = await checked.upload(wishOf("p"));
  assert.deepEqual(api.calls, ["upload"], "what was just sent is there");
  assert.deepEqual(await checked.upload(wishOf("p")), { ...first, found: true });
  api.kept.delete(first.fileId);
  const again = await checked.upload(wishOf("p"));
  assert.deepEqual([again.found, api.kept.has(again.fileId)], [false, true]);
  api.refuse = (call) => (call === "gone" ? new Error("no connection") : null);
  assert.deepEqual(await checked.upload(wishOf("p")), { ...again, found: true });
});

test("nothing is gone when the platform cannot be asked, and a caller who leaves hears why", async () => {
  const { uploads, api } = desk();
  const { fileId } = await uploads.upload(wishOf("p"));
  api.refuse = (call) => (call === "gone" ? new Error("no connection") : null);
  assert.deepEqual(await uploads.gone([fileId]), new Set());
  await assert.rejects(uploads.gone([fileId], AbortSignal.abort(new Error("left"))), /left/);
  assert.equal((await uploads.find(wishOf("p")))?.fileId, fileId);
});

test("an upload that is refused fails for all who waited, and the next one tries anew", async () => {
  const { uploads, api } = desk();
  api.refuse = () => new Error("No space is left.");
  const all = await Promise.allSettled([1, 2, 3].map(() => uploads.upload(wishOf("p"))));
  assert.deepEqual(
    all.map((one) => one.status === "rejected" && (one.reason as Error).message),
    Array(3).fill("No space is left."),
  );
  assert.equal(api.calls.length, 1);
  api.refuse = () => null;
  assert.equal((await uploads.upload(wishOf("p"))).found, false);
});

test("a file that cannot be written down is taken away again", async () => {
  const { api, ledger } = desk();
  const full: UploadLedger = { ...ledger, put: () => Promise.reject(new Error("disk full")) };
  await assert.rejects(createUploads({ api, ledger: full }).upload(wishOf("p")), /disk full/);
  assert.deepEqual([api.calls, api.kept.size], [["upload", "remove"], 0]);
});

test("prune deletes what is neither kept nor used since, and says what it could not", async () => {
  const made = desk();
  const { uploads, api } = made;
  const ids: string[] = [];
  for (const name of ["old", "kept", "used", "stuck"]) ids.push((await uploads.upload(wishOf(name))).fileId);
  const [old, kept, used, stuck] = ids as [string, string, string, string];
  const before = made.time + HOUR;
  made.time += 2 * HOUR;
  await uploads.find(wishOf("used"));
  const remove = api.remove;
  Object.assign(api, {
    remove: async (id: string) => {
      if (id === stuck) throw new Error("not now");
      await remove(id);
    },
  });
  assert.deepEqual(await uploads.prune({ keep: [kept], before }), {
    deleted: [old],
    kept: [{ fileId: stuck, reason: "not now" }],
  });
  assert.deepEqual([...api.kept.keys()], [kept, used, stuck]);
  assert.equal((await uploads.find(wishOf("stuck")))?.fileId, stuck);
  assert.equal(await uploads.find(wishOf("old")), null);
  Object.assign(api, { remove });
  made.time += 1;
  assert.deepEqual(await uploads.prune(), { deleted: [kept, used, stuck], kept: [] });
  assert.equal(api.kept.size, 0);
});

test("prune leaves what somebody used while others were deleted, and stops when its caller leaves", async () => {
  const made = desk();
  const { uploads, api } = made;
  for (const name of ["a", "b", "c"]) await uploads.upload(wishOf(name));
  made.time += HOUR;
  const leaver = new AbortController();
  const remove = api.remove;
  Object.assign(api, {
    remove: async (id: string) => {
      made.time += 1;
      await uploads.find(wishOf("b"));
      await remove(id);
    },
  });
  assert.deepEqual((await uploads.prune()).deleted, ["file_0", "file_2"]);
  leaver.abort(new Error("left"));
  await assert.rejects(uploads.prune({ signal: leaver.signal }), /left/);
  assert.equal(api.kept.size, 1);
});
