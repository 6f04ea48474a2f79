import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { applierContract } from "../../../../test/contracts/applier.contract.ts";
import { apply } from "./apply.ts";
import { base64Of } from "./base64-value.ts";
import type { Base64Value } from "./edit.ts";

applierContract({ name: "apply", run: (bodyJson, edits) => apply(JSON.parse(bodyJson), edits) });

const bytesValue = (...bytes: number[]): Base64Value => ({
  type: "base64",
  mediaType: "image/png",
  bytes: {
    length: bytes.length,
    async *open() {
      yield Uint8Array.from(bytes);
    },
  },
});

function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null) for (const inner of Object.values(value)) deepFreeze(inner);
  return Object.freeze(value);
}

test("the body is not changed, and what no edit touches is shared with the result", async () => {
  const body = deepFreeze({
    system: [{ type: "text" }],
    messages: [{ content: [{ type: "image", source: { type: "url" } }, { type: "text" }] }, { content: [] }],
  });
  const result = (await apply(body, [
    { at: ["messages", 0, "content", 0, "source"], op: "replace", value: bytesValue(1) },
  ])) as typeof body;
  assert.notEqual(result, body);
  assert.equal(result.system, body.system);
  assert.equal(result.messages[1], body.messages[1]);
  assert.equal(result.messages[0]?.content[1], body.messages[0]?.content[1]);
  assert.deepEqual(result.messages[0]?.content[0]?.source, { type: "base64", media_type: "image/png", data: "AQ==" });
});

test("without edits the body comes back as it is", async () => {
  const body = { messages: [] };
  assert.equal(await apply(body, []), body);
});

test("a key whose value is undefined is not there, as in JSON", async () => {
  const body = { system: undefined, model: "m" };
  assert.deepEqual(await apply(body, [{ at: ["system"], op: "insert", value: "s" }]), { system: "s", model: "m" });
  await assert.rejects(apply(body, [{ at: ["system"], op: "remove" }]), TypeError);
});

test("the encoder can be handed in", async () => {
  const encode = (bytes: Uint8Array) => `${bytes.length} bytes`;
  const result = await apply({ a: 0 }, [{ at: ["a"], op: "replace", value: bytesValue(1, 2) }], { encode });
  assert.deepEqual(result, { a: { type: "base64", media_type: "image/png", data: "2 bytes" } });
});

test("bytes are read one value after the other, in the order of the edits", async () => {
  const events: string[] = [];
  const slow = (name: string): Base64Value => ({
    type: "base64",
    mediaType: "image/png",
    bytes: {
      length: 1,
      async *open() {
        events.push(`${name} begins`);
        await new Promise((resolve) => setImmediate(resolve));
        yield Uint8Array.of(0);
        events.push(`${name} ends`);
      },
    },
  });
  await apply({ a: 0, b: 0 }, [
    { at: ["b"], op: "replace", value: slow("b") },
    { at: ["a"], op: "replace", value: slow("a") },
  ]);
  assert.deepEqual(events, ["b begins", "b ends", "a begins", "a ends"]);
});

test("reading ends at the first byte too many", async () => {
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
  await assert.rejects(apply({ a: 0 }, [{ at: ["a"], op: "replace", value: endless }]), /at least 12 bytes where 10/);
  assert.ok(closed);
});

test("property: the encoder gives what Buffer gives, with and without the runtime's own", () => {
  const slow = (bytes: Uint8Array) => base64Of(Object.assign(bytes.slice(), { toBase64: undefined }));
  const check = (bytes: Uint8Array) => {
    const expected = Buffer.from(bytes).toString("base64");
    assert.equal(slow(bytes), expected);
    assert.equal(base64Of(bytes), expected);
    const own = Object.assign(bytes.slice(), { toBase64: () => "the runtime's" });
    assert.equal(base64Of(own), "the runtime's");
  };
  fc.assert(fc.property(fc.uint8Array({ maxLength: 100 }), check), { seed: 64, numRuns: 100 });
  for (const length of [24_575, 24_576, 24_577, 100_000]) check(Uint8Array.from({ length }, (_, index) => index * 31));
});
