import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Body } from "../exchange.ts";
import { ReplyError } from "../reply/envelope.ts";
import { readBody } from "./read-body.ts";

const runs = { numRuns: process.env.FOVEA_SOAK ? 2000 : 60, seed: 20261123 };
const MIB = 1024 * 1024;

async function* cut(bytes: Uint8Array, at: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += at) yield bytes.slice(start, start + at);
}
/** As a door gives it: the memory of each piece is gone when it was taken. */
function taken(bytes: Uint8Array, at: number): Body {
  return {
    [Symbol.asyncIterator]: () => assert.fail("iterated where all could be taken"),
    async takeAll(take) {
      for await (const piece of cut(bytes, at)) {
        take(piece);
        piece.fill(0xff);
      }
    },
  };
}
const said = (length: number) => ({ "content-length": String(length) });
const tooLong = (limit: number) => (error: unknown) => {
  assert.ok(error instanceof ReplyError, String(error));
  assert.deepEqual(
    [error.status, error.details?.error_code, error.details?.limit],
    [413, "limit.request-bytes", limit],
  );
  return true;
};
/** Of which no byte is read. */
const untouched: Body = { [Symbol.asyncIterator]: () => assert.fail("the body was read") };

test("a body is what came, with its length said or not, however it was cut and handed over", async () => {
  const bodies = fc.uint8Array({ maxLength: 3000 });
  await fc.assert(
    fc.asyncProperty(bodies, fc.integer({ min: 1, max: 700 }), async (bytes, at) => {
      for (const [body, headers] of [
        [cut(bytes, at), said(bytes.length)],
        [taken(bytes, at), said(bytes.length)],
        [cut(bytes, at), {}],
      ] as const)
        assert.deepEqual(Buffer.from((await readBody(body, headers, 3000)).bytes), Buffer.from(bytes));
    }),
    runs,
  );
});

test("a body that says it is too long is not read; one that is too long without saying so is read no further", async () => {
  await assert.rejects(readBody(untouched, said(101), 100), tooLong(100));
  let given = 0;
  async function* endless() {
    for (;;) {
      given += 10;
      yield new Uint8Array(10);
    }
  }
  await assert.rejects(readBody(endless(), {}, 100), tooLong(100));
  assert.equal(given, 110);
});

test("more bytes than were said are refused, not written past the end and not left out", async () => {
  for (const body of [cut(new Uint8Array(20), 7), taken(new Uint8Array(20), 7)])
    await assert.rejects(readBody(body, said(16), 100), tooLong(16));
});

test("fewer bytes than were said are those that came", async () => {
  const { bytes } = await readBody(cut(new Uint8Array(5).fill(1), 2), said(9), 100);
  assert.deepEqual([...bytes], [1, 1, 1, 1, 1]);
});

test("the error of a body is thrown as it is", async () => {
  const mine = new Error("the wire broke");
  async function* broken() {
    yield new Uint8Array(3);
    throw mine;
  }
  for (const headers of [said(9), {}])
    await assert.rejects(readBody(broken(), headers, 100), (error) => error === mine);
});

test("a large body that was given back is empty, and its memory holds the next one alone", async () => {
  const first = await readBody(cut(new Uint8Array(MIB).fill(7), 65_536), said(MIB), 2 * MIB);
  const late = first.bytes.subarray(100, 200);
  first.giveBack();
  assert.deepEqual([first.bytes.length, late.length], [0, 0]);
  // Shorter than the one before: what the memory held must not show behind it.
  const second = await readBody(cut(new Uint8Array(MIB - 10).fill(8), 65_536), said(MIB - 10), 2 * MIB);
  assert.equal(second.bytes.length, MIB - 10);
  assert.ok(second.bytes.every((byte) => byte === 8));
  first.giveBack();
  assert.equal(second.bytes.length, MIB - 10);
});

test("a body that breaks off keeps its memory to itself", async () => {
  let hold: Uint8Array | null = null;
  async function* broken() {
    yield new Uint8Array(MIB / 2).fill(3);
    throw new Error("gone");
  }
  await assert.rejects(readBody(broken(), said(MIB), MIB), /gone/);
  const next = await readBody(cut(new Uint8Array(MIB).fill(4), 65_536), said(MIB), MIB);
  hold = next.bytes;
  assert.ok(hold.every((byte) => byte === 4));
});
