import assert from "node:assert/strict";
import { test } from "node:test";
import sharp from "sharp";
import { decode, lockCodecs } from "./decode.ts";

test("locked, the codec library opens the four types and nothing else", async () => {
  const image = sharp({ create: { width: 8, height: 8, channels: 3, background: "#345" } });
  const encoded = await Promise.all(
    (["jpeg", "png", "gif", "webp", "tiff", "avif"] as const).map((type) => image.toFormat(type).toBuffer()),
  );
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"/>');
  await sharp(svg).metadata();
  lockCodecs();
  for (const bytes of encoded.slice(0, 4)) assert.equal((await decode(bytes)).pixels.width, 8);
  for (const bytes of [...encoded.slice(4), svg])
    await assert.rejects(sharp(bytes).raw().toBuffer(), /unsupported|format/);
});
