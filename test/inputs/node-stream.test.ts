import assert from "node:assert/strict";
import { createReadStream } from "node:fs";
import { PassThrough, Readable } from "node:stream";
import { test } from "node:test";
import { inputKind } from "./kind.ts";
import { cat, catPath, pieces } from "./makers.ts";
import { openFiles, until } from "./open-handles.ts";

inputKind("node-stream", "a Node stream", ({ anthropic }) => {
  test("is read once: a second call is told so, and sends nothing", async () => {
    const stream = Readable.from(pieces(cat));
    await anthropic().ask(stream);
    const sent = anthropic().behind.fake.requests.length;
    await assert.rejects(anthropic().ask(stream), { code: "input.stream-used" });
    assert.equal(anthropic().behind.fake.requests.length, sent);
  });

  test("that stalls is destroyed when the signal fires", async () => {
    const stream = new PassThrough();
    stream.write(cat.subarray(0, 1000));
    const controller = new AbortController();
    const asking = anthropic().ask(stream, { signal: controller.signal });
    setImmediate(() => controller.abort(new Error("enough")));
    await assert.rejects(asking, /enough/);
    assert.ok(stream.destroyed);
  });

  test("of a file gives its descriptor back when another input of the same call is none", async () => {
    const files = openFiles();
    const stream = createReadStream(catPath);
    await assert.rejects(anthropic().ask([stream, "no-such.png"]), { code: "input.not-found" });
    assert.ok(await until(() => stream.closed));
    const malformed = createReadStream(catPath);
    const block = { type: "image", source: { type: "base64" } } as const;
    await assert.rejects(anthropic().ask([malformed, block]), { code: "input.block-malformed" });
    assert.ok(await until(() => malformed.closed));
    if (files !== null) assert.ok(await until(() => openFiles()?.join() === files.join()));
  });

  test("may be standard input, as `-`", async () => {
    const [seen] = await anthropic().ask("-", { stdin: Readable.from(pieces(cat)) });
    assert.notEqual(seen?.sha256 ?? null, null);
  });
});
