// What every applier of edits keeps: the one on objects (content/apply.ts) and the one on bytes give deep-equal JSON, and refuse the same.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Base64Value, Edit, Json } from "../../packages/client/src/content/edit.ts";
import { InputError } from "../../packages/client/src/errors/errors.ts";
import { BODY, CASES, insert, REFUSED, replace, source } from "./applier-cases.ts";
import { base64, bytesOf } from "./bytes.ts";
import { type Candidate, naive, pickEdits, respelled } from "./naive-applier.ts";

export interface Applier {
  readonly name: string;
  /** Applies `edits` to the request whose JSON text is `bodyJson`, and gives the result as a parsed value. */
  run(bodyJson: string, edits: readonly Edit[]): Promise<unknown>;
}

/** Declares the contract's tests for one applier. */
export function applierContract({ name, run }: Applier): void {
  const numRuns = process.env.FOVEA_SOAK ? 20_000 : 200;

  for (const { title, body, edits, expected } of CASES)
    test(`${name}: ${title}`, async () => {
      assert.deepEqual(await run(body, edits), JSON.parse(expected));
      assert.deepEqual(await run(body, [...edits].reverse()), JSON.parse(expected), "in reverse order");
      assert.equal(Object.hasOwn(Object.prototype, "polluted"), false);
    });

  for (const [title, edits] of REFUSED)
    test(`${name}: refuses ${title} before any bytes are read`, async () => {
      const bytes = base64(bytesOf(1, 2, 3));
      const more: Edit[] = edits.some(({ at }) => at.length === 0) ? [] : [insert(["bytes"], bytes)];
      await assert.rejects(run(BODY, [...more, ...edits]), TypeError);
      assert.equal(bytes.opened, 0);
    });

  test(`${name}: bytes in pieces of any size give the base64 of the whole`, async () => {
    const bytes = Uint8Array.from({ length: 50_001 }, (_, index) => (index * 7919) >> 3);
    for (const step of [1, 2, 3, 1000, 24_575, 24_576, 24_577, 50_001]) {
      const result = await run('{"a":0}', [replace(["a"], base64(bytes, step))]);
      assert.deepEqual(result, { a: source(Buffer.from(bytes).toString("base64")) }, `pieces of ${step}`);
    }
  });

  for (const [title, announced, given] of [
    ["fewer", 4, 3],
    ["no", 1, 0],
    ["more", 2, 3],
    ["any instead of no", 0, 1],
  ] as const)
    test(`${name}: ${title} bytes than announced are an error that says where`, async () => {
      await assert.rejects(
        run('{"a":{"b":0}}', [replace(["a", "b"], base64(new Uint8Array(given), 1, announced))]),
        (error) => error instanceof InputError && error.code === "input.length-changed" && error.at === "a.b",
      );
    });

  test(`${name}: an error while bytes are read comes through as it is`, async () => {
    const broken = new Error("disk");
    const value: Base64Value = {
      type: "base64",
      mediaType: "image/png",
      bytes: {
        length: 1,
        // biome-ignore lint/correctness/useYield: the reading ends before its first byte.
        async *open() {
          throw broken;
        },
      },
    };
    await assert.rejects(run('{"a":0}', [replace(["a"], value)]), (error) => error === broken);
  });

  test(`${name}: property: gives what applying the edits one by one gives`, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.jsonValue({ maxDepth: 4 }).map(asWritten),
        fc.array(fc.tuple(fc.nat(), fc.nat(2), candidate), { maxLength: 8 }),
        fc.constantFrom(undefined, 1, "\t"),
        fc.boolean(),
        async (value, picks, indent, escaped) => {
          const plain = JSON.stringify(value, null, indent);
          const body = escaped ? respelled(plain) : plain;
          const edits = pickEdits(JSON.parse(body) as Json, picks);
          assert.deepEqual(await run(body, edits), naive(JSON.parse(body) as Json, edits));
        },
      ),
      { seed: 11, numRuns },
    );
  });
}

const candidate: fc.Arbitrary<Candidate> = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }).map((value) => ({ value: asWritten(value), written: asWritten(value) })),
  fc.tuple(fc.uint8Array({ maxLength: 20 }), fc.integer({ min: 1, max: 7 })).map(([bytes, step]) => ({
    value: base64(bytes, step),
    written: source(Buffer.from(bytes).toString("base64")),
  })),
);

/** A value as JSON can hold it: minus zero is written as zero. */
export function asWritten(value: unknown): Json {
  return JSON.parse(JSON.stringify(value)) as Json;
}
