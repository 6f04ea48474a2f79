// What any way to a platform's Files API must do. Run for official clients and for a bare fetch, on the fake of every platform that has files.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import type { FilesApi, FileToUpload } from "@fovea/client/internal/files/files-api";
import { type Fake, type FakePlatform, startFake } from "../fakes/fake.ts";

export type MakeApi = (fake: Fake) => Promise<FilesApi>;

const sha = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

export function fileOf(text: string | Buffer, more: Partial<FileToUpload> = {}): FileToUpload {
  const bytes = Buffer.from(text as string);
  return {
    bytes: {
      length: bytes.length,
      async *open() {
        for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
      },
    },
    sha256: sha(bytes),
    mediaType: "image/png",
    filename: "a cat.png",
    expiresInSeconds: null,
    ...more,
  };
}

const uploadsAt = (fake: Fake) =>
  fake.requests.filter(({ method, target }) => method === "POST" && /\/files/.test(target));

export function filesApiContract(name: string, platform: FakePlatform, make: MakeApi): void {
  const it = (what: string, work: (fake: Fake, api: FilesApi) => Promise<void>): void => {
    test(`${name} at ${platform}: ${what}`, { timeout: 60_000 }, async () => {
      const fake = await startFake(platform);
      try {
        await work(fake, await make(fake));
        assert.deepEqual(fake.leaks, []);
      } finally {
        await fake.close();
      }
    });
  };

  it("bytes arrive whole, with their media type and name, and nothing expires that was not to", async (fake, api) => {
    const bytes = Buffer.alloc(300_000, "picture\r\n--fovea-");
    const seen: number[] = [];
    const { fileId, expiresAt } = await api.upload(fileOf(bytes), { onProgress: (sent) => seen.push(sent) });
    const kept = fake.files.get(fileId);
    assert.deepEqual(
      [kept?.sha256, kept?.mediaType, kept?.filename, kept?.expiresAt, expiresAt],
      [sha(bytes), "image/png", "a cat.png", null, null],
    );
    assert.equal(seen.at(-1), bytes.length);
    assert.deepEqual(
      seen,
      [...seen].sort((a, b) => a - b),
    );
    assert.equal(uploadsAt(fake).length, 1);
  });

  it("an expiry is asked for, and told as the platform tells it", async (fake, api) => {
    const { fileId, expiresAt } = await api.upload(fileOf("a", { expiresInSeconds: 7200 }));
    const kept = fake.files.get(fileId);
    assert.equal((kept?.expiresAt ?? 0) - (kept?.createdAt ?? 0), 7_200_000);
    assert.equal(expiresAt, kept?.expiresAt);
  });

  it("names come out as the Files API takes them", async (fake, api) => {
    for (const [given, taken] of [
      ['..\\secret/a"b<c>.png', "a_b_c_.png"],
      ["no ending", "no ending.png"],
      ["v1.2", "v1.2.png"],
      ["photo.HEIC", "photo.png"],
      ["photo.PNG", "photo.PNG"],
      ["", "unnamed.png"],
      ["\r\nx: y\r\n\r\n.png", "__x_ y____.png"],
      ["katze-größe-猫.png", "katze-größe-猫.png"],
      [`${"n".repeat(300)}.png`, `${"n".repeat(251)}.png`],
    ] as const) {
      const { fileId } = await api.upload(fileOf("a", { filename: given }));
      assert.equal(fake.files.get(fileId)?.filename, taken);
    }
  });

  it("tells which files are gone: deleted, expired, never there; of more than a hundred too", async (fake, api) => {
    const { fileId: kept } = await api.upload(fileOf("kept"));
    const { fileId: deleted } = await api.upload(fileOf("deleted"));
    fake.forget(deleted);
    const never = Array.from({ length: 120 }, (_, index) => `file_never${index}`);
    assert.deepEqual(await api.gone([kept, deleted, ...never]), new Set([deleted, ...never]));
    fake.expireAll();
    assert.deepEqual(await api.gone([kept]), new Set([kept]));
    assert.deepEqual(await api.gone([]), new Set());
  });

  it("a server that does not know how to look for ids is asked for each", async (fake, api) => {
    const { fileId: kept } = await api.upload(fileOf("kept"));
    const headers = { "content-type": "application/json" };
    fake.behave({ status: 200, headers, body: '{"data":[{"id":"file_of_somebody"}]}' }, 1, "files");
    assert.deepEqual(await api.gone([kept, "file_never"]), new Set(["file_never"]));
  });

  it("deletes a file, and one that is not there is no error", async (fake, api) => {
    const { fileId } = await api.upload(fileOf("a"));
    await api.remove(fileId);
    assert.equal(fake.files.size, 0);
    await api.remove(fileId);
    await api.remove("file_never");
  });

  it("what the platform says against it is told with its status and in its words", async (fake, api) => {
    const body = (message: string): string =>
      JSON.stringify({
        type: "error",
        error: { type: "invalid_request_error", message, details: { error_code: "storage_quota_exceeded" } },
      });
    const headers = { "content-type": "application/json", "retry-after": "7" };
    fake.behave({ status: 400, headers, body: body("No space is left.") }, 1, "files");
    await assert.rejects(api.upload(fileOf("a")), { status: 400, message: /No space is left/ });
    for (const call of [() => api.gone(["file_x"]), () => api.remove("file_x")]) {
      fake.behave({ status: 403, headers, body: body("Not yours.") }, 1, "files");
      await assert.rejects(call(), { status: 403, message: /Not yours/ });
    }
    assert.equal(fake.files.size, 0);
    await api.upload(fileOf("a"));
  });

  it("an answer without a proper id is no upload", async (fake, api) => {
    const headers = { "content-type": "application/json" };
    for (const body of ['{"id":"../../x"}', "[]", "{}"]) {
      fake.behave({ status: 200, headers, body }, 1, "files");
      await assert.rejects(api.upload(fileOf("a")), { code: "engine.upload-unreadable" });
    }
  });

  it("bytes that are not as many as was said, or fail, are never a whole file there", async (fake, api) => {
    const file = fileOf("picture");
    for (const length of [6, 8])
      await assert.rejects(api.upload({ ...file, bytes: { ...file.bytes, length } }), /bytes came of a file of/);
    const broken = {
      length: 200_000,
      async *open() {
        yield Buffer.alloc(100_000);
        throw new Error("the disk is gone");
      },
    };
    await assert.rejects(api.upload({ ...file, bytes: broken }), /the disk is gone/);
    assert.equal(fake.files.size, 0);
  });

  it("who leaves hears their own reason, and the bytes are let go", async (fake, api) => {
    const leaver = new AbortController();
    let closed = 0;
    const endless = {
      length: 50_000_000,
      async *open() {
        try {
          for (let at = 0; at < 500; at++) {
            if (at === 3) leaver.abort(new Error("I have to go"));
            await new Promise((resolve) => setImmediate(resolve));
            yield Buffer.alloc(100_000);
          }
        } finally {
          closed++;
        }
      },
    };
    await assert.rejects(api.upload({ ...fileOf(""), bytes: endless }, { signal: leaver.signal }), /I have to go/);
    for (let waits = 0; closed === 0 && waits < 200; waits++) await new Promise((resolve) => setTimeout(resolve, 10));
    assert.equal(closed, 1);
    assert.equal(fake.files.size, 0);
    await assert.rejects(api.upload(fileOf("a"), { signal: leaver.signal }), /I have to go/);
    fake.behave("hang", 1, "files");
    const waiter = new AbortController();
    setTimeout(() => waiter.abort(new Error("enough")), 50);
    await assert.rejects(api.gone(["file_x"], waiter.signal), /enough/);
  });

  it("its account tells its owner from others and keeps the secret", async (fake, api) => {
    assert.match(api.account, /^[0-9a-f]{32}$/);
    assert.equal((await make(fake)).account, api.account);
    const other = await make({ ...fake, credentials: fake.addCredentials() });
    assert.notEqual(other.account, api.account);
    const { fileId } = await api.upload(fileOf("a"));
    assert.deepEqual(await other.gone([fileId]), new Set([fileId]));
  });
}
