import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { DrawnPicture, Truth } from "../../../../examples/drawn/truth.ts";
import { iou } from "./boxes.ts";
import { readCodes } from "./codes.ts";
import { decode } from "./decode.ts";
import { type Pixels, pipeline } from "./pixels.ts";

const DRAWN = new URL("../../../../examples/drawn/", import.meta.url);
const truth: Truth = JSON.parse(readFileSync(new URL("truth.json", DRAWN), "utf8"));

async function open(name: string, folder = DRAWN): Promise<Pixels> {
  return (await decode(readFileSync(new URL(name, folder)))).pixels;
}

test("codes of the drawn pictures are read exactly and boxed, without the network", async (t) => {
  t.mock.method(globalThis, "fetch", () => assert.fail("the wasm must come from the package"));
  for (const name of ["code.png", "receipt.png"]) {
    const { codes } = truth[name] as DrawnPicture;
    const seen = await readCodes(await open(name));
    assert.equal(seen.length, codes.length, name);
    for (const code of codes) {
      const match = seen.find(({ text }) => text === code.text);
      assert.equal(match?.format, code.format);
      assert.ok(match && iou(match.box, code.box) >= 0.9, `${code.text} at ${match?.box}, drawn at ${code.box}`);
    }
  }
});

test("a turned or much larger picture gives the same texts", async () => {
  const upright = await open("code.png");
  const texts = (await readCodes(upright)).map(({ text }) => text).sort();
  const changed = {
    turned: pipeline(upright).rotate(90),
    large: pipeline(upright).resize(2520, 1380),
  };
  for (const [how, image] of Object.entries(changed)) {
    const { data, info } = await image.raw().toBuffer({ resolveWithObject: true });
    const seen = await readCodes({ data, width: info.width, height: info.height });
    assert.deepEqual(seen.map(({ text }) => text).sort(), texts, how);
    for (const { box } of seen) assert.ok(box[2] <= info.width && box[3] <= info.height, how);
  }
});

test("a light QR code on dark ground is read", async () => {
  const picture = await open("code.png");
  const seen = await readCodes({ ...picture, data: picture.data.map((value) => 255 - value) });
  assert.ok(seen.some(({ text }) => text === truth["code.png"]?.codes[0]?.text));
});

test("boxes of a picture that is larger than what is searched are in its own px", async () => {
  const { data, info } = await pipeline(await open("code.png"))
    .resize(2520, 1380)
    .raw()
    .toBuffer({ resolveWithObject: true });
  const [qr] = (await readCodes({ data, width: info.width, height: info.height })).filter((c) => c.format === "QRCode");
  assert.ok(qr && iou(qr.box, [210, 420, 903, 1113]) >= 0.9, `${qr?.box}`);
});

test("pictures without codes have none, down to a single px", async () => {
  const photos = new URL("../photos/", DRAWN);
  const pictures = [open("poster.png"), open("chart.png"), open("photographer.png", photos), open("cat.png", photos)];
  for (const picture of pictures) assert.deepEqual(await readCodes(await picture), []);
  assert.deepEqual(await readCodes({ data: new Uint8Array(3), width: 1, height: 1 }), []);
});
