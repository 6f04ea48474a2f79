import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { describe, test } from "node:test";
import { runInNewContext } from "node:vm";
import { classify, type Held } from "./classify.ts";
import type { Input } from "./opened.ts";

describe("a string is", () => {
  const rows: readonly (readonly [string, object])[] = [
    ["-", { tag: "stdin" }],
    ["cat.png", { tag: "path", path: "cat.png" }],
    ["./-", { tag: "path", path: "./-" }],
    ["--", { tag: "path", path: "--" }],
    [" cat.png ", { tag: "path", path: " cat.png " }],
    ["~/cat.png", { tag: "path", path: "~/cat.png" }],
    ["C:\\photos\\cat.png", { tag: "path", path: "C:\\photos\\cat.png" }],
    ["c:/photos/cat.png", { tag: "path", path: "c:/photos/cat.png" }],
    ["\\\\server\\share\\cat.png", { tag: "path", path: "\\\\server\\share\\cat.png" }],
    ["holiday: day 1.png", { tag: "path", path: "holiday: day 1.png" }],
    ["data.png", { tag: "path", path: "data.png" }],
    ["https", { tag: "path", path: "https" }],
    ["file:///tmp/a%20b.png", { tag: "path", path: "/tmp/a b.png" }],
    ["FILE:///tmp/cat.png?x#y", { tag: "path", path: "/tmp/cat.png" }],
    ["file_011CNha8iCJcU1wXNR6q4V8w", { tag: "file-id", fileId: "file_011CNha8iCJcU1wXNR6q4V8w" }],
    ["./file_011CNha8iCJcU1wXNR6q4V8w", { tag: "path", path: "./file_011CNha8iCJcU1wXNR6q4V8w" }],
    ["file_of_mine", { tag: "path", path: "file_of_mine" }],
    ["file_1.png", { tag: "path", path: "file_1.png" }],
    ["file_", { tag: "path", path: "file_" }],
    ["data:,x", { tag: "data-url", text: "data:,x" }],
    [" DATA:,x", { tag: "data-url", text: " DATA:,x" }],
  ];
  for (const [text, held] of rows)
    test(`${JSON.stringify(text)} -> ${Object.values(held)[0]}`, () => assert.deepEqual(classify(text), held));

  for (const [text, url] of [
    ["https://example.com/cat.png?size=1", "https://example.com/cat.png?size=1"],
    ["HTTPS://Example.com", "HTTPS://Example.com"],
    [" http://example.com/cat.png\n", "http://example.com/cat.png"],
    ["http://user@127.0.0.1/", "http://user@127.0.0.1/"],
  ] as const)
    test(`${JSON.stringify(text)} -> a URL that stays as it was given`, () => {
      const held = classify(text);
      assert.equal(held.tag === "url" && held.url, url);
    });

  for (const [text, error] of [
    ["", { code: "input.bad-path", facts: { reason: "empty" } }],
    ["\x89PNG\r\n\x1a\n\0\0\0\rIHDR", { code: "input.bad-path", facts: { reason: "zero-byte" } }],
    ["https://", { code: "input.url-form" }],
    ["https://[::1/?key=secret", { code: "input.url-form" }],
    ["http://exa mple.com/", { code: "input.url-form" }],
    ["file://server/share/cat.png", { code: "input.url-form", message: /names another machine, server/ }],
    ["file:///a%2Fb.png", { code: "input.url-form" }],
    ["file:///a%00b.png", { code: "input.bad-path" }],
    ["ftp://example.com/cat.png", { code: "input.url-scheme", facts: { scheme: "ftp" } }],
    ["s3://bucket/cat.png", { code: "input.url-scheme", facts: { scheme: "s3" } }],
    ["blob:https://example.com/1", { code: "input.url-scheme", facts: { scheme: "blob" } }],
  ] as const)
    test(`${JSON.stringify(text)} -> refused as ${error.code}`, () => assert.throws(() => classify(text), error));

  test("never shown in an error: its query may be a secret", () => {
    for (const text of ["https://[::1/?key=secret", "ftp://user:secret@example.com/", "file://server/?secret"])
      assert.throws(
        () => classify(text),
        (error: Error) => error.cause === undefined && !JSON.stringify([error, error.stack]).includes("secret"),
      );
  });
});

describe("a value is", () => {
  const tagOf = (input: unknown) => classify(input as Input).tag;
  const hexOf = (held: Held) => held.tag === "bytes" && Buffer.from(held.bytes).toString("hex");

  test("a URL object read like its text", () => {
    assert.equal(tagOf(new URL("https://example.com/")), "url");
    assert.deepEqual(classify(new URL("file:///tmp/cat.png")), { tag: "path", path: "/tmp/cat.png" });
    assert.equal(tagOf(new URL("data:,x")), "data-url");
  });

  test("bytes for every view and buffer, over the same memory", () => {
    const bytes = new Uint8Array([1, 2, 3, 4]);
    for (const input of [
      bytes,
      Buffer.from(bytes),
      bytes.buffer,
      new DataView(bytes.buffer),
      new Uint16Array(bytes.buffer),
    ]) {
      const held = classify(input as Input);
      assert.equal(hexOf(held), "01020304");
    }
    const part = classify(bytes.subarray(1, 3));
    assert.equal(hexOf(part), "0203");
    assert.equal(part.tag === "bytes" && part.bytes.buffer, bytes.buffer);
  });

  test("recognised though it was made in another realm", () => {
    assert.equal(tagOf(runInNewContext("new Uint8Array(2)")), "bytes");
    assert.equal(tagOf(runInNewContext("new ArrayBuffer(2)")), "bytes");
  });

  test("a Blob, a File, a stream of the web or of Node, an async iterable", () => {
    assert.equal(tagOf(new Blob([])), "blob");
    assert.equal(tagOf(new File([], "cat.png")), "blob");
    assert.equal(tagOf(new Blob([]).stream()), "web-stream");
    assert.equal(tagOf(Readable.from([])), "iterable");
    assert.equal(tagOf((async function* () {})()), "iterable");
  });

  test("a file id when it says so, whatever its spelling, but never a piece of a path", () => {
    assert.deepEqual(classify({ fileId: "file_1-2_x" }), { tag: "file-id", fileId: "file_1-2_x" });
    for (const fileId of ["", "../messages", "file_1/content", "file_1?x", "a".repeat(257), "file_1\n"])
      assert.throws(() => classify({ fileId }), { code: "input.file-id" });
    assert.throws(() => classify({ fileId: 1 } as never), TypeError);
  });

  test("anything else a mistake of the program, named in the error", () => {
    for (const [input, name] of [
      [null, "null"],
      [undefined, "undefined"],
      [1, "a number"],
      [{}, "an Object"],
      [["cat.png"], "an Array"],
      [new Response("x"), "a Response"],
    ] as const)
      assert.throws(() => classify(input as never), { name: "TypeError", message: new RegExp(`not ${name}\\.( |$)`) });
  });
});
