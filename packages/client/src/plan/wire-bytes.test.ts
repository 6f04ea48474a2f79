import assert from "node:assert/strict";
import { test } from "node:test";
import { base64LengthOf, base64SourceBytes, bytesInBase64, fileSourceBytes, urlSourceBytes } from "./wire-bytes.ts";

test("bytes of a source are those of its JSON", () => {
  for (const length of [0, 1, 2, 3, 4, 1000]) {
    const data = Buffer.alloc(length, 7).toString("base64");
    const json = JSON.stringify({ type: "base64", media_type: "image/png", data });
    assert.equal(base64LengthOf(length), data.length);
    assert.equal(base64SourceBytes("image/png", base64LengthOf(length)), Buffer.byteLength(json));
  }
  const url = 'https://example.org/ü"a.png';
  assert.equal(urlSourceBytes(url), Buffer.byteLength(JSON.stringify({ type: "url", url })));
  assert.equal(fileSourceBytes("file_1"), '{"type":"file","file_id":"file_1"}'.length);
});

test("a file not yet uploaded is counted with an id of the usual length", () => {
  assert.equal(fileSourceBytes(null), fileSourceBytes("file_011CNha8iCJcU1wXNR6q4V8w"));
});

test("the most bytes whose base64 text fits is exact", () => {
  for (const limit of [4, 5, 7, 8, 5_242_880, 10_485_760]) {
    assert.ok(base64LengthOf(bytesInBase64(limit)) <= limit);
    assert.ok(base64LengthOf(bytesInBase64(limit) + 1) > limit);
  }
});
