import assert from "node:assert/strict";
import { test } from "node:test";
import * as zlib from "node:zlib";
import fc from "fast-check";
import { ReplyError } from "../reply/envelope.ts";
import { openBody } from "./open-body.ts";
import { readBody } from "./read-body.ts";

const ENCODERS: Record<string, (bytes: Uint8Array) => Buffer> = {
  gzip: zlib.gzipSync,
  "x-gzip": zlib.gzipSync,
  deflate: zlib.deflateSync,
  br: (bytes) => zlib.brotliCompressSync(bytes, { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 4 } }),
  zstd: zlib.zstdCompressSync,
};

async function* cut(bytes: Uint8Array, at: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += at) yield bytes.subarray(start, start + at);
}
async function read(encoding: string | null, wire: AsyncIterable<Uint8Array>, maxBytes: number) {
  const given = encoding === null ? {} : { "content-encoding": encoding, "content-length": "7" };
  const { headers, body, bytesIn } = openBody(given, wire, maxBytes);
  const { bytes } = await readBody(body, headers, maxBytes);
  return { bytes, headers, bytesIn: bytesIn() };
}
const never: AsyncIterable<Uint8Array> = {
  [Symbol.asyncIterator]: () => assert.fail("the body was read"),
};
const refusal = (status: number, code: string) => (error: unknown) => {
  assert.ok(error instanceof ReplyError, String(error));
  assert.deepEqual([error.status, error.details?.error_code], [status, code]);
  return true;
};

for (const [encoding, encode] of Object.entries(ENCODERS)) {
  test(`a body in ${encoding} arrives as it was, however it was cut`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 5000 }), fc.integer({ min: 1, max: 700 }), async (bytes, at) => {
        const packed = encode(bytes);
        const { bytes: out, headers, bytesIn } = await read(encoding, cut(packed, at), 10_000);
        assert.deepEqual(Buffer.from(out), Buffer.from(bytes));
        // What follows must not believe the length or the encoding of what came over the wire.
        assert.deepEqual(headers, {});
        assert.equal(bytesIn, packed.length);
      }),
      { seed: 7, numRuns: process.env.FOVEA_SOAK ? 2000 : 30 },
    );
  });

  test(`a bomb in ${encoding} is refused before much of it is made`, async () => {
    const packed = encode(Buffer.alloc(100_000_000));
    let given = 0;
    let closed = false;
    async function* wire() {
      try {
        for await (const piece of cut(packed, 64)) {
          given += piece.length;
          yield piece;
        }
      } finally {
        closed = true;
      }
    }
    await assert.rejects(read(encoding, wire(), 100_000), refusal(413, "request_body_too_large_after_decoding"));
    // The decoder takes up to 64 KiB ahead of what was read of it.
    assert.ok(given < packed.length || packed.length < 65_536);
    await new Promise(setImmediate);
    assert.ok(closed, "the wire is let go");
  });

  test(`what is not ${encoding}, is cut short, or goes on after its end is refused`, async () => {
    const packed = encode(Buffer.from("a body of some length, to be cut"));
    const invalid = refusal(400, "request_body_encoding_invalid");
    await assert.rejects(read(encoding, cut(Buffer.from("plainly no such thing"), 5), 1000), invalid);
    await assert.rejects(read(encoding, cut(packed.subarray(0, packed.length - 3), 5), 1000), invalid);
    await assert.rejects(read(encoding, cut(Buffer.concat([packed, Buffer.from("!! more")]), 1), 1000), invalid);
    await assert.rejects(read(encoding, cut(Buffer.concat([packed, Buffer.from("!! more")]), 999), 1000), invalid);
  });

  test(`when the wire breaks inside ${encoding}, the error is the wire's`, async () => {
    const packed = encode(Buffer.from("a body of some length, to be cut"));
    async function* breaking() {
      yield packed.subarray(0, 9);
      throw new TypeError("the wire broke");
    }
    await assert.rejects(read(encoding, breaking(), 1000), /the wire broke/);
  });
}

test("an encoding nobody undoes here is refused by its name before anything is read", () => {
  for (const encoding of ["compress", "gzip, gzip", "GZIPPY"])
    assert.throws(
      () => openBody({ "content-encoding": encoding }, never, 10),
      (error: unknown) =>
        refusal(400, "request_body_encoding_unsupported")(error) &&
        (error as Error).message.includes(encoding.toLowerCase()),
    );
});

test("a length over the limit is refused before anything is read, a longer body when it gets there", async () => {
  const tooLong = refusal(413, "limit.request-bytes");
  assert.throws(() => openBody({ "content-length": "11" }, never, 10), tooLong);
  await assert.rejects(read(null, cut(Buffer.alloc(11), 4), 10), tooLong);
  assert.equal((await read(null, cut(Buffer.alloc(10), 4), 10)).bytes.length, 10);
});

test("nothing is read of a body before somebody asks", async () => {
  let reads = 0;
  const wire: AsyncIterable<Uint8Array> = {
    [Symbol.asyncIterator]: () => ({
      next: async () => {
        reads++;
        return { done: true, value: undefined };
      },
    }),
  };
  for (const headers of [{}, { "content-encoding": "gzip" }]) openBody(headers, wire, 10);
  await new Promise(setImmediate);
  assert.equal(reads, 0);
});
