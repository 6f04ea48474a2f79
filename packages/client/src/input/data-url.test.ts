import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { readDataUrl } from "./data-url.ts";

const MAX = 1_000;
const read = (url: string, maxBytes = MAX) => {
  const { bytes, declared } = readDataUrl(url, maxBytes);
  return [Buffer.from(bytes).toString("latin1"), declared];
};

describe("a data URL gives its bytes and what it declares", () => {
  const rows: readonly (readonly [string, string, string | null])[] = [
    ["data:image/png;base64,YWJj", "abc", "image/png"],
    ["data:image/png;base64,YWJjZA==", "abcd", "image/png"],
    ["data:image/png;base64,YWJjZA", "abcd", "image/png"],
    ["data:image/png;base64,YWJjZA%3D%3D", "abcd", "image/png"],
    ["data:image/png;base64, YW\r\nJj\t", "abc", "image/png"],
    ["\n data:image/png;base64,YWJj\n", "abc", "image/png"],
    ["DATA:Image/PNG;charset=utf-8;BASE64,YWJj", "abc", "image/png"],
    ["data:image/png;name=cat.png;base64,-_-_", "\xfb\xff\xbf", "image/png"],
    ["data:;base64,YWJj", "abc", null],
    ["data:,abc", "abc", null],
    ["data:text/plain;charset=utf-8,a%20b%2", "a b%2", "text/plain"],
    ["data:image/svg+xml,%3Csvg fill='#fff'/%3E", "<svg fill='#fff'/>", "image/svg+xml"],
    ["data:x/y,%00%ff%FF%zz%", "\0\xff\xff%zz%", "x/y"],
    ["data:x/y,é", "\xc3\xa9", "x/y"],
    ["data:x/y,a\n b \n", "a b", "x/y"],
  ];
  for (const [url, bytes, declared] of rows)
    test(JSON.stringify(url), () => assert.deepEqual(read(url), [bytes, declared]));
});

test("a data URL that cannot be read says why", () => {
  for (const [url, code] of [
    ["data:image/png;base64", "input.data-url-form"],
    [`data:${"x".repeat(5_000)},x`, "input.data-url-form"],
    ["data:image/png;base64,YW!j", "input.base64-invalid"],
    ["data:image/png;base64,YWJjZ", "input.base64-length"],
    ["data:image/png;base64,", "input.empty"],
  ] as const)
    assert.throws(() => read(url), { code }, url);
});

test("a data URL holds the cap to the byte, in both encodings", () => {
  assert.equal(read("data:,abc", 3)[0], "abc");
  assert.throws(() => read("data:,abcd", 3), { code: "limit.input-bytes" });
  assert.equal(read("data:;base64,YWJj", 3)[0], "abc");
  assert.throws(() => read("data:;base64,YWJjZA==", 3), {
    code: "limit.input-bytes",
    facts: { limit: 3, actual: 4, unit: "bytes", name: "data URL" },
  });
});

test("a data URL of 30 MB is read", () => {
  const { bytes } = readDataUrl(`data:;base64,${"QUJD".repeat(7_500_000)}`, 30_000_000);
  assert.equal(bytes.length, 22_500_000);
});
