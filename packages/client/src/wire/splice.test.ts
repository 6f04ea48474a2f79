import assert from "node:assert/strict";
import { test } from "node:test";
import { applierContract } from "../../../../test/contracts/applier.contract.ts";
import { base64 } from "../../../../test/contracts/bytes.ts";
import type { Base64Value, Edit } from "../content/edit.ts";
import { InputError } from "../errors/errors.ts";
import { type ByteTools, PORTABLE } from "./byte-tools.ts";
import { collect } from "./fixtures/collect.ts";
import { NODE } from "./fixtures/node-tools.ts";
import { scan } from "./scan.ts";
import { bytesInScan } from "./scan-blocks.ts";
import { type Spliced, splice } from "./splice.ts";

async function run(bodyJson: string, edits: readonly Edit[], tools: ByteTools): Promise<unknown> {
  const { whole } = await collect(splice(scan(Buffer.from(bodyJson), tools), edits));
  return JSON.parse(whole.toString());
}

applierContract({ name: "splice", run: (bodyJson, edits) => run(bodyJson, edits, PORTABLE) });
applierContract({ name: "splice with the tools of Node", run: (bodyJson, edits) => run(bodyJson, edits, NODE) });

const spliced = (body: string, ...edits: Edit[]): Spliced => splice(scan(Buffer.from(body), NODE), edits);
const text = async (body: string, ...edits: Edit[]): Promise<string> =>
  (await collect(spliced(body, ...edits))).whole.toString();
const remove = (...at: Edit["at"]): Edit => ({ at, op: "remove" });
const insert = (at: Edit["at"], value: string | number): Edit => ({ at, op: "insert", value });
const replace = (at: Edit["at"], value: number | Base64Value | { type: string }): Edit => ({
  at,
  op: "replace",
  value,
});

test("without edits the one piece is a view of the whole body", async () => {
  const body = Buffer.from('{ "a" : 1.0e+2 }\n');
  const { pieces } = await collect(splice(scan(body, NODE), []));
  assert.equal(pieces.length, 1);
  assert.equal(pieces[0]?.buffer, body.buffer);
  assert.equal(pieces[0]?.byteOffset, body.byteOffset);
  assert.equal(pieces[0]?.length, body.length);
});

test("an edit leaves white space, order, spellings and numbers beside it alone", async () => {
  const body = ' { "b" : 1.50 ,\n\t"\\u0061" : [ 1 , 2.0 , 12345678901234567890 ] , "\\/" : -0 }\r\n';
  const changed = (from: string, to: string): string => body.replace(from, () => to);
  assert.equal(await text(body, replace(["b"], 7)), changed("1.50", "7"));
  assert.equal(await text(body, replace(["a", 1], 7)), changed("2.0", "7"));
  assert.equal(await text(body, remove("b")), changed('"b" : 1.50 ,\n\t', ""));
  assert.equal(await text(body, remove("/")), changed(' , "\\/" : -0', ""));
  assert.equal(await text(body, remove("a", 0)), changed("1 , ", ""));
  assert.equal(await text(body, remove("a", 2)), changed(" , 12345678901234567890", ""));
  assert.equal(
    await text(body, remove("a", 0), remove("a", 1), remove("a", 2)),
    changed("1 , 2.0 , 12345678901234567890", ""),
  );
  assert.equal(await text(body, insert(["a", 0], "x")), changed("1 ,", '"x",1 ,'));
  assert.equal(await text(body, insert(["a", 1], "x")), changed("2.0", '"x",2.0'));
  assert.equal(await text(body, insert(["a", 3], "x")), changed("890 ]", '890,"x" ]'));
  assert.equal(await text(body, insert(["c"], "x")), changed("-0 }", '-0,"c":"x" }'));
  assert.equal(await text(body, replace([], 1)), " 1\r\n");
});

test("inserts and removals meet at one comma", async () => {
  const body = "[ 0 , 1 , 2 ]";
  assert.equal(await text(body, remove(0), insert([1], "x")), '[ "x",1 , 2 ]');
  assert.equal(await text(body, remove(2), insert([3], "x")), '[ 0 , 1 , "x" ]');
  assert.equal(await text(body, remove(1), remove(2), insert([3], "x"), insert([0], "y")), '[ "y",0 , "x" ]');
  assert.equal(await text(body, remove(1), remove(2)), "[ 0 ]");
  assert.equal(await text("[ ]", insert([0], "x")), '["x" ]');
  assert.equal(await text("{ }", insert(["a"], 1), insert(["b"], 2)), '{"a":1,"b":2 }');
});

test("bytes are not held: each piece is written before the next is asked for", async () => {
  const events: string[] = [];
  const value: Base64Value = {
    type: "base64",
    mediaType: "image/png",
    bytes: {
      length: 6,
      async *open() {
        for (const part of [1, 2]) {
          events.push(`read ${part}`);
          yield new Uint8Array(3);
        }
      },
    },
  };
  for await (const piece of spliced('{"a":0}', replace(["a"], value)).open())
    if (piece.length === 4) events.push("written");
  assert.deepEqual(events, ["read 1", "written", "read 2", "written"]);
});

for (const [kind, memoryOf] of [
  ["Uint8Array", (length: number) => new Uint8Array(length)],
  // Its `slice` is a view.
  ["Buffer", (length: number) => Buffer.alloc(length)],
] as const)
  test(`a source that uses the memory of a piece again does no harm: ${kind}`, async () => {
    const bytes = Buffer.from("twenty bytes and more");
    const value: Base64Value = {
      type: "base64",
      mediaType: "image/png",
      bytes: {
        length: bytes.length,
        async *open() {
          const memory = memoryOf(4);
          for (let at = 0; at < bytes.length; at += 4) {
            const part = bytes.subarray(at, at + 4);
            memory.set(part);
            yield memory.subarray(0, part.length);
            memory.fill(0xee);
          }
        },
      },
    };
    const result = JSON.parse(await text('{"a":0}', replace(["a"], value)));
    assert.equal(Buffer.from(result.a.data, "base64").toString(), bytes.toString());
  });

test("bytes that are more than announced end the reading, and no more text than promised is given", async () => {
  let closed = false;
  const endless: Base64Value = {
    type: "base64",
    mediaType: "image/png",
    bytes: {
      length: 10,
      async *open() {
        try {
          for (;;) yield new Uint8Array(4);
        } finally {
          closed = true;
        }
      },
    },
  };
  const out = spliced('{"a":0}', replace(["a"], endless));
  let given = 0;
  await assert.rejects(async () => {
    for await (const piece of out.open()) given += piece.length;
  }, /at least 12 bytes where 10/);
  assert.ok(closed);
  assert.ok(given < out.length);
});

test("the result can be read again, and an edit may hold the text of a span anew", async () => {
  const picture = Buffer.alloc(9000, 7);
  const body = JSON.stringify({
    messages: [
      { role: "user", content: [{ type: "image", source: { type: "base64", data: picture.toString("base64") } }] },
    ],
  });
  const scanned = scan(Buffer.from(body), NODE);
  const bytes = bytesInScan(scanned, () => assert.fail("no span"))("messages.0.content.0");
  const out = splice(scanned, [
    replace(["messages", 0, "content", 0, "source"], { type: "base64", mediaType: "image/png", bytes }),
  ]);
  const first = (await collect(out)).whole.toString();
  assert.equal((await collect(out)).whole.toString(), first);
  assert.equal(first, body.replace('"base64",', '"base64","media_type":"image/png",'));
});

test("a target that stands twice is an error that says where", () => {
  const scanned = scan(Buffer.from('{"metadata":{"a":1,"a":{"b":2},"c":3}}'), NODE);
  for (const edit of [replace(["metadata", "a"], 1), replace(["metadata", "a", "b"], 1), remove("metadata", "a")])
    assert.throws(
      () => splice(scanned, [edit]),
      (error) =>
        (error instanceof InputError && error.code === "input.body-duplicate-key") || error instanceof TypeError,
    );
  assert.doesNotThrow(() => splice(scanned, [replace(["metadata", "c"], 1)]));
});

const url = { type: "url", url: "https://example.com/a.png" };
const MIXED = JSON.stringify({
  messages: [
    {
      role: "user",
      content: [
        { type: "image", source: url },
        { source: null, type: "image" },
        { type: "text", text: "t" },
      ],
    },
    {
      role: "user",
      content: [{ type: "document", source: { type: "content", content: [{ type: "image", source: url }] } }],
    },
  ],
});
const FIRST = ["messages", 0, "content", 0] as const;
const SECOND = ["messages", 0, "content", 1] as const;

async function written(...edits: Edit[]): Promise<string[]> {
  const { sources } = await collect(spliced(MIXED, ...edits));
  return sources.map(({ at, type, how }) => `${how} ${type} ${at}`);
}

test("the sources that went out are told: kept, edited, new", async () => {
  const kept = ["kept image messages.1.content.0.source.content.0", "kept document messages.1.content.0"];
  const first = "kept image messages.0.content.0";
  assert.deepEqual(await written(), [first, ...kept], "a block without a source is none");
  assert.deepEqual(await written(replace([...SECOND, "source"], base64(Uint8Array.of(1)))), [
    first,
    "edited image messages.0.content.1",
    ...kept,
  ]);
  assert.deepEqual(await written(replace([...FIRST, "source"], { type: "file" })), [
    "edited image messages.0.content.0",
    ...kept,
  ]);
  const block = { type: "image", source: { type: "file", file_id: "file_1" } };
  assert.deepEqual(await written({ at: FIRST, op: "insert", value: block }), [
    "new image messages.0.content.0",
    first,
    ...kept,
  ]);
  assert.deepEqual(await written({ at: ["messages", 1], op: "replace", value: { content: [block, block] } }), [
    first,
    "new image messages.1",
    "new image messages.1",
  ]);
  assert.deepEqual(await written({ at: [...FIRST, "source", "url"], op: "replace", value: "https://b.example" }), [
    first,
    ...kept,
  ]);
});

test("a source that an edit takes away, or takes apart, did not go out", async () => {
  const rest = ["kept image messages.1.content.0.source.content.0", "kept document messages.1.content.0"];
  const first = "kept image messages.0.content.0";
  assert.deepEqual(await written(remove(...FIRST)), rest);
  assert.deepEqual(await written(remove(...FIRST, "source")), rest);
  assert.deepEqual(await written(remove(...FIRST, "source", "url")), rest);
  assert.deepEqual(await written({ at: [...FIRST, "source"], op: "replace", value: null }), rest);
  assert.deepEqual(await written({ at: ["messages", 0, "content"], op: "replace", value: "text" }), rest);
  assert.deepEqual(await written(remove("messages", 1)), [first]);
  assert.deepEqual(await written(remove("messages", 1, "content", 0, "source", "content", 0)), [
    first,
    "kept document messages.1.content.0",
  ]);
});
