import assert from "node:assert/strict";
import { test } from "node:test";
import { createMemoryStore } from "../../store/memory/store.ts";
import { createUploads, type Wanted } from "../../uploads/uploads.ts";
import { upstreamOf } from "../../upstream/fixtures/upstream.ts";
import { lastingUploads } from "./lasting-uploads.ts";

const HOUR = 3_600_000;
const START = Date.UTC(2026, 10, 22);

test("what a batch points to lasts for a day, or as long as the caller wants it to", async () => {
  let time = START;
  const now = () => time;
  let made = 0;
  const upstream = upstreamOf({
    async send({ body }) {
      for await (const _ of body);
      return { status: 200, headers: {}, body: JSON.stringify({ id: `file_${++made}` }) };
    },
  });
  const { uploads: rows, files } = createMemoryStore({ now });
  const uploads = createUploads({ rows, files, upstreams: [upstream], now, report: () => undefined });
  const lasting = lastingUploads(uploads, now);
  const where = { workspace: "w", upstream };
  const bytes = {
    length: 1,
    async *open() {
      yield new Uint8Array([1]);
    },
  };
  const wanted = (expiresAt: number | null, sha256 = "a"): Wanted => ({
    bytes,
    sha256,
    mediaType: "image/png",
    expiresAt,
    onMemory: false,
  });
  const signal = new AbortController().signal;

  assert.equal((await uploads.upload(where, wanted(START + 30 * HOUR), signal)).fileId, "file_1");
  assert.equal(await lasting.find(where, wanted(null)), "file_1");
  time += 7 * HOUR;
  assert.equal(await uploads.find(where, wanted(null)), "file_1");
  assert.equal(await lasting.find(where, wanted(null)), null);
  assert.deepEqual(await lasting.upload(where, wanted(null), signal), { fileId: "file_2", found: false });
  assert.equal(await lasting.find(where, wanted(null)), "file_2");

  const soon = wanted(time + 2 * HOUR, "b");
  assert.deepEqual(await lasting.upload(where, soon, signal), { fileId: "file_3", found: false });
  assert.deepEqual(
    await lasting.upload(where, soon, signal),
    { fileId: "file_3", found: true },
    "not once for each request",
  );
});
