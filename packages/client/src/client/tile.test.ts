import assert from "node:assert/strict";
import { test } from "node:test";
import sharp from "sharp";
import { toOriginal } from "../content/coordinates.ts";
import { psnr, scene, shown } from "../pixels/fixtures/pictures.ts";
import { tile } from "./tile.ts";

test("tiles show every px of the upright picture, and coordinates in them come back", async () => {
  const bytes = await scene(1500, 3100).withMetadata({ orientation: 6 }).png().toBuffer();
  const tiles = await tile(bytes, { model: "claude-haiku-4-5" });
  assert.ok(tiles.length > 1);
  const whole = await sharp(await sharp(bytes).autoOrient().png().toBuffer());
  for (const { bytes: part, box, width, height, frame, label } of tiles) {
    const { x1, y1, x2, y2 } = box;
    const expected = whole.clone().extract({ left: x1, top: y1, width: x2 - x1, height: y2 - y1 });
    assert.equal(psnr(await shown(part), await shown(expected)), Number.POSITIVE_INFINITY);
    assert.deepEqual([width, height], [x2 - x1, y2 - y1]);
    assert.deepEqual(toOriginal(frame, { x: 10, y: 20 }), { x: x1 + 10, y: y1 + 20 });
    assert.deepEqual(frame.original, { width: 3100, height: 1500 });
    assert.match(label, /^Tile \d of \d \(row 1, column \d\): x \d+ to \d+, y 0 to 1500 of 3100x1500 px$/);
  }
});

test("what the model sees whole is one tile", async () => {
  const tiles = await tile(await scene(800, 600).jpeg().toBuffer());
  assert.deepEqual(
    tiles.map(({ width, height }) => [width, height]),
    [[800, 600]],
  );
});
