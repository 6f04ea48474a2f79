import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { inspect } from "../media/inspect.ts";
import { isKnown } from "./block.ts";
import { factsOfBase64, readBlocks } from "./block-facts.ts";

const fixtures = new URL("../media/fixtures/", import.meta.url);
const fixture = (name: string): Buffer => readFileSync(new URL(name, fixtures));
const user = (...content: unknown[]) => ({ messages: [{ role: "user", content }] });

/** A JPEG whose size stands behind comments of `bytes` bytes. */
function behindComments(jpeg: Buffer, bytes: number): Buffer {
  const comments: Buffer[] = [];
  for (let left = bytes; left > 0; left -= 65_000) {
    const length = Math.min(left, 65_000);
    comments.push(Buffer.from([0xff, 0xfe, (length + 2) >> 8, (length + 2) & 255]), Buffer.alloc(length, 0x20));
  }
  return Buffer.concat([jpeg.subarray(0, 2), ...comments, jpeg.subarray(2)]);
}

test("the base64 text of a file proves what the file proves", () => {
  const names = readdirSync(fixtures).filter((name) => !/\.(ts|json)$/.test(name));
  assert.ok(names.length > 30);
  for (const name of names) {
    const bytes = fixture(name);
    const text = bytes.toString("base64");
    const whole = inspect(bytes, { byteLength: bytes.length });
    assert.equal(whole.status, "facts", name);
    assert.deepEqual(
      factsOfBase64(text),
      { base64Length: text.length, flaws: [], facts: whole.status === "facts" ? whole.facts : null },
      name,
    );
  }
});

test("a header longer than the first look is read on until the size is known", () => {
  const small = factsOfBase64(fixture("jpeg-baseline.jpg").toString("base64")).facts;
  const jpeg = behindComments(fixture("jpeg-baseline.jpg"), 700_000);
  const { facts } = factsOfBase64(jpeg.toString("base64"));
  assert.ok(isKnown(facts) && isKnown(small));
  assert.deepEqual(facts, { ...small, byteLength: jpeg.length });
});

test("of a large picture only the beginning is decoded", (t) => {
  const large = Buffer.concat([fixture("png-rgb.png"), Buffer.alloc(9_000_000)]).toString("base64");
  let decoded = 0;
  const { atob } = globalThis;
  t.mock.method(globalThis, "atob", (text: string) => {
    decoded += text.length;
    return atob(text);
  });
  const { facts, base64Length } = factsOfBase64(large);
  assert.ok(isKnown(facts) && facts.kind === "image");
  assert.equal(facts.byteLength, Buffer.from(large, "base64").length);
  assert.equal(base64Length, large.length);
  assert.ok(decoded > 0 && decoded < 100_000, `${decoded} characters decoded`);
});

test("flaws of the text are told and do not hide the picture; the length is that of the mended text", () => {
  const bytes = fixture("webp-lossy.webp");
  const text = bytes.toString("base64");
  const lines = `data:image/webp;base64,${text.replace(/(.{76})/g, "$1\r\n")}`;
  const { facts, flaws, base64Length } = factsOfBase64(lines);
  assert.deepEqual(flaws, ["data-prefix", "white-space"]);
  assert.equal(base64Length, text.length);
  assert.deepEqual(facts, factsOfBase64(text).facts);
  assert.deepEqual(factsOfBase64(bytes.toString("base64url")).facts, factsOfBase64(text).facts);
});

test("a text that is no base64, and bytes that are no picture, are defects of the block", () => {
  const codes = ["", "%%%%", "A", "AAAA", fixture("jpeg-baseline.jpg").subarray(0, 40).toString("base64")].map(
    (text) => {
      const { facts, flaws, base64Length } = factsOfBase64(text);
      assert.deepEqual([flaws, base64Length], [[], text.length]);
      return "defect" in facts ? facts.defect.code : null;
    },
  );
  assert.deepEqual(codes, [
    "input.empty",
    "input.base64-invalid",
    "input.base64-length",
    "input.not-an-image",
    "input.truncated",
  ]);
});

test("every block of a request comes with its source and its facts", () => {
  const png = fixture("png-rgb.png").toString("base64");
  const pdf = fixture("other.pdf").toString("base64");
  const { blocks, problems, lastThinking } = readBlocks(
    user(
      { type: "image", source: { type: "base64", media_type: "image/jpeg", data: ` ${png}` } },
      { type: "image", source: { type: "url", url: "https://example.com/a.png" } },
      { type: "image", source: { type: "file", file_id: "file_1" } },
      { type: "document", source: { type: "text", media_type: "text/plain", data: "words" } },
      { type: "document", source: { type: "base64", media_type: "application/pdf", data: pdf } },
      { type: "image" },
    ),
  );
  assert.equal(lastThinking, null);
  assert.deepEqual(
    problems.map(({ at }) => at),
    [["messages", 0, "content", 5]],
  );
  assert.deepEqual(
    blocks.map(({ source }) => source),
    [
      { method: "base64", declared: "image/jpeg", base64Length: png.length, flaws: ["white-space"] },
      { method: "url", url: "https://example.com/a.png" },
      { method: "file", fileId: "file_1" },
      { method: "text" },
      { method: "base64", declared: "application/pdf", base64Length: pdf.length, flaws: [] },
    ],
  );
  assert.deepEqual(
    blocks.map(({ facts }) => (isKnown(facts) ? facts.mediaType : facts)),
    ["image/png", { unknown: "url-not-fetched" }, { unknown: "foreign-file" }, { unknown: "text" }, "application/pdf"],
  );
});
