import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { asWritten } from "../../../../test/contracts/applier.contract.ts";
import { base64 } from "../../../../test/contracts/bytes.ts";
import { type Candidate, pickEdits } from "../../../../test/contracts/naive-applier.ts";
import { apply } from "../content/apply.ts";
import type { Base64Value, Edit, Json } from "../content/edit.ts";
import { formatPath, type JsonPath } from "../content/path.ts";
import { walk } from "../content/walk.ts";
import { type ByteTools, PORTABLE } from "./byte-tools.ts";
import { collect } from "./fixtures/collect.ts";
import { NODE } from "./fixtures/node-tools.ts";
import { request } from "./fixtures/requests.ts";
import { spell } from "./fixtures/spell.ts";
import { scan } from "./scan.ts";
import { splice } from "./splice.ts";

const numRuns = process.env.FOVEA_SOAK === undefined ? 150 : 10_000;
const tools = fc.constantFrom<ByteTools>(NODE, PORTABLE);
const bytesValue = fc
  .tuple(fc.uint8Array({ maxLength: 30 }), fc.integer({ min: 1, max: 7 }))
  .map(([bytes, step]) => base64(bytes, step));
const candidate: fc.Arbitrary<Candidate> = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }).map((value) => ({ value: asWritten(value), written: asWritten(value) })),
  bytesValue.map((value) => ({ value, written: null })),
);
const json = (bytes: Uint8Array): Json => JSON.parse(Buffer.from(bytes).toString());

test("property: a splice gives what apply gives, and what no edit touches goes out as the bytes that came", async () => {
  let edited = 0;
  const picks = fc.array(fc.tuple(fc.nat(), fc.nat(2), candidate), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(request, fc.nat(), picks, tools, async (value, seed, picks, tools) => {
      const { bytes, values, keys } = spell(value, seed);
      const edits = pickEdits(json(bytes), picks);
      edited += edits.length;
      const { pieces, whole } = await collect(splice(scan(bytes, tools), edits));
      assert.deepEqual(JSON.parse(whole.toString()), await apply(json(bytes), edits));

      const views = pieces.filter(({ buffer }) => buffer === bytes.buffer);
      let from = 0;
      for (const { byteOffset, length } of views) {
        assert.ok(byteOffset >= from, "in the order of the body");
        from = byteOffset + length;
      }
      const untouched = [...keys, ...values.filter(({ leaf }) => leaf)].filter(({ at }) => !gone(at, edits));
      for (const { at, start, end } of [...untouched, ...keysAt(keys, edits)])
        assert.ok(
          views.some(({ byteOffset, length }) => byteOffset <= start && end <= byteOffset + length),
          `${formatPath(at)} is not in a view`,
        );
    }),
    { seed: 7, numRuns },
  );
  assert.ok(edited > numRuns, `only ${edited} edits`);
});

/** Whether an edit replaces or removes what stands at `at`, or something around it. */
function gone(at: JsonPath, edits: readonly Edit[]): boolean {
  return edits.some((edit) => edit.op !== "insert" && edit.at.every((step, index) => step === at[index]));
}

/** The keys whose value is replaced and that stand themselves. */
function keysAt<K extends { readonly at: JsonPath }>(keys: readonly K[], edits: readonly Edit[]): K[] {
  const replaced = new Set(edits.filter(({ op }) => op === "replace").map(({ at }) => JSON.stringify(at)));
  return keys.filter(({ at }) => replaced.has(JSON.stringify(at)));
}

const action = fc.oneof(
  fc.constant("keep" as const),
  fc.constant("remove" as const),
  fc.constant("label" as const),
  fc.constant("bring" as const),
  fc.constant("file" as const),
  bytesValue,
);

test("property: as many sources are told as stand in the body that went out, one by one", async () => {
  const told = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(
      request,
      fc.nat(),
      fc.array(action, { minLength: 12, maxLength: 12 }),
      tools,
      async (value, seed, actions, tools) => {
        const { bytes } = spell(value, seed);
        const scanned = scan(bytes, tools);
        const edits: Edit[] = [];
        for (const [index, { at }] of scanned.blocks().entries()) {
          const todo = actions[index % actions.length] as (typeof actions)[number];
          const below = edits.some(
            (edit) => edit.op !== "insert" && edit.at.every((step, place) => step === at[place]),
          );
          if (!below) edits.push(...editsOf(at, todo));
        }
        const { whole, sources } = await collect(splice(scanned, edits));
        const out = scan(new Uint8Array(whole), NODE);
        assert.deepEqual(
          sources.map(({ type }) => type).sort(),
          out
            .blocks()
            .map(({ type }) => type)
            .sort(),
        );
        assert.ok(walk(out.body).blocks.length <= sources.length);
        for (const { how } of sources) told.set(how, (told.get(how) ?? 0) + 1);
      },
    ),
    { seed: 8, numRuns },
  );
  for (const how of ["kept", "edited", "new"]) assert.ok((told.get(how) ?? 0) > 10, `${how}: ${told.get(how)}`);
});

function editsOf(at: JsonPath, todo: string | Base64Value): Edit[] {
  const image = { type: "image", source: { type: "file", file_id: "file_2" } };
  switch (todo) {
    case "keep":
      return [];
    case "remove":
      return [{ at, op: "remove" }];
    case "label":
      return [{ at, op: "insert", value: { type: "text", text: "Image 1:" } }];
    case "bring":
      return [{ at, op: "insert", value: image }];
    case "file":
      return [{ at: [...at, "source"], op: "replace", value: image.source }];
    default:
      return [{ at: [...at, "source"], op: "replace", value: todo }];
  }
}
