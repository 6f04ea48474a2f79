import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { BOUNDARY, createExchange, fieldPart, filePart, formOf } from "./fixtures/exchange.ts";

test("whatever the bytes are and however they are cut, they are stored as they were sent", async () => {
  const { post, store } = createExchange();
  // Boundaries, dashes and line breaks are what a form could trip over.
  const snippet = fc.constantFrom(
    "\r\n",
    "--",
    `--${BOUNDARY}`,
    `\r\n--${BOUNDARY.slice(0, -1)}`,
    "\r",
    "\n",
    "x",
    "\0",
  );
  const content = fc
    .array(fc.oneof(snippet, fc.string({ unit: "binary" })), { maxLength: 12 })
    .map((all) => all.join(""));
  const numRuns = process.env.FOVEA_SOAK ? 20_000 : 200;
  await fc.assert(
    fc.asyncProperty(content, fc.integer({ min: 1, max: 500 }), fc.nat(2), async (text, pieceBytes, place) => {
      // A line that is the boundary ends the part: that is the form's own rule.
      fc.pre(!`\r\n${text}`.includes(`\r\n--${BOUNDARY}`));
      const parts = [filePart(text)];
      if (place > 0) parts.splice(place - 1, 0, fieldPart("expires_in_seconds", "3600"));
      const { status, body } = await post(formOf(...parts), {}, pieceBytes);
      assert.equal(status, 200);
      assert.equal(body.expires_at, place > 0 ? "2026-11-22T13:00:00.000Z" : null);
      const { content: stored } = await store.files.open("wrkspc_1", body.id);
      const pieces: Uint8Array[] = [];
      for await (const piece of stored.open()) pieces.push(piece);
      assert.equal(Buffer.concat(pieces).toString(), Buffer.from(text).toString());
      await store.files.delete("wrkspc_1", body.id);
    }),
    { numRuns, seed: 4 },
  );
});

test("pieces of any size end where the form ends, and what follows it is passed over", {
  timeout: 30_000,
}, async () => {
  const { post } = createExchange();
  const file = filePart(new Uint8Array(300_000));
  for (const parts of [
    [file],
    [file, fieldPart("expires_in_seconds", "3600")],
    [fieldPart("expires_in_seconds", "3600"), file],
  ])
    for (const pieceBytes of [20_000, 70_000, 200_000, 1_000_000]) {
      const { contentType, bytes } = formOf(...parts);
      for (const rest of [0, 100_000]) {
        const form = { contentType, bytes: Buffer.concat([bytes, Buffer.alloc(rest, 45)]) };
        const { status, body } = await post(form, {}, pieceBytes);
        assert.deepEqual([status, body.size_bytes], [200, 300_000]);
      }
    }
});

test("a form with damage anywhere is answered, and what is stored is what was answered", {
  timeout: 60_000,
}, async () => {
  const { post, store } = createExchange();
  const { contentType, bytes } = formOf(fieldPart("expires_in_seconds", "3600"), filePart("some words"));
  const piece = fc.constantFrom(
    "",
    "\r\n",
    "\n",
    "\r",
    "--",
    `--${BOUNDARY}`,
    `\r\n--${BOUNDARY}--\r\n`,
    "\r\n\r\n",
    ":",
    '"',
    "\0",
  );
  const damage = fc.record({ at: fc.nat(bytes.length), gone: fc.nat(30), piece });
  const numRuns = process.env.FOVEA_SOAK ? 50_000 : 500;
  await fc.assert(
    fc.asyncProperty(
      fc.array(damage, { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 1, max: 300 }),
      async (all, n) => {
        let damaged = Buffer.from(bytes);
        for (const { at, gone, piece: put } of all)
          damaged = Buffer.concat([damaged.subarray(0, at), Buffer.from(put), damaged.subarray(at + gone)]);
        const { status, body } = await post({ contentType, bytes: damaged }, {}, n);
        const { files } = await store.files.list("wrkspc_1", { limit: 10 });
        assert.deepEqual(
          files.map(({ id }) => id),
          status === 200 ? [body.id] : [],
        );
        if (status === 200) await store.files.delete("wrkspc_1", body.id);
        else assert.equal(status, 400);
      },
    ),
    { numRuns, seed: 4 },
  );
});

test("100 MiB stream through without being held", { timeout: 60_000 }, async () => {
  const { store } = createExchange();
  let ahead = 0;
  let most = 0;
  // A store that takes its time, as a disk does: what was sent and not taken yet is what is held.
  const slow = {
    ...store.files,
    add: async (...[workspace, upload, signal]: Parameters<typeof store.files.add>) => {
      async function* body() {
        for await (const piece of upload.body) {
          ahead -= piece.length;
          if (Math.random() < 0.05) await new Promise((resolve) => setImmediate(resolve));
        }
        yield Buffer.from("taken");
      }
      return store.files.add(workspace, { ...upload, body: body() }, signal);
    },
  };
  const exchange = createExchange({}, slow);
  const { contentType, bytes } = formOf(filePart("?"));
  const at = bytes.lastIndexOf("?".charCodeAt(0));
  const piece = Buffer.alloc(65_536, 1);
  async function* body() {
    yield bytes.subarray(0, at);
    for (let sent = 0; sent < 1600; sent += 1) {
      ahead += piece.length;
      most = Math.max(most, ahead);
      yield piece;
    }
    yield bytes.subarray(at + 1);
  }
  const reply = await exchange.ask("POST", "/v1/files", { body: body(), headers: { "content-type": contentType } });
  assert.equal(reply.status, 200);
  assert.ok(most <= 8 * piece.length, `${most} bytes were held`);
});
