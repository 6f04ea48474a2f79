// What every place for bytes must do: a suite that each implementation of Blobs runs.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Blobs } from "./blobs.ts";
import { randomOf, read } from "./fixtures/uploads.ts";

const nameOf = (digit: string, end = "AAAAAAAAAAAA") => `${digit.repeat(64)}-${end}`;
const namesOf = async (blobs: Blobs) => {
  const all: string[] = [];
  for await (const names of blobs.names()) all.push(...names);
  return all.sort();
};

export function blobsContract(title: string, make: () => Promise<Blobs>): void {
  describe(title, () => {
    test("what was written in pieces of any size is read back, as often as one likes", async () => {
      const blobs = await make();
      for (const [digit, sizes] of [
        ["0", []],
        ["1", [1, 0, 65_536, 1_048_575, 1, 1, 1_048_576, 3_000_000]],
        ["2", [1_048_576]],
      ] as const) {
        const pieces = sizes.map(randomOf);
        const draft = await blobs.create();
        for (const piece of pieces) await draft.write(piece);
        await draft.keep(nameOf(digit));
        await draft.drop();
        const content = await blobs.read(nameOf(digit));
        assert.ok(content !== null);
        const whole = Buffer.concat(pieces);
        assert.equal(content.length, whole.length);
        for (let times = 0; times < 2; times++) assert.ok((await read(content)).equals(whole));
      }
      assert.deepEqual(
        await namesOf(blobs),
        ["0", "1", "2"].map((digit) => nameOf(digit)),
      );
    });

    test("what is not kept is nowhere, and dropping twice is no error", async () => {
      const blobs = await make();
      const draft = await blobs.create();
      await draft.write(randomOf(2_000_000));
      await draft.drop();
      await draft.drop();
      assert.deepEqual(await namesOf(blobs), []);
      assert.equal(await blobs.read(nameOf("a")), null);
      assert.equal(await blobs.writtenAt(nameOf("a")), null);
    });

    test("two blobs of the same bytes are two, and removing one leaves the other", async () => {
      const blobs = await make();
      const bytes = randomOf(1000);
      for (const end of ["A", "B"]) {
        const draft = await blobs.create();
        await draft.write(bytes);
        await draft.keep(nameOf("a", end));
      }
      await blobs.remove(nameOf("a", "A"));
      await blobs.remove(nameOf("a", "A"));
      assert.equal(await blobs.read(nameOf("a", "A")), null);
      const left = await blobs.read(nameOf("a", "B"));
      assert.ok(left !== null && (await read(left)).equals(bytes));
      assert.ok(typeof (await blobs.writtenAt(nameOf("a", "B"))) === "number");
    });

    test("a reading that has begun goes on although the blob is removed", async () => {
      const blobs = await make();
      const bytes = randomOf(3_000_000);
      const draft = await blobs.create();
      await draft.write(bytes);
      await draft.keep(nameOf("a"));
      const content = await blobs.read(nameOf("a"));
      assert.ok(content !== null);
      const pieces: Uint8Array[] = [];
      for await (const piece of content.open()) {
        await blobs.remove(nameOf("a"));
        pieces.push(piece);
      }
      assert.ok(Buffer.concat(pieces).equals(bytes));
    });

    test("a check leaves nothing behind", async () => {
      const blobs = await make();
      await blobs.check();
      assert.deepEqual(await namesOf(blobs), []);
    });
  });
}
