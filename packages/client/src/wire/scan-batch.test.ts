import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { FoveaError } from "../errors/errors.ts";
import { type ByteTools, PORTABLE } from "./byte-tools.ts";
import { NODE } from "./fixtures/node-tools.ts";
import { request } from "./fixtures/requests.ts";
import { spell } from "./fixtures/spell.ts";
import { scan } from "./scan.ts";
import { scanBatch, scanParams } from "./scan-batch.ts";

const numRuns = process.env.FOVEA_SOAK === undefined ? 100 : 5_000;
const bytesOf = (text: string) => new TextEncoder().encode(text);

/** What the reading of all of a batch throws; null when it throws nothing. */
function thrown(bytes: Uint8Array, tools: ByteTools = NODE): FoveaError | null {
  try {
    const batch = scanBatch(bytes, tools);
    for (const place of batch.params) scanParams(batch, place);
    return null;
  } catch (error) {
    assert.ok(FoveaError.isInstance(error), `${error}`);
    return error;
  }
}

test("every params is a body of its own; what is around them is read without them", () => {
  const params = ['{"model":"a","messages":[{"role":"user","content":"[\\"{"}]}', "[ ]", '"{"', "1e5", "null"];
  const text = `{ "x":[{"params":0}], "r\\u0065quests" :[${params
    .map((one, index) => `{"custom_id":"${index}", "params" : ${one} }`)
    .join(" , ")},7,{"params_":1}],"y":{}}`;
  const bytes = bytesOf(text);
  const batch = scanBatch(bytes);
  assert.deepEqual(
    batch.params.map(({ index, start, end }) => [index, text.slice(start, end)]),
    params.map((one, index) => [index, one]),
  );
  const requests = [...params.map((_, index) => ({ custom_id: `${index}`, params: [] })), 7, { params_: 1 }];
  assert.deepEqual(batch.body, { x: [{ params: 0 }], requests, y: {} });
  assert.deepEqual(
    batch.params.map((place) => scanParams(batch, place).body),
    params.map((one) => JSON.parse(one)),
  );
});

test("what is no batch has no params, and is left to who answers", () => {
  for (const text of ["[]", "1", '{"requests":{}}', '{"requests":[]}', '{"requests":[[{"params":{}}]]}', "{}"])
    assert.deepEqual(scanBatch(bytesOf(text)).params, [], text);
});

test("a key that stands twice is told with its path: at the top, in a request, in its params and below", () => {
  for (const [text, at] of [
    ['{"requests":[],"requests":[]}', null],
    ['{"requests":[],"r\\u0065quests":[]}', null],
    ['{"requests":[{"params":{}},{"params":{},"p\\u0061rams":{}}]}', "requests.1"],
    ['{"requests":[{"custom_id":"a","custom_id":"b","params":{}}]}', "requests.0"],
    ['{"requests":[{"params":{}},{"params":{"model":"a","model":"b"}}]}', "requests.1.params"],
    [
      '{"requests":[{"params":{"messages":[{"role":"user","content":[{"type":"text","type":"image"}]}]}}]}',
      "requests.0.params.messages.0.content.0",
    ],
  ] as const) {
    const error = thrown(bytesOf(text));
    assert.deepEqual([error?.code, error?.at], ["input.body-duplicate-key", at], text);
  }
});

test("what is no JSON is told by its byte in the whole body", () => {
  for (const text of [
    '{"requests":[{"params":{"a":}}]}',
    '{"requests":[{"params":}]}',
    '{"requests":[{"params":{}x}]}',
    '{"requests":[{"params":{]}]}',
    '{"requests":[{"params":{}}',
    '{"requests":[{"params":"\\x"}]}',
    '{"requ\\ests":[]}',
    '{"requests":[{"params":{}},]}',
    '{"requests":[{"params":1{}}]}',
    '{"requests":[{"params":0[]}]}',
    "",
  ]) {
    const error = thrown(bytesOf(text));
    assert.ok(error?.code === "input.body-not-json", text);
    assert.equal(typeof (error.facts as { offset: unknown }).offset, "number", text);
    assert.throws(() => JSON.parse(text), SyntaxError);
  }
  const bytes = bytesOf('{"requests":[{"params":{"a":"b"}}]}');
  bytes[29] = 0xff;
  assert.deepEqual([thrown(bytes)?.code, thrown(bytes)?.facts], ["input.body-not-utf8", { offset: 29 }]);
  const deep = `{"requests":[{"params":${"[".repeat(600)}${"]".repeat(600)}}]}`;
  assert.equal(thrown(bytesOf(deep))?.code, "input.body-too-deep");
});

test("whoever reads is told of every request before any is read, and may end it", () => {
  const text = `{"requests":[${'{"params":{}},'.repeat(5)}{]`;
  const stop = (index: number) => {
    if (index === 3) throw new RangeError("enough");
  };
  assert.throws(() => scanBatch(bytesOf(text), PORTABLE, stop), RangeError);
});

test("property: a batch reads as JSON.parse reads it, and every params as a body by itself", () => {
  const batches = fc.array(fc.record({ custom_id: fc.string(), params: request }), { maxLength: 4 });
  fc.assert(
    fc.property(batches, fc.nat(), fc.constantFrom<ByteTools>(NODE, PORTABLE), (requests, seed, tools) => {
      const { bytes } = spell({ requests }, seed);
      const batch = scanBatch(bytes, tools);
      const body = JSON.parse(new TextDecoder().decode(bytes));
      assert.equal(batch.params.length, requests.length);
      for (const place of batch.params) {
        const { start, end, index } = place;
        const alone = scan(bytes.slice(start, end), tools);
        const { body: value, spans, blocks } = scanParams(batch, place);
        assert.deepEqual([value, spans, blocks()], [alone.body, alone.spans, alone.blocks()]);
        assert.deepEqual(JSON.parse(new TextDecoder().decode(bytes.subarray(start, end))), body.requests[index].params);
        body.requests[index].params = [];
      }
      assert.deepEqual(batch.body, body);
    }),
    { seed: 5, numRuns },
  );
});

test("property: of broken batches none is read that JSON.parse refuses, and none refused as JSON that it reads", () => {
  const batch = '{"requests":[{"custom_id":"a","params":{"model":"m","messages":[]}},{"params":[1,"\\"]",{}]}]}';
  const broken = fc.array(fc.tuple(fc.nat(batch.length - 1), fc.constantFrom(...'{}[]",:\\0 a')), {
    minLength: 1,
    maxLength: 4,
  });
  fc.assert(
    fc.property(broken, (changes) => {
      const letters = [...batch];
      for (const [at, letter] of changes) letters[at] = letter;
      const text = letters.join("");
      let parses = true;
      try {
        JSON.parse(text);
      } catch {
        parses = false;
      }
      const error = thrown(bytesOf(text));
      if (!parses) assert.ok(error?.code === "input.body-not-json" || error?.code === "input.body-duplicate-key", text);
      else assert.notEqual(error?.code, "input.body-not-json", text);
    }),
    { seed: 6, numRuns: numRuns * 20 },
  );
});
