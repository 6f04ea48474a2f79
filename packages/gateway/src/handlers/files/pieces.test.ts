import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { createPieces } from "./pieces.ts";

const piece = (length: number) => new Uint8Array(length).fill(length);

test("pieces are taken in their order, each as it was brought", async () => {
  const pieces = createPieces(100);
  const lengths: number[] = [];
  const taking = (async () => {
    for await (const { length } of pieces.taken) {
      if (length % 2 === 0) await turn();
      lengths.push(length);
    }
  })();
  for (let length = 1; length <= 50; length += 1) {
    pieces.bring(piece(length));
    if (length % 3 === 0) await turn();
    await pieces.room();
  }
  pieces.end();
  await taking;
  assert.deepEqual(
    lengths,
    Array.from({ length: 50 }, (_, index) => index + 1),
  );
});

test("whoever brings waits while too much waits to be taken", async () => {
  const pieces = createPieces(10);
  pieces.bring(piece(10));
  await pieces.room();
  pieces.bring(piece(1));
  let room = false;
  const waiting = pieces.room().then(() => {
    room = true;
  });
  await turn();
  assert.equal(room, false);
  const iterator = pieces.taken[Symbol.asyncIterator]();
  await iterator.next();
  await waiting;
  assert.equal(room, true);
});

test("an end lets both sides go on, and what was brought before it is still taken", async () => {
  const pieces = createPieces(0);
  pieces.bring(piece(3));
  const room = pieces.room();
  pieces.end();
  await room;
  const lengths: number[] = [];
  for await (const { length } of pieces.taken) lengths.push(length);
  assert.deepEqual(lengths, [3]);
});
