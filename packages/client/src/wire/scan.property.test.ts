import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readBlocks } from "../content/block-facts.ts";
import type { Json } from "../content/edit.ts";
import { formatPath, type JsonPath } from "../content/path.ts";
import { FoveaError } from "../errors/errors.ts";
import { readBase64 } from "../media/base64.ts";
import { type ByteTools, PORTABLE } from "./byte-tools.ts";
import { NODE } from "./fixtures/node-tools.ts";
import { request } from "./fixtures/requests.ts";
import { generator, spell } from "./fixtures/spell.ts";
import { notJson } from "./not-json.ts";
import { type Scan, scan } from "./scan.ts";
import { blocksOfScan, bytesInScan } from "./scan-blocks.ts";

const soak = process.env.FOVEA_SOAK !== undefined;
const numRuns = soak ? 5_000 : 100;
const tools = fc.constantFrom<ByteTools>(NODE, PORTABLE);
const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The value with the texts of the spans put back. */
function whole({ body, spans, bytes }: Scan): unknown {
  const copy = structuredClone(body);
  for (const [at, { start, end }] of spans) {
    const source = [...at.split("."), "source"].reduce<unknown>(
      (value, key) => (value as Record<string, unknown>)[key],
      copy,
    );
    Object.assign(source as object, { data: JSON.parse(strict.decode(bytes.subarray(start - 1, end + 1))) });
  }
  return copy;
}

test("property: a scan reads what JSON.parse reads, and finds the blocks and facts that are found there", async () => {
  let spans = 0;
  await fc.assert(
    fc.asyncProperty(request, fc.nat(), tools, async (value, seed, tools) => {
      const { bytes } = spell(value, seed);
      const body = JSON.parse(strict.decode(bytes));
      const scanned = scan(bytes, tools);
      spans += scanned.spans.size;
      assert.deepEqual(whole(scanned), body);
      const { blocks, ...rest } = readBlocks(body);
      assert.deepEqual(blocksOfScan(scanned), { blocks, ...rest });
      const surveyed = new Set(scanned.blocks().map(({ at, hasSource }) => `${formatPath(at)} ${hasSource}`));
      for (const { at } of blocks) assert.ok(surveyed.has(`${formatPath(at)} true`), formatPath(at));

      const ref = bytesInScan(scanned, () => assert.fail("no span"));
      for (const at of scanned.spans.keys()) {
        const reading = readBase64(textAt(body, at));
        if (!reading.ok) continue;
        const pieces: Uint8Array[] = [];
        for await (const piece of ref(at).open()) pieces.push(piece);
        const expected = Buffer.from(reading.clean(), "base64");
        assert.ok(Buffer.concat(pieces).equals(expected));
        assert.equal(ref(at).length, expected.length);
      }
    }),
    { seed: 4, numRuns },
  );
  assert.ok(spans > numRuns / 4, `only ${spans} spans`);
});

function textAt(body: unknown, at: string): string {
  const keys = [...at.split("."), "source", "data"];
  return keys.reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], body) as string;
}

test("property: a key that stands twice is an error in a request, a message, a block and a source, and nowhere else", () => {
  let refused = 0;
  fc.assert(
    fc.property(request, fc.nat(), tools, (value, seed, tools) => {
      const { bytes, twice } = spell(value, seed, { twice: 40 });
      const free = (at: JsonPath) => at.some((key) => key === "input" || key === "metadata" || key === "tools");
      const bad = twice.filter((at) => !free(at) && at.at(-1) !== "cache_control").map(formatPath);
      const code = codeOf(
        () => scan(bytes, tools),
        (error) => assert.ok(bad.includes(error.at ?? ""), `${error.at}`),
      );
      assert.equal(code, bad.length > 0 ? "input.body-duplicate-key" : null, String(bad));
      if (code !== null) refused++;
    }),
    { seed: 5, numRuns },
  );
  assert.ok(refused > numRuns / 10, `only ${refused} refused`);
});

/** Code of the error of Fovea that `act` throws; null when it throws none. Any other error is thrown on. */
function codeOf(act: () => unknown, look: (error: FoveaError) => void = () => {}): string | null {
  try {
    act();
    return null;
  } catch (error) {
    if (!FoveaError.isInstance(error)) throw error;
    look(error);
    return error.code;
  }
}

const PIECES = [
  '"',
  "\\",
  "{",
  "}",
  "[",
  "]",
  ",",
  ":",
  " ",
  "\n",
  "0",
  "-",
  "e",
  "\\u00",
  "\0",
  '"data":"',
  '"base64"',
  "\xff",
  "\xed\xa0\x80",
  "\xc3",
  "\xef\xbb\xbf",
  "é",
];

/** The bytes with a few of them changed, left out, doubled, or others put in. */
function mutate(bytes: Uint8Array, seed: number): Uint8Array {
  const random = generator(seed);
  let result = Buffer.from(bytes);
  for (let times = random(3) + 1; times > 0; times--) {
    const at = random(result.length + 1);
    const to = Math.min(result.length, at + random(random(4) === 0 ? 5000 : 4));
    const put = [
      Buffer.from(PIECES[random(PIECES.length)] as string, random(4) === 0 ? "utf8" : "latin1"),
      Buffer.of(random(256)),
      result.subarray(at, to),
      Buffer.alloc(0),
    ][random(4)] as Buffer;
    result = Buffer.concat([result.subarray(0, at), put, result.subarray(random(2) === 0 ? at : to)]);
  }
  return new Uint8Array(result);
}

test("property: damaged bodies are refused by name exactly where JSON.parse refuses them, or for a key that stands twice", () => {
  const codes = new Map<string | null, number>();
  fc.assert(
    fc.property(request, fc.nat(), fc.nat(), tools, (value, spelling, damage, tools) => {
      const bytes = mutate(spell(value, spelling).bytes, damage);
      const expected = parsed(bytes);
      let scanned: Scan | null = null;
      const code = codeOf(() => {
        scanned = scan(bytes, tools);
        blocksOfScan(scanned);
        scanned.blocks();
      });
      codes.set(code, (codes.get(code) ?? 0) + 1);
      if (expected === null) assert.match(code ?? "none", /^input\.body-(byte-order-mark|not-utf8|not-json)$/);
      else if (code === null) assert.deepEqual(whole(scanned as unknown as Scan), expected.value);
      else assert.equal(code, "input.body-duplicate-key");
      if (code === "input.body-not-json" || expected !== null) assert.equal(notJson(bytes) === null, expected !== null);
    }),
    { seed: 6, numRuns: numRuns * 5 },
  );
  for (const code of [null, "input.body-not-utf8", "input.body-not-json"])
    assert.ok((codes.get(code) ?? 0) > numRuns / 10, `${code}: ${codes.get(code)}`);
});

function parsed(bytes: Uint8Array): { value: Json } | null {
  try {
    return { value: JSON.parse(strict.decode(bytes)) };
  } catch {
    return null;
  }
}
