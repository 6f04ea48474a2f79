import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import sharp from "sharp";
import { checkEnding } from "./ending.ts";
import { ask } from "./fixtures/ask.ts";
import { bytesOf, fixtures } from "./fixtures/manifest.ts";
import { inspect } from "./inspect.ts";

const soak = process.env.FOVEA_SOAK !== undefined;
const images = fixtures.flatMap(({ file, facts }) =>
  facts.kind === "image" ? [{ file, facts, bytes: bytesOf(file) }] : [],
);

test("every fixture is in the manifest with its origin, and is the file that was made", () => {
  const folder = join(import.meta.dirname, "fixtures");
  const files = readdirSync(folder).filter((name) => !/\.ts$|^manifest\.json$/.test(name));
  assert.deepEqual(files.sort(), fixtures.map(({ file }) => file).sort());
  for (const { file, encoder, command, rights, byteLength, sha256 } of fixtures) {
    const bytes = bytesOf(file);
    assert.ok(encoder && command && rights, file);
    assert.equal(bytes.length, byteLength, file);
    assert.equal(createHash("sha256").update(bytes).digest("hex"), sha256, file);
  }
  const total = fixtures.reduce((sum, { byteLength }) => sum + byteLength, 0);
  assert.ok(total < 400_000, `${total} bytes of fixtures`);
});

for (const { file, facts } of fixtures)
  test(`${file} proves what was drawn, whole and read piece by piece`, () => {
    const bytes = bytesOf(file);
    const whole = { ...facts, byteLength: bytes.length, sha256: "abc" };
    assert.deepEqual(inspect(bytes, { complete: true, sha256: "abc" }), { status: "facts", facts: whole });
    assert.deepEqual(inspect(bytes, { byteLength: bytes.length, sha256: "abc" }), { status: "facts", facts: whole });
    for (const known of [true, false])
      for (const first of [0, 1, 12, 40]) {
        const said = ask(bytes, { known, first });
        assert.equal(said.status, "facts");
        if (said.status === "facts") assert.deepEqual(fixed(said.facts), fixed({ ...facts, sha256: null }));
      }
  });

test("sizes, orientation and transparency are those that sharp reports", async () => {
  for (const { file, facts, bytes } of images) {
    const seen = await sharp(bytes).metadata();
    assert.deepEqual(seen.autoOrient, { width: facts.width, height: facts.height }, file);
    assert.equal(seen.orientation ?? 1, facts.orientation, file);
    // libvips looks for transparency in all frames of a GIF, the model sees the first.
    if (seen.format !== "gif" || facts.frames === 1) assert.equal(seen.hasAlpha, facts.alpha, file);
    assert.equal(seen.channels, facts.jpeg?.components ?? seen.channels, file);
    // libvips reads no frames of an animated PNG.
    if (facts.mediaType !== "image/png") assert.equal(seen.pages ?? 1, facts.frames, file);
  }
});

test("a prefix of a good file gives the file's own facts or asks for more, and a cut file never gives wrong ones", () => {
  for (const { file, facts, bytes } of images) {
    const step = soak || bytes.length < 800 ? 1 : Math.ceil(bytes.length / 400);
    for (let cut = 0; cut < bytes.length; cut += cut < 64 ? 1 : step) {
      const prefix = bytes.subarray(0, cut);
      for (const options of [{}, { byteLength: bytes.length }]) {
        const said = inspect(prefix, options);
        assert.notEqual(said.status, "defect", `${file} cut at ${cut}`);
        if (said.status === "need") assert.ok(said.bytes > cut);
        if (said.status === "facts") sameSize(said.facts, facts, `${file} cut at ${cut}`);
      }
      const complete = inspect(prefix, { complete: true });
      assert.notEqual(complete.status, "need", `${file} cut at ${cut}`);
      if (complete.status !== "facts") continue;
      sameSize(complete.facts, facts, `${file} cut at ${cut}`);
      assert.equal(complete.facts.kind, "image");
      if (complete.facts.kind === "image")
        assert.equal(checkEnding(prefix, complete.facts)?.code, "input.truncated", `${file} cut at ${cut}`);
    }
  }
});

function sameSize(
  actual: object,
  expected: { width: number; height: number; orientation: number },
  where: string,
): void {
  const { width, height, orientation } = actual as typeof expected;
  assert.deepEqual(
    { width, height, orientation },
    { width: expected.width, height: expected.height, orientation: expected.orientation },
    where,
  );
}

/** One small wrong done to a file, mostly to its header. */
const wrong = fc.record({
  kind: fc.constantFrom("flip", "insert", "drop", "cut"),
  at: fc.oneof(fc.nat(64), fc.nat(1200)),
  bytes: fc.uint8Array({ minLength: 1, maxLength: 6 }),
});

function doWrong(file: Uint8Array, { kind, at, bytes }: { kind: string; at: number; bytes: Uint8Array }): Uint8Array {
  const place = file.length === 0 ? 0 : at % file.length;
  const [head, tail] = [file.slice(0, place), file.slice(place)];
  if (kind === "cut") return head;
  if (kind === "flip") tail.set(bytes.subarray(0, tail.length));
  if (kind === "drop") return Uint8Array.from([...head, ...tail.subarray(bytes.length)]);
  return Uint8Array.from(kind === "insert" ? [...head, ...bytes, ...tail] : [...head, ...tail]);
}

test("no damage to a file makes inspect throw, ask without end, or disagree with itself", () => {
  const mutated = fc
    .tuple(fc.constantFrom(...fixtures.map(({ file }) => file)), fc.array(wrong, { minLength: 1, maxLength: 4 }))
    .map(([file, wrongs]) => wrongs.reduce(doWrong, bytesOf(file)));
  fc.assert(
    fc.property(mutated, fc.nat(200), (file, first) => {
      const [known, unknown] = [ask(file, { known: true, first }), ask(file, { first })];
      const whole = inspect(file, { complete: true });
      // A length known beforehand shows the defect earlier, and a prefix counts fewer frames: nothing else may differ.
      if (whole.status === "facts" && unknown.status === "facts") {
        assert.equal(known.status, "facts");
        assert.deepEqual(fixed(unknown.facts), fixed(whole.facts));
        if (whole.facts.kind === "image") checkEnding(file, whole.facts);
      }
    }),
    { numRuns: soak ? 50_000 : 300, seed: 20261101 },
  );
});

/** The facts that a prefix must give as the whole file does: all but the count of frames. */
const fixed = (facts: object): object => ({ ...facts, byteLength: null, frames: 0, framesExact: true });

test("a length that cannot be that of the file is a mistake of the caller", () => {
  const bytes = bytesOf("png-rgb.png");
  for (const options of [
    { byteLength: 5 },
    { byteLength: -1 },
    { byteLength: Number.NaN },
    { complete: true, byteLength: 9999 },
  ])
    assert.throws(() => inspect(bytes, options), TypeError);
});
