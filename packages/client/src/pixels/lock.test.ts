// In a file of its own: what is locked stays locked for the whole process.
import assert from "node:assert/strict";
import { test } from "node:test";
import sharp from "sharp";
import { bytesOf } from "../media/fixtures/manifest.ts";
import { createPixels } from "./create-pixels.ts";
import { workOf } from "./fixtures/pictures.ts";
import { lockCodecs } from "./sharp.ts";

test("a process that is locked reads what pictures are made of, and no drawing", async () => {
  assert.ok((await sharp(bytesOf("other.svg")).png().toBuffer()).length > 0);
  await lockCodecs();
  await assert.rejects(sharp(bytesOf("other.svg")).png().toBuffer(), /unsupported/);
  const { pixels } = createPixels();
  const files = [
    "jpeg-cmyk.jpg",
    "png-palette.png",
    "gif-still.gif",
    "webp-alpha.webp",
    "other-sharp.avif",
    "other.tiff",
  ];
  for (const file of [...files, "other-5.bmp", "other.ico"])
    assert.equal((await pixels(workOf(bytesOf(file), { transcode: "image/png" }))).mediaType, "image/png", file);
});
