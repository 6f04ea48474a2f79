import assert from "node:assert/strict";
import { test } from "node:test";
import { checkEnding } from "./ending.ts";
import type { ImageFacts } from "./facts.ts";
import * as make from "./fixtures/hostile.ts";
import { bytesOf, fixtures } from "./fixtures/manifest.ts";
import { inspect } from "./inspect.ts";

const { chunk, GIF_TRAILER, gif, gifPicture, ihdr, join, png, segment, text, zeros } = make;
const images = fixtures
  .filter(({ facts }) => facts.kind === "image")
  .map(({ file }) => ({ file, bytes: bytesOf(file) }));

function factsOf(bytes: Uint8Array): ImageFacts {
  const said = inspect(bytes, { complete: true });
  assert.ok(said.status === "facts" && said.facts.kind === "image");
  return said.facts;
}

const check = (bytes: Uint8Array, facts: ImageFacts = factsOf(bytes)) => checkEnding(bytes, facts);

test("every whole file ends where its picture does, also with bytes appended", () => {
  for (const { file, bytes } of images) {
    assert.equal(check(bytes), null, file);
    for (const tail of [
      zeros(1),
      zeros(70_000),
      text("MotionPhoto_Data"),
      bytesOf("png-rgb.png"),
      bytesOf("jpeg-exif-1.jpg"),
    ])
      assert.equal(check(join(bytes, tail), factsOf(bytes)), null, `${file} and ${tail.length} bytes`);
  }
});

test("every cut is reported, from the first byte missing to the last one left", () => {
  for (const { file, bytes } of images) {
    const facts = factsOf(bytes);
    const step = Math.ceil(bytes.length / 300);
    for (let cut = bytes.length - 1; cut > 12; cut -= bytes.length - cut < 40 ? 1 : step) {
      const problem = check(bytes.slice(0, cut), facts);
      assert.equal(problem?.code, "input.truncated", `${file} cut at ${cut}`);
      const { missing } = problem.facts as { missing: number | null };
      if (missing !== null)
        assert.ok(missing > 0 && missing <= bytes.length - cut, `${file} cut at ${cut}: ${missing} missing`);
      if (facts.mediaType === "image/webp") assert.equal(missing, bytes.length - cut);
    }
  }
});

test("an unfinished download of the right length shows in JPEG, PNG and GIF", () => {
  for (const { file, bytes } of images) {
    const facts = factsOf(bytes);
    if (facts.mediaType === "image/webp") continue; // its length is all that RIFF says, and the length is right
    const cut = bytes.length - 30;
    const problem = check(join(bytes.slice(0, cut), zeros(30)), facts);
    assert.ok(problem, `${file} with zeros from ${cut}`);
  }
});

test("the end of a thumbnail or of appended bytes is not the end of the picture", () => {
  const bytes = bytesOf("jpeg-baseline.jpg");
  const thumbnail = segment(0xe1, join(text("Exif\0\0"), make.exif(1), bytes));
  const whole = join(bytes.subarray(0, 2), thumbnail, bytes.subarray(2));
  assert.equal(check(whole), null);
  for (const cut of [1, 20, 400, bytes.length + 100])
    assert.equal(check(whole.slice(0, -cut), factsOf(whole))?.code, "input.truncated", `${cut} bytes missing`);
});

test("PNG and GIF that break off in something else are damaged, with the place", () => {
  const head = png(ihdr(9, 9), chunk("IDAT", zeros(7)));
  const offsetOf = (problem: ReturnType<typeof check>) => problem && "offset" in problem.facts && problem.facts.offset;
  const damaged = check(join(head, text("\0\0\0\x04<b>!"), zeros(40)));
  assert.deepEqual([damaged?.code, offsetOf(damaged)], ["input.damaged", head.length]);
  const film = gif(9, 9, gifPicture(9, 9));
  const noise = check(join(film, text("Zzz")));
  assert.deepEqual([noise?.code, offsetOf(noise)], ["input.damaged", film.length]);
});

test("PNG tells how much of a chunk, and of its end, is missing at least", () => {
  const whole = png(ihdr(9, 9), chunk("IDAT", zeros(5000)), chunk("IEND"));
  const facts = factsOf(whole);
  const missing = (cut: number) => {
    const problem = check(whole.slice(0, -cut), facts);
    return problem?.code === "input.truncated" && "missing" in problem.facts && problem.facts.missing;
  };
  for (const cut of [1, 4, 11, 12, 13, 500, 5000]) assert.equal(missing(cut), cut);
});

test("large files are checked without a hang, whole or cut", { timeout: 20_000 }, () => {
  const scan = new Uint8Array(30_000_000);
  for (let i = 0, seed = 1; i < scan.length; i++) {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
    scan[i] = seed >>> 24 === 0xff ? 0 : seed >>> 24; // every D9 is there, no FF before it
  }
  const cut = join(make.jpeg(make.frame(8000, 8000), make.SCAN), scan);
  assert.equal(check(cut)?.code, "input.truncated");
  assert.equal(check(join(cut, make.EOI)), null);
  const crumbs = make.repeat(chunk("IDAT"), 2_000_000);
  assert.equal(check(join(png(ihdr(9, 9)), crumbs, chunk("IEND"))), null);
  assert.equal(
    check(
      gif(9, 9, text(",\0\0\0\0\x09\0\x09\0\0\x02"), make.repeat(text("\x01a"), 10_000_000), zeros(1), GIF_TRAILER),
    ),
    null,
  );
});
