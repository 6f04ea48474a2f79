import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { test } from "node:test";
import { hashOfBody } from "./body-hash.ts";
import { requestOf } from "./fixtures/platform.ts";
import type { UpstreamRequest } from "./upstream.ts";

const once = (...pieces: Uint8Array[]): NonNullable<UpstreamRequest["rehearse"]> =>
  async function* () {
    yield* pieces;
  };

test("the hash is that of all pieces, however they are cut", async () => {
  const bytes = randomBytes(3 * 1024 * 1024 + 17);
  const whole = createHash("sha256").update(bytes).digest("hex");
  const cut = [bytes.subarray(0, 1), bytes.subarray(1, 2_000_000), bytes.subarray(2_000_000)];
  assert.equal(await hashOfBody(requestOf([bytes], { rehearse: once(bytes) })), whole);
  assert.equal(await hashOfBody(requestOf([bytes], { rehearse: once(...cut) })), whole);
  assert.equal(await hashOfBody(requestOf([bytes], { length: null, rehearse: once(bytes) })), whole);
});

test("others have their turn while a long body is hashed, in one piece or many", async () => {
  const bytes = randomBytes(32 * 1024 * 1024);
  const many = Array.from({ length: 512 }, (_, at) => bytes.subarray(at * 65_536, (at + 1) * 65_536));
  for (const pieces of [[bytes], many]) {
    let turns = 0;
    let done = false;
    const turn = (): void => {
      turns++;
      if (!done) setImmediate(turn);
    };
    setImmediate(turn);
    await hashOfBody(requestOf(pieces, { rehearse: once(...pieces) }));
    done = true;
    assert.ok(turns >= 30, `${turns}`);
  }
});

test("an abort ends it in the middle of a piece", async () => {
  const leaving = new AbortController();
  setImmediate(() => leaving.abort(new Error("left")));
  const bytes = randomBytes(8 * 1024 * 1024);
  await assert.rejects(hashOfBody(requestOf([bytes], { rehearse: once(bytes), signal: leaving.signal })), /left/);
});
