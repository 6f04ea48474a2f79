// Files that were cut and changed at random, through every codec: a picture inside its bounds, or an error of ours; never a crash, never another error.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import sharp from "sharp";
import { FoveaError } from "../errors/errors.ts";
import { checkEnding } from "../media/ending.ts";
import { bytesOf, fixtures } from "../media/fixtures/manifest.ts";
import { inspect } from "../media/inspect.ts";
import { createPixels } from "./create-pixels.ts";
import { boundsOf, bytesOfRef, workOf } from "./fixtures/pictures.ts";
import { mendTruncated } from "./mend.ts";

const MAX_PIXELS = 2 ** 20;
const SOAK = process.env.FOVEA_SOAK !== undefined;

test("cut and mutated files of every format", { timeout: SOAK ? 3_600_000 : 120_000 }, async () => {
  const files = fixtures.filter(({ facts }) => facts.mediaType.startsWith("image/")).map(({ file }) => bytesOf(file));
  const { pixels } = createPixels();
  let written = 0;
  let refused = 0;
  const changes = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(fc.nat(files.length - 1), changes, fc.nat(), fc.boolean(), async (which, list, cut, small) => {
      const bytes = new Uint8Array(files[which] as Uint8Array);
      for (const [at, value] of list) bytes[at % bytes.length] = value;
      const some = cut % 3 === 0 ? bytes.subarray(0, 16 + (cut % bytes.length)) : bytes;
      if (inspect(some, { complete: true }).status !== "facts") return;
      const work = workOf(some, {
        transcode: "image/png",
        bounds: boundsOf({ maxPixels: MAX_PIXELS, maxEdgePx: 1000 }),
      });
      const given = small ? { ...work, resize: { width: 7, height: 5 } } : work;
      try {
        const picture = await pixels(given);
        const { width, height, format } = await sharp(await bytesOfRef(picture.bytes)).metadata();
        assert.deepEqual([width, height, format], [picture.width, picture.height, "png"]);
        if (small) assert.deepEqual([width, height], [7, 5]);
        assert.ok(width * height <= MAX_PIXELS);
        written++;
      } catch (error) {
        if (!FoveaError.isInstance(error)) throw error;
        refused++;
      }
    }),
    { numRuns: SOAK ? 50_000 : 400, seed: 20261123 },
  );
  assert.ok(written > 50 && refused > 20, `${written} written, ${refused} refused`);
});

test("cut files of every format, changed at random, are mended within their bounds or refused", {
  timeout: 3_600_000,
}, async () => {
  const files = fixtures.filter(({ facts }) => facts.mediaType.startsWith("image/")).map(({ file }) => bytesOf(file));
  let mended = 0;
  let refused = 0;
  const changes = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 2 });
  await fc.assert(
    fc.asyncProperty(
      fc.nat(files.length - 1),
      changes,
      fc.double({ min: 0.2, max: 1, noNaN: true }),
      async (which, list, share) => {
        const whole = files[which] as Uint8Array;
        const bytes = whole.slice(0, Math.ceil(whole.length * share));
        for (const [at, value] of list) bytes[at % bytes.length] = value;
        // As the beginning of a longer file: a WebP says up front that it is cut.
        const found = inspect(bytes);
        if (found.status !== "facts") return;
        const problem = checkEnding(bytes, { ...found.facts, byteLength: bytes.length });
        if (problem?.code !== "input.truncated") return;
        const { missing } = problem.facts as { missing: number | null };
        try {
          const limits = { at: "x", maxPixels: MAX_PIXELS, missing };
          const png = await mendTruncated(bytes, found.facts.mediaType, limits);
          const { width, height } = await sharp(png, { failOn: "error" }).metadata();
          assert.ok(width * height <= MAX_PIXELS);
          mended++;
        } catch (error) {
          if (!FoveaError.isInstance(error)) throw error;
          refused++;
        }
      },
    ),
    { numRuns: SOAK ? 20_000 : 300, seed: 20261123 },
  );
  assert.ok(mended > 30 && refused > 10, `${mended} mended, ${refused} refused`);
});
