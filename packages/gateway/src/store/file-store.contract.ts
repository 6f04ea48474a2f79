// What every store of files must do, whatever holds it: a suite that each implementation runs.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { after, describe, test } from "node:test";
import { METADATA_KEPT_MS } from "./file-rows.ts";
import type { StoredFile } from "./file-store.ts";
import { calm, randomOf, read, uploadOf } from "./fixtures/uploads.ts";
import type { Store } from "./store.ts";
import type { FileLimits } from "./stored-files.ts";

export type MakeStore = (options: FileLimits & { readonly now?: () => number }) => Promise<Store>;

const START = Date.UTC(2026, 10, 22);
const fixture = (name: string) => readFileSync(new URL(`../../../client/src/media/fixtures/${name}`, import.meta.url));

export function fileStoreContract(name: string, make: MakeStore): void {
  const stores: Store[] = [];
  let time = START;
  const open = async (limits: FileLimits = {}) => {
    time = START;
    const store = await make({ ...limits, now: () => time });
    stores.push(store);
    return store;
  };

  describe(name, () => {
    after(() => Promise.all(stores.map((store) => store.close())));

    test("a file is given back as it came, with what is known of it", async () => {
      const { files } = await open();
      const bytes = randomOf(3 * 1024 * 1024 + 17);
      const upload = uploadOf(bytes, { filename: 'naïve "файл"\n🙂.bin', expiresInSeconds: 3600, pieceBytes: 70_001 });
      const file = await files.add("w", upload, calm());
      assert.match(file.id, /^file_[0-9A-Za-z]{24}$/);
      const sha256 = createHash("sha256").update(bytes).digest("hex");
      assert.deepEqual(file, {
        id: file.id,
        filename: 'naïve "файл"\n🙂.bin',
        mediaType: "application/octet-stream",
        bytes: bytes.length,
        sha256,
        createdAt: START,
        expiresAt: START + 3_600_000,
      } satisfies StoredFile);
      assert.deepEqual(await files.get("w", file.id), file);
      const opened = await files.open("w", file.id);
      assert.deepEqual(opened.file, file);
      assert.equal(opened.content.length, bytes.length);
      assert.ok((await read(opened.content)).equals(bytes));
      assert.ok((await read(opened.content)).equals(bytes), "content can be read twice");
    });

    test("an empty file, one of one byte and one handed over in one piece of 5 MiB are kept like others", async () => {
      const { files } = await open();
      for (const length of [0, 1, 5 * 1024 * 1024]) {
        const bytes = randomOf(length);
        const file = await files.add("w", uploadOf(bytes, { pieceBytes: length + 1 }), calm());
        assert.equal(file.bytes, length);
        assert.ok((await read((await files.open("w", file.id)).content)).equals(bytes));
      }
    });

    test("the media type is proven by the bytes, and the claim decides among texts and what nobody can prove", async () => {
      const { files } = await open();
      const cases: readonly (readonly [bytes: Uint8Array | string, declared: string | null, stored: string])[] = [
        [fixture("png-rgb.png"), "image/jpeg", "image/png"],
        [fixture("jpeg-exif-6.jpg"), null, "image/jpeg"],
        [fixture("webp-lossy.webp"), "text/plain", "image/webp"],
        [fixture("gif-still.gif"), "application/octet-stream", "image/gif"],
        [fixture("other.pdf"), null, "application/pdf"],
        [fixture("other.heic"), "image/jpeg", "image/heic"],
        ["a,b\n1,2\n", "text/csv; charset=UTF-8", "text/csv"],
        ["a,b\n1,2\n", null, "text/plain"],
        ["zażółć", "application/octet-stream", "text/plain"],
        ['{"a":1}', "Application/JSON", "application/json"],
        ["<html><p>hello", "text/plain", "text/plain"],
        ["<html><p>not a picture", "image/png", "text/html"],
        ["just words", "image/png", "text/plain"],
        [new Uint8Array([0, 1, 2, 3]), "application/pdf", "application/octet-stream"],
        [new Uint8Array([0, 1, 2, 3]), "application/zip", "application/zip"],
        [new Uint8Array([0, 1, 2, 3]), "no media type", "application/octet-stream"],
        ["", null, "application/octet-stream"],
      ];
      for (const [bytes, declaredMediaType, stored] of cases) {
        const file = await files.add("w", uploadOf(bytes, { declaredMediaType, pieceBytes: 3000 }), calm());
        assert.equal(file.mediaType, stored, `${declaredMediaType} became ${file.mediaType}`);
      }
    });

    test("a file of the largest size is taken; one byte more is refused while it arrives, and leaves nothing", async () => {
      const { files } = await open({ maxFileBytes: 200_000 });
      assert.equal((await files.add("w", uploadOf(randomOf(200_000)), calm())).bytes, 200_000);
      let pieces = 0;
      let returned = false;
      async function* endless() {
        try {
          for (;;) {
            pieces += 1;
            yield new Uint8Array(50_001);
          }
        } finally {
          returned = true;
        }
      }
      await assert.rejects(files.add("w", { ...uploadOf(""), body: endless() }, calm()), {
        code: "store.file-too-large",
        status: 413,
      });
      assert.deepEqual([pieces, returned], [4, true]);
      assert.equal((await files.list("w", { limit: 10 })).files.length, 1);
    });

    test("the quota is the workspace's own; deleted and expired files do not count", async () => {
      const { files } = await open({ quotaBytes: 1000 });
      const expiring = await files.add("w", uploadOf(randomOf(600), { expiresInSeconds: 3600 }), calm());
      const over = files.add("w", uploadOf(randomOf(401)), calm());
      await assert.rejects(over, {
        code: "store.quota",
        status: 400,
        facts: { limit: 1000, used: 600, unit: "bytes" },
      });
      const second = await files.add("w", uploadOf(randomOf(400)), calm());
      await assert.rejects(files.add("w", uploadOf("x"), calm()), { code: "store.quota" });
      await files.add("other", uploadOf(randomOf(1000)), calm());
      await files.delete("w", second.id);
      await files.add("w", uploadOf(randomOf(400)), calm());
      time = (expiring.expiresAt ?? 0) + 1;
      await files.add("w", uploadOf(randomOf(600)), calm());
    });

    test("uploads at the same time do not pass the quota together", async () => {
      const { files } = await open({ quotaBytes: 1000 });
      const uploads = Array.from({ length: 5 }, () =>
        files.add("w", uploadOf(randomOf(400), { pieceBytes: 50 }), calm()),
      );
      const ends = await Promise.allSettled(uploads);
      assert.equal(ends.filter(({ status }) => status === "fulfilled").length, 2);
      for (const end of ends) if (end.status === "rejected") assert.equal(end.reason.code, "store.quota");
    });

    test("an expired file cannot be opened, is read about for 30 days, and is gone then", async () => {
      const { files } = await open();
      const bytes = randomOf(100);
      const file = await files.add("w", uploadOf(bytes, { expiresInSeconds: 3600 }), calm());
      time = START + 3_599_999;
      assert.ok((await read((await files.open("w", file.id)).content)).equals(bytes));
      time = START + 3_600_000;
      await assert.rejects(files.open("w", file.id), { code: "store.file-expired", status: 404 });
      assert.deepEqual(await files.get("w", file.id), file);
      time = START + 3_600_000 + METADATA_KEPT_MS - 1;
      assert.deepEqual((await files.list("w", { limit: 10 })).files, [file]);
      assert.deepEqual(await files.pick("w", [file.id]), [file]);
      time += 1;
      assert.equal(await files.get("w", file.id), null);
      assert.deepEqual(await files.list("w", { limit: 10 }), { files: [], more: false });
      assert.deepEqual(await files.pick("w", [file.id]), []);
      await assert.rejects(files.open("w", file.id), { code: "store.file-not-found" });
      assert.equal(await files.delete("w", file.id), false);
    });

    test("the lifetime is asked for once, when the body has ended", async () => {
      const { files } = await open();
      const said: string[] = [];
      async function* body() {
        yield new Uint8Array(1);
        said.push("end of the body");
        time += 500;
      }
      const expiresInSeconds = () => {
        said.push("lifetime");
        return 60;
      };
      const file = await files.add("w", { ...uploadOf(""), body: body(), expiresInSeconds }, calm());
      assert.deepEqual(said, ["end of the body", "lifetime"]);
      assert.deepEqual([file.createdAt, file.expiresAt], [START + 500, START + 60_500]);
      const wrong = () => {
        throw new RangeError("no such lifetime");
      };
      await assert.rejects(files.add("w", { ...uploadOf("a"), expiresInSeconds: wrong }, calm()), RangeError);
      assert.equal((await files.list("w", { limit: 10 })).files.length, 1);
    });

    test("the same bytes are files of their own: deleting or expiring one leaves the others", async () => {
      const { files } = await open();
      const bytes = randomOf(100_000);
      const add = (workspace: string, expiresInSeconds: number | null) =>
        files.add(workspace, uploadOf(bytes, { expiresInSeconds }), calm());
      const [a, b, c, d] = await Promise.all([add("w", null), add("w", 10), add("v", null), add("v", null)]);
      assert.equal(new Set([a.id, b.id, c.id, d.id]).size, 4);
      assert.equal(await files.delete("w", a.id), true);
      time += 20_000;
      assert.equal(await files.delete("v", c.id), true);
      await assert.rejects(files.open("w", b.id), { code: "store.file-expired" });
      assert.ok((await read((await files.open("v", d.id)).content)).equals(bytes));
    });

    test("deletion is for good: no id, list, pick or opening finds the file again", async () => {
      const { files } = await open();
      const file = await files.add("w", uploadOf("a"), calm());
      assert.equal(await files.delete("w", file.id), true);
      assert.equal(await files.delete("w", file.id), false);
      assert.equal(await files.get("w", file.id), null);
      assert.deepEqual(await files.list("w", { limit: 1 }), { files: [], more: false });
      assert.deepEqual(await files.pick("w", [file.id]), []);
      await assert.rejects(files.open("w", file.id), {
        code: "store.file-not-found",
        status: 404,
        message: `File \`${file.id}\` not found.`,
      });
    });

    test("who has opened a file reads it to its end although it is deleted meanwhile", async () => {
      const { files } = await open();
      const bytes = randomOf(3_000_000);
      const file = await files.add("w", uploadOf(bytes), calm());
      const { content } = await files.open("w", file.id);
      const reading = content.open()[Symbol.asyncIterator]();
      const first = await reading.next();
      assert.equal(await files.delete("w", file.id), true);
      const rest: Uint8Array[] = [first.value];
      for (let next = await reading.next(); !next.done; next = await reading.next()) rest.push(next.value);
      assert.ok(Buffer.concat(rest).equals(bytes));
      assert.ok((await read(content)).equals(bytes), "even who begins to read only now");
    });

    test("an upload that is aborted, fails or hangs until it is aborted leaves nothing", async () => {
      const { files } = await open();
      const reason = new Error("the caller is gone");
      await assert.rejects(files.add("w", uploadOf("a"), AbortSignal.abort(reason)), reason);

      const during = new AbortController();
      async function* aborting() {
        yield randomOf(100_000);
        during.abort(reason);
        yield randomOf(100_000);
      }
      await assert.rejects(files.add("w", { ...uploadOf(""), body: aborting() }, during.signal), reason);

      const hanging = new AbortController();
      async function* hang() {
        yield randomOf(100_000);
        setTimeout(() => hanging.abort(reason), 5);
        await new Promise(() => undefined);
      }
      await assert.rejects(files.add("w", { ...uploadOf(""), body: hang() }, hanging.signal), reason);

      const broken = new Error("connection reset");
      async function* breaking() {
        yield randomOf(100_000);
        throw broken;
      }
      await assert.rejects(files.add("w", { ...uploadOf(""), body: breaking() }, calm()), broken);
      assert.deepEqual(await files.list("w", { limit: 10 }), { files: [], more: false });
    });

    test("closing ends uploads under way, and a closed store says so", async () => {
      const { files, keys, check, close } = await open();
      await check();
      async function* hang() {
        yield new Uint8Array(10);
        await new Promise(() => undefined);
      }
      const upload = files.add("w", { ...uploadOf(""), body: hang() }, calm());
      const ended = assert.rejects(upload, { code: "store.closed", status: 503 });
      await Promise.all([close(), close(), ended]);
      for (const call of [
        () => files.add("w", uploadOf("a"), calm()),
        () => files.list("w", { limit: 1 }),
        () => keys.keys(),
        () => check(),
      ])
        await assert.rejects(call(), { code: "store.closed" });
    });
  });
}
