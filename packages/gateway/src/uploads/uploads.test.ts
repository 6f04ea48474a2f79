import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { UPLOAD_MARGIN_MS } from "@fovea/client/internal/files/create-uploads";
import { UploadRefusedError } from "@fovea/client/internal/files/refused";
import { createMemoryUploads } from "../store/memory/uploads.ts";
import { all, type FilesApi, filesApi, json } from "./fixtures/files-api.ts";
import { createUploads, type Uploads, type Wanted } from "./uploads.ts";

const calm = () => new AbortController().signal;
const HOUR = 3_600_000;

function wantedOf(text: string, more: Partial<Wanted> = {}): Wanted {
  const bytes = Buffer.from(text);
  return {
    bytes: {
      length: bytes.length,
      async *open() {
        for (const byte of bytes) yield Uint8Array.of(byte);
      },
    },
    sha256: createHash("sha256").update(bytes).digest("hex"),
    mediaType: "image/png",
    expiresAt: null,
    onMemory: false,
    ...more,
  };
}

interface Desk {
  readonly uploads: Uploads;
  readonly api: FilesApi;
  readonly held: Set<string>;
  readonly told: string[];
  time: number;
}

function desk(upstreams?: readonly FilesApi[]): Desk {
  const api = upstreams?.[0] ?? filesApi();
  const held = new Set<string>();
  const told: string[] = [];
  const made: Omit<Desk, "uploads"> = { api, held, told, time: Date.UTC(2026, 10, 22) };
  const uploads = createUploads({
    rows: createMemoryUploads(),
    files: { holds: async (workspace, sha256) => held.has(`${workspace} ${sha256}`) },
    upstreams: upstreams ?? [api],
    now: () => made.time,
    report: (event) => told.push(event),
  });
  return Object.assign(made, { uploads });
}

test("bytes go to the platform once, whole, under their media type and a name that says nothing", async () => {
  const { uploads, api } = desk();
  const where = { workspace: "w", upstream: api };
  const wanted = wantedOf("a picture\r\n--fovea-");
  assert.equal(await uploads.find(where, wanted), null);
  const first = await uploads.upload(where, wanted, calm());
  assert.deepEqual(first, { fileId: "file_platform0", found: false });
  assert.deepEqual(await uploads.upload(where, wanted, calm()), { ...first, found: true });
  assert.equal(await uploads.find(where, wanted), first.fileId);
  const filename = `${wanted.sha256.slice(0, 16)}.png`;
  assert.deepEqual(
    [...api.kept.values()],
    [{ sha256: wanted.sha256, mediaType: "image/png", filename, expiresInSeconds: null }],
  );
  assert.deepEqual(api.calls, ["POST /v1/files"]);
});

test("a workspace, a credential and a media type each have their own", async () => {
  const [one, other] = [filesApi(), filesApi({ credentialId: "another" })];
  const { uploads } = desk([one, other]);
  const wanted = wantedOf("p");
  const mine = await uploads.upload({ workspace: "w", upstream: one }, wanted, calm());
  assert.equal(await uploads.find({ workspace: "v", upstream: one }, wanted), null);
  assert.equal((await uploads.upload({ workspace: "v", upstream: one }, wanted, calm())).found, false);
  assert.equal((await uploads.upload({ workspace: "w", upstream: other }, wanted, calm())).found, false);
  const gif = wantedOf("p", { mediaType: "image/gif" });
  assert.equal((await uploads.upload({ workspace: "w", upstream: one }, gif, calm())).found, false);
  assert.equal(await uploads.isOthers({ workspace: "v", upstream: one }, mine.fileId), true);
  assert.equal(await uploads.isOthers({ workspace: "w", upstream: one }, mine.fileId), false);
  assert.equal(await uploads.isOthers({ workspace: "v", upstream: one }, "file_of_nobody"), false);
});

test("who want the same at the same time share one upload, and one who leaves does not end it", async () => {
  const { uploads, api } = desk();
  let open = (): void => undefined;
  api.gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  const where = { workspace: "w", upstream: api };
  const leaver = new AbortController();
  const left = uploads.upload(where, wantedOf("p", { onMemory: true }), leaver.signal);
  const others = Array.from({ length: 9 }, () => uploads.upload(where, wantedOf("p"), calm()));
  leaver.abort(new Error("gone"));
  await assert.rejects(left, /gone/);
  open();
  const ids = new Set((await Promise.all(others)).map(({ fileId }) => fileId));
  assert.deepEqual([ids.size, api.calls.length], [1, 1]);
});

test("uploads of two workspaces, credentials or media types are never one, also at the same time", async () => {
  const [one, other] = [filesApi(), filesApi({ credentialId: "another" })];
  const { uploads } = desk([one, other]);
  const mine = { workspace: "w", upstream: one };
  const all = await Promise.all([
    uploads.upload(mine, wantedOf("p"), calm()),
    uploads.upload({ workspace: "v", upstream: one }, wantedOf("p"), calm()),
    uploads.upload({ workspace: "w", upstream: other }, wantedOf("p"), calm()),
    uploads.upload(mine, wantedOf("p", { mediaType: "image/gif" }), calm()),
    uploads.upload(mine, wantedOf("p"), calm()),
  ]);
  assert.deepEqual([one.kept.size, other.kept.size], [3, 1]);
  assert.equal(all[4].fileId, all[0].fileId);
  const [first, theirs, elsewhere, gif] = all.map(({ fileId }) => fileId);
  assert.equal(await uploads.find(mine, wantedOf("p")), first);
  assert.equal(await uploads.find({ workspace: "v", upstream: one }, wantedOf("p")), theirs);
  assert.equal(await uploads.find({ workspace: "w", upstream: other }, wantedOf("p")), elsewhere);
  assert.equal(await uploads.find(mine, wantedOf("p", { mediaType: "image/gif" })), gif);
});

test("an upload whose callers have all left goes on from a file, and ends where its bytes are a caller's memory", async () => {
  for (const onMemory of [false, true]) {
    const { uploads, api } = desk();
    let open = (): void => undefined;
    api.gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const where = { workspace: "w", upstream: api };
    const leaver = new AbortController();
    const left = uploads.upload(where, wantedOf("p", { onMemory }), leaver.signal);
    await new Promise((resolve) => setImmediate(resolve));
    leaver.abort(new Error("gone"));
    await assert.rejects(left, /gone/);
    open();
    const again = await uploads.upload(where, wantedOf("p", { onMemory }), calm());
    assert.equal(again.found, false, "whoever waits for an upload under way did not find it");
    assert.deepEqual([api.calls.length, api.kept.size], onMemory ? [2, 1] : [1, 1]);
  }
});

test("what expires within minutes is uploaded anew, and expiries keep to the platform's bounds", async () => {
  const made = desk();
  const { uploads, api } = made;
  const where = { workspace: "w", upstream: api };
  const start = made.time;
  const day = wantedOf("p", { expiresAt: start + 24 * HOUR });
  const first = await uploads.upload(where, day, calm());
  made.time = start + 24 * HOUR - UPLOAD_MARGIN_MS - 1;
  assert.equal(await uploads.find(where, day), first.fileId);
  made.time += 1;
  assert.equal(await uploads.find(where, day), null);
  const second = await uploads.upload(where, { ...day, expiresAt: made.time + 60_000 }, calm());
  assert.notEqual(second.fileId, first.fileId);
  await uploads.upload(where, wantedOf("q", { expiresAt: made.time + 1e12 }), calm());
  assert.deepEqual(
    [...api.kept.values()].map(({ expiresInSeconds }) => expiresInSeconds),
    ["86400", "3600", "7776000"],
  );
});

test("who needs a file for longer than those it joins gets one that lasts", async () => {
  const made = desk();
  const { uploads, api } = made;
  const where = { workspace: "w", upstream: api };
  const short = wantedOf("p", { expiresAt: made.time + 2 * HOUR });
  const [first, lasting] = await Promise.all([
    uploads.upload(where, short, calm()),
    uploads.upload({ ...where, marginMs: 24 * HOUR }, wantedOf("p"), calm()),
  ]);
  assert.notEqual(lasting.fileId, first.fileId);
  assert.deepEqual(
    [...api.kept.values()].map(({ expiresInSeconds }) => expiresInSeconds),
    ["7200", null],
  );
});

test("the expiry that the platform tells is the one that counts", async () => {
  const made = desk();
  made.api.instead = () => json(200, { id: "file_x", expires_at: new Date(made.time + 2 * HOUR).toISOString() });
  const where = { workspace: "w", upstream: made.api };
  await made.uploads.upload(where, wantedOf("p", { expiresAt: made.time + 24 * HOUR }), calm());
  made.time += 2 * HOUR - UPLOAD_MARGIN_MS - 1;
  assert.equal(await made.uploads.find(where, wantedOf("p")), "file_x");
  made.time += 1;
  assert.equal(await made.uploads.find(where, wantedOf("p")), null);
});

test("what the platform says against an upload is told in its own words, and nothing is sent again", async () => {
  const { uploads, api } = desk();
  const where = { workspace: "w", upstream: api };
  const details = { error_code: "storage_quota_exceeded" };
  const error = { type: "invalid_request_error", message: "No space.", details };
  api.instead = () => json(400, { type: "error", error }, { "retry-after": "7", "x-other": "1" });
  const refused = await uploads.upload(where, wantedOf("p"), calm()).catch((thrown: unknown) => thrown);
  assert.ok(refused instanceof UploadRefusedError);
  assert.deepEqual(
    [refused.status, refused.message, refused.errorCode, refused.headers],
    [400, "No space.", "storage_quota_exceeded", { "retry-after": "7" }],
  );
  for (const body of ["<html>", '{"id":"../../x"}', "[]", ""]) {
    api.instead = () => ({ status: 200, headers: {}, body });
    await assert.rejects(uploads.upload(where, wantedOf("p"), calm()), { code: "engine.upload-unreadable" });
  }
  api.instead = () => ({ status: 529, headers: {}, body: "<html>" });
  await assert.rejects(uploads.upload(where, wantedOf("p"), calm()), { status: 529, message: /without a word/ });
  assert.equal(api.calls.length, 6);
  api.instead = () => null;
  assert.equal((await uploads.upload(where, wantedOf("p"), calm())).found, false);
});

test("bytes that are not as many as was said fail before the form ends", async () => {
  const { uploads, api } = desk();
  const seen: number[] = [];
  api.instead = async (request) => {
    seen.push(request.length ?? 0);
    await all(request.body);
    return null;
  };
  const wanted = wantedOf("picture");
  for (const length of [6, 8])
    await assert.rejects(
      uploads.upload({ workspace: "w", upstream: api }, { ...wanted, bytes: { ...wanted.bytes, length } }, calm()),
      /bytes came of a file of/,
    );
  assert.equal(api.kept.size, 0);
});

test("what a platform has forgotten is uploaded again, by one of all who found out", async () => {
  const { uploads, api } = desk();
  const where = { workspace: "w", upstream: api };
  const { fileId } = await uploads.upload(where, wantedOf("p"), calm());
  const again = await Promise.all(
    Array.from({ length: 5 }, async () => {
      await uploads.forget(where, fileId);
      return (await uploads.upload(where, wantedOf("p"), calm())).fileId;
    }),
  );
  assert.equal(new Set(again).size, 1);
  await uploads.forget(where, fileId);
  assert.equal(await uploads.find(where, wantedOf("p")), again[0], "a late one does not take the new row away");
  assert.equal(api.calls.length, 2);
});

test("with the last file of its bytes goes what platforms have of it, also what was on its way", async () => {
  const made = desk();
  const { uploads, api, held, told } = made;
  const where = { workspace: "w", upstream: api };
  const wanted = wantedOf("p");
  await uploads.upload(where, wanted, calm());
  await uploads.upload({ workspace: "v", upstream: api }, wanted, calm());
  held.add(`w ${wanted.sha256}`);
  await uploads.dropped("w", wanted.sha256);
  await uploads.settled();
  assert.equal(api.kept.size, 2, "another file of the workspace has the same bytes");
  held.clear();
  await uploads.dropped("w", wanted.sha256);
  assert.equal(await uploads.find(where, wanted), null);
  await uploads.settled();
  assert.deepEqual([[...api.kept.keys()], told], [["file_platform1"], ["upload.deleted"]]);

  let open = (): void => undefined;
  api.gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  const underway = uploads.upload(where, wanted, calm());
  await uploads.dropped("w", wanted.sha256);
  open();
  await underway;
  await uploads.settled();
  assert.deepEqual([[...api.kept.keys()], told.length], [["file_platform1"], 2]);
});

test("a deletion that fails is told of and leaves no row; one that was done already is fine", async () => {
  const { uploads, api, told } = desk();
  const where = { workspace: "w", upstream: api };
  for (const instead of [json(404, {}), json(500, {})]) {
    await uploads.upload(where, wantedOf("p"), calm());
    api.instead = () => instead;
    await uploads.dropped("w", wantedOf("p").sha256);
    await uploads.settled();
    api.instead = () => null;
    assert.equal(await uploads.find(where, wantedOf("p")), null);
  }
  assert.deepEqual(told, ["upload.deleted", "upload.left-behind"]);
});

test("closing ends what is under way", async () => {
  const { uploads, api } = desk();
  api.instead = ({ signal }) =>
    new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason), { once: true }));
  const underway = uploads.upload({ workspace: "w", upstream: api }, wantedOf("p"), calm());
  await new Promise((resolve) => setImmediate(resolve));
  await Promise.all([uploads.close(), assert.rejects(underway, { code: "store.closed" })]);
  await assert.rejects(uploads.upload({ workspace: "w", upstream: api }, wantedOf("p"), calm()), {
    code: "store.closed",
  });
});
