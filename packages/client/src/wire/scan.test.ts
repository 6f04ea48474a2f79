import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { readBlocks } from "../content/block-facts.ts";
import { FoveaError } from "../errors/errors.ts";
import { GUARDED_BYTES, MAX_BODY_DEPTH } from "./depth.ts";
import { MIN_SPAN_BYTES } from "./find-spans.ts";
import { NODE } from "./fixtures/node-tools.ts";
import { type Scan, scan } from "./scan.ts";
import { blocksOfScan } from "./scan-blocks.ts";

const png = readFileSync(new URL("../media/fixtures/png-rgb.png", import.meta.url));
/** 7502 bytes of picture: its base64 has `+`, `/` and padding. */
const file = Buffer.concat([png, Buffer.alloc(7502 - png.length, 0xfb)]);
const data = file.toString("base64");

const image = (text = data): unknown => ({
  type: "image",
  source: { type: "base64", media_type: "image/png", data: text },
});
const user = (...content: unknown[]): string => JSON.stringify({ messages: [{ role: "user", content }] });
const read = (body: string): Scan => scan(Buffer.from(body), NODE);

function refusal(body: string | Uint8Array): string {
  try {
    scan(typeof body === "string" ? Buffer.from(body) : body, NODE);
    return "read";
  } catch (error) {
    assert.ok(FoveaError.isInstance(error), String(error));
    assert.equal(error.status, 400);
    return `${error.code} ${error.at ?? ""} ${JSON.stringify(error.facts)}`;
  }
}

test("a long base64 text is a span, and its block has the facts that its text proves", () => {
  const body = user({ type: "text", text: "before" }, image(), image(data.slice(0, 400)));
  const { spans, ...scanned } = read(body);
  assert.deepEqual([...spans.keys()], ["messages.0.content.1"]);
  const [span] = [...spans.values()];
  assert.equal(body.slice(span?.start, span?.end), data);
  assert.equal(span?.escaped, false);
  const value = scanned.body as { messages: [{ content: { source?: { data: string } }[] }] };
  assert.equal(value.messages[0].content[1]?.source?.data, "");
  assert.equal(value.messages[0].content[2]?.source?.data, data.slice(0, 400), "a short one stays in the value");
  assert.deepEqual(blocksOfScan({ ...scanned, spans }), readBlocks(JSON.parse(body)));
});

test("neither the scan nor the facts make a string, or decode, the whole of a long text", (t) => {
  const large = Buffer.concat([png, Buffer.alloc(6_000_000)]).toString("base64");
  const bytes = Buffer.from(user(image(large)));
  let decoded = 0;
  let strings = 0;
  const { decode } = TextDecoder.prototype;
  t.mock.method(TextDecoder.prototype, "decode", function (this: TextDecoder, part: Uint8Array) {
    strings += part.length;
    return decode.call(this, part);
  });
  const tools = {
    ...NODE,
    decode(letters: Uint8Array) {
      decoded += letters.length;
      return NODE.decode(letters);
    },
  };
  const { blocks } = blocksOfScan(scan(bytes, tools));
  assert.ok(blocks[0] && "mediaType" in blocks[0].facts && blocks[0].facts.byteLength === png.length + 6_000_000);
  assert.ok(strings < 1000, `${strings} bytes made strings`);
  assert.ok(decoded > 0 && decoded < 100_000, `${decoded} letters decoded`);
});

test("escapes of PHP and of .NET in a base64 text are read", () => {
  for (const spelled of [
    data.replaceAll("/", "\\/"),
    data.replace(/[+/=]/g, (one) => `\\u00${one.charCodeAt(0).toString(16).toUpperCase()}`),
    data.replaceAll("+", "\\u002b"),
  ]) {
    const body = user(image()).replace(data, () => spelled);
    assert.notEqual(spelled, data);
    const scanned = read(body);
    assert.equal(scanned.spans.get("messages.0.content.0")?.escaped, true);
    assert.deepEqual(blocksOfScan(scanned), readBlocks(JSON.parse(body)));
  }
});

test("texts that are no dense base64, or no source's, stay in the value", () => {
  const long = "Zm9v".repeat(2000);
  const bodies = [
    user(image(`data:image/png;base64,${data}`)),
    user(image(data.replace(/(.{76})/g, "$1\n"))),
    user(image(file.toString("base64url"))),
    user(image(`${data.slice(0, 5000)}!${data.slice(5000)}`)),
    user(image("a b".repeat(3000))),
    user({ type: "document", source: { type: "text", media_type: "text/plain", data: long } }, image("AAAA")),
    user({ type: "tool_use", input: { type: "base64", data: long } }, { type: "redacted_thinking", data: long }),
    user({ type: "text", text: JSON.stringify(image()) }),
    user({ type: "text", text: `\\"data":"${long}` }, { type: "text", text: "base64" }),
    user(image()).replace('"data"', '"d\\u0061ta"'),
  ];
  for (const body of bodies) {
    const scanned = read(body);
    assert.equal(scanned.spans.size, 0, body.slice(0, 120));
    assert.deepEqual(scanned.body, JSON.parse(body));
    assert.deepEqual(blocksOfScan(scanned), readBlocks(JSON.parse(body)));
  }
});

test("a span beside a long text that is none: the one is cut out, the other whole", () => {
  const long = "Zm9v".repeat(2000);
  const scanned = read(user({ type: "redacted_thinking", data: long }, image()));
  const [{ content }] = (scanned.body as { messages: [{ content: { data?: string; source?: { data: string } }[] }] })
    .messages;
  assert.equal(content[0]?.data, long);
  assert.equal(content[1]?.source?.data, "");
  assert.deepEqual([...scanned.spans.keys()], ["messages.0.content.1"]);
});

test("nothing in a body can pass for a span: an empty text stays an empty text", () => {
  const scanned = read(user(image(""), image(), image("")));
  assert.deepEqual([...scanned.spans.keys()], ["messages.0.content.1"]);
  const { blocks } = blocksOfScan(scanned);
  assert.deepEqual(
    blocks.map(({ facts }) => ("defect" in facts ? facts.defect.code : "facts")),
    ["input.empty", "facts", "input.empty"],
  );
});

test("a body may be any JSON", () => {
  for (const body of [
    "null",
    " [] ",
    '"text"',
    "1e3",
    '{"messages":{}}',
    '{"messages":[1,[],{"content":{}}]}',
    '{"messages":[{"content":"\\ud800"}]}',
  ]) {
    const scanned = read(body);
    assert.deepEqual(scanned.body, JSON.parse(body));
    assert.deepEqual(scanned.blocks(), []);
  }
});

test("what is no JSON is refused at its byte, behind spans too", () => {
  const cut = user(image());
  for (const [body, offset, reason] of [
    ["", 0, "there is nothing in it"],
    [" \n", 2, "there is nothing in it"],
    ["{} x", 3, "something stands behind the value"],
    ['{"a":1}{"a":1}', 7, "something stands behind the value"],
    ['{"a":1,}', 7, "a key in quotes is missing"],
    ["{'a':1}", 1, "a key in quotes is missing"],
    ['{"a" 1}', 5, "a colon is missing"],
    ["[1,]", 3, "a value is missing"],
    ["[1 2]", 3, "a comma or ] is missing"],
    ['{"a":01}', 6, "a comma or } is missing"],
    ['{"a":NaN}', 5, "a value is missing"],
    ['["a\nb"]', 3, "a control character stands in a string"],
    ['["\\x41"]', 2, "an escape is none that JSON has"],
    ['["\\u12', 2, "an escape is none that JSON has"],
    ['{"a":[1', 7, "it ends too early"],
    ['["é', 4, "it ends too early"],
    [cut.slice(0, -1), cut.length - 1, "it ends too early"],
    [`${cut}]`, cut.length, "something stands behind the value"],
    [cut.slice(0, 5000), 5000, "it ends too early"],
    [cut.replace('"data"', 'data"data"'), cut.indexOf('"data"'), "a key in quotes is missing"],
    [cut.replace(',"data"', '"data"'), cut.indexOf(',"data"'), "a comma or } is missing"],
  ] as const)
    assert.equal(refusal(body), `input.body-not-json  ${JSON.stringify({ offset, reason })}`, body.slice(0, 40));
});

test("what is no UTF-8 is refused at its byte", () => {
  const prefix = Buffer.from('{"a":"');
  for (const wrong of [
    [0xff],
    [0xc0, 0x80],
    [0xe0, 0x80, 0x80],
    [0xed, 0xa0, 0x80],
    [0xf4, 0x90, 0x80, 0x80],
    [0xf8],
    [0x80],
    [0xc3],
  ])
    assert.equal(
      refusal(Buffer.concat([prefix, Buffer.from("é😀"), Buffer.from(wrong), Buffer.from('"}')])),
      'input.body-not-utf8  {"offset":12}',
    );
  const body = Buffer.from(user(image()));
  const behind = Buffer.concat([body.subarray(0, -4), Buffer.of(0xff), body.subarray(-4)]);
  assert.equal(refusal(behind), `input.body-not-utf8  {"offset":${body.length - 4}}`);
});

test("a byte order mark is refused by its name", () => {
  assert.equal(refusal("\ufeff{}"), 'input.body-byte-order-mark  {"encoding":"UTF-8"}');
  assert.equal(refusal(Buffer.from("\ufeff{}", "utf16le")), 'input.body-byte-order-mark  {"encoding":"UTF-16"}');
});

test("a body nested too deep is refused before the parser sees how deep it is", () => {
  const nested = (depth: number): string => `${'{"a":['.repeat(depth / 2)}${"]}".repeat(depth / 2)}`;
  assert.equal(refusal(nested(MAX_BODY_DEPTH)), "read");
  const tooDeep = `input.body-too-deep  {"limit":${MAX_BODY_DEPTH}}`;
  assert.equal(refusal(nested(MAX_BODY_DEPTH + 2)), tooDeep);
  assert.equal(refusal("[".repeat(MAX_BODY_DEPTH + 1) + "]".repeat(MAX_BODY_DEPTH + 1)), tooDeep);
  const parse = JSON.parse;
  JSON.parse = () => assert.fail("parsed");
  try {
    assert.equal(refusal("[".repeat(GUARDED_BYTES + 1)), tooDeep);
    assert.equal(refusal(`{"a":"${"]".repeat(GUARDED_BYTES)}","b":${nested(MAX_BODY_DEPTH)}}`), tooDeep);
  } finally {
    JSON.parse = parse;
  }
});

test("a key that stands twice is refused where it could be read in two ways, with and without spans", () => {
  const block = '{"type":"image","source":{"type":"url","url":"https://a.example"}}';
  const inside = (one: string, rest = ""): string => `{"messages":[{"role":"user","content":[${one}${rest}]}]}`;
  const refused = (at: string, key: string): string => `input.body-duplicate-key ${at} ${JSON.stringify({ key })}`;
  const twice = [
    ['{"model":"a","messages":[],"mod\\u0065l":"b"}', refused("", "model")],
    ['{"a" :1,"a" : 2,"b":":"}', refused("", "a")],
    ['{"messages":[{"role":"user","content":[],"role":"user"}]}', refused("messages.0", "role")],
    [inside(block.replace("{", '{"typ\\u0065":"text",')), refused("messages.0.content.0", "type")],
    [
      inside(block.replace('"url":', '"\\u0075rl":"https://b.example","url":')),
      refused("messages.0.content.0.source", "url"),
    ],
    [
      inside(`{"type":"tool_result","content":[${block.replace("{", '{"x":1,"x":1,')}]}`),
      refused("messages.0.content.0.content.0", "x"),
    ],
    ['{"system":[{"type":"text","type":"text"}]}', refused("system.0", "type")],
    [
      inside(block.replace("{", '{"transformations":{"a":1,"a":2},')),
      refused("messages.0.content.0.transformations", "a"),
    ],
  ] as const;
  for (const [body, expected] of twice) {
    assert.equal(refusal(body), expected);
    if (body.startsWith('{"messages":[{"role":"user","content":[{'))
      assert.equal(refusal(body.replace(/\]\}\]\}$/, `,${JSON.stringify(image())}]}]}`)), expected);
  }
  const free = inside(`${block},{"type":"tool_use","input":{"a":1,"a":2}}`);
  assert.equal(refusal(free), "read");
  assert.equal(refusal('{"metadata":{"a":1,"a":2},"tools":[{"b":1,"b":2}]}'), "read");
});

test("two texts under one key are refused, both longer than a cut", () => {
  const body = user(image()).replace('"data":', `"data":"${"A".repeat(MIN_SPAN_BYTES)}","data":`);
  assert.match(refusal(body), /^input\.body-duplicate-key messages\.0\.content\.0\.source/);
});

test("a view into a larger buffer is read where it is, at odd places too", () => {
  const body = Buffer.from(user(image()));
  for (const offset of [0, 1, 2, 3]) {
    const around = new Uint8Array(body.length + offset + 5).fill(0x22);
    around.set(body, offset);
    const scanned = scan(around.subarray(offset, offset + body.length));
    assert.equal(scanned.spans.size, 1);
    assert.deepEqual(blocksOfScan(scanned), readBlocks(JSON.parse(body.toString())));
  }
});
