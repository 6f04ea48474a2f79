import assert from "node:assert/strict";
import { once } from "node:events";
import { PassThrough, Readable } from "node:stream";
import { describe, test } from "node:test";
import { gather } from "./gather.ts";

const options = { maxBytes: 1_000, signal: undefined, name: "stream" };
const reason = new Error("the caller's own reason");

async function* chunksOf(...chunks: unknown[]): AsyncGenerator<unknown> {
  yield* chunks;
}

const text = async (stream: Parameters<typeof gather>[0]) => Buffer.from(await gather(stream, options)).toString();

describe("a stream is gathered whole", () => {
  test("from Node, the web, and any async iterable", async () => {
    assert.equal(await text(Readable.from([Buffer.from("ab"), Buffer.from("c")])), "abc");
    assert.equal(await text(new Blob(["ab", "c"]).stream()), "abc");
    assert.equal(await text(chunksOf(Buffer.from("ab"), new Uint8Array(), Buffer.from("c"))), "abc");
  });

  test("each time anew from an iterable that begins anew", async () => {
    const again = { [Symbol.asyncIterator]: () => chunksOf(Buffer.from("abc")) };
    assert.equal(await text(again), "abc");
    assert.equal(await text(again), "abc");
  });

  test("from other views on memory too", async () => {
    const { buffer } = new Uint8Array([97, 98]);
    assert.equal(await text(chunksOf(buffer, new DataView(buffer), new Uint16Array(buffer))), "ababab");
  });
});

describe("a stream is refused", () => {
  test("as soon as it is over the cap, and is closed", async () => {
    let pulled = 0;
    let returned = false;
    const endless = {
      [Symbol.asyncIterator]: () => ({
        next: async () => {
          pulled += 1;
          return { done: false, value: new Uint8Array(400) };
        },
        return: async () => {
          returned = true;
          return { done: true, value: undefined };
        },
      }),
    };
    await assert.rejects(gather(endless, options), {
      name: "LimitError",
      code: "limit.input-bytes",
      facts: { limit: 1_000, actual: 1_200, unit: "bytes", name: "stream" },
    });
    assert.equal(pulled, 3);
    assert.ok(returned);

    const node = new PassThrough();
    const closed = once(node, "close");
    node.write(new Uint8Array(1_001));
    await assert.rejects(gather(node, options), { code: "limit.input-bytes" });
    await closed;

    let cancelled = false;
    const web = new ReadableStream({
      pull: (controller) => controller.enqueue(new Uint8Array(600)),
      cancel: () => {
        cancelled = true;
      },
    });
    await assert.rejects(gather(web, options), { code: "limit.input-bytes" });
    assert.ok(cancelled);
  });

  test("when it was read before", async () => {
    const node = Readable.from([Buffer.from("abc")]);
    await text(node);
    await assert.rejects(gather(node, options), { name: "InputError", code: "input.stream-used" });

    const half = Readable.from([Buffer.from("a"), Buffer.from("b")]);
    for await (const _ of half.iterator({ destroyOnReturn: false })) break;
    await assert.rejects(gather(half, options), { code: "input.stream-used" });

    const generator = chunksOf(Buffer.from("abc"));
    await text(generator);
    await assert.rejects(gather(generator, options), { code: "input.stream-used" });

    const web = new Blob(["abc"]).stream();
    await text(web);
    await assert.rejects(gather(web, options), { code: "input.stream-used" });
    const locked = new Blob(["abc"]).stream();
    locked.getReader();
    await assert.rejects(gather(locked, options), { code: "input.stream-used" });
  });

  test("when it gives text or nothing that is bytes", async () => {
    for (const chunk of ["abc", 1, null, { length: 3 }])
      await assert.rejects(gather(chunksOf(chunk), options), { name: "TypeError", message: /must give bytes/ });
    await assert.rejects(gather(Readable.from([Buffer.from("abc")]).setEncoding("utf8"), options), TypeError);
  });

  test("with its own error when it fails", async () => {
    const failing = new Readable({ read: () => void failing.destroy(reason) });
    await assert.rejects(gather(failing, options), reason);
    const web = new ReadableStream({ pull: () => Promise.reject(reason) });
    await assert.rejects(gather(web, options), reason);
  });
});

describe("an abort ends a stream that stalls", { timeout: 20_000 }, () => {
  const stalled: readonly (readonly [string, () => Parameters<typeof gather>[0]])[] = [
    ["of Node", () => new PassThrough()],
    ["of the web", () => new ReadableStream({ pull: () => new Promise(() => {}) })],
    ["of an iterable", () => ({ [Symbol.asyncIterator]: () => ({ next: () => new Promise<never>(() => {}) }) })],
  ];
  for (const [title, make] of stalled)
    test(title, async () => {
      const controller = new AbortController();
      setTimeout(() => controller.abort(reason), 10);
      await assert.rejects(gather(make(), { ...options, signal: controller.signal }), reason);
    });
});
