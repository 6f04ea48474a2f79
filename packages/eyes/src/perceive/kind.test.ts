import assert from "node:assert/strict";
import { test } from "node:test";
import { changed, drawn, drawSvg, photo, throughJpeg, truthOf } from "../../test/pictures.ts";
import type { Box, Kind, TextLine } from "../perception.ts";
import { kindOf } from "./kind.ts";
import type { Pixels } from "./pixels.ts";
import { measureTexture } from "./texture.ts";

interface Told {
  readonly kind: Kind;
  readonly texts: readonly { readonly text: string; readonly box: Box }[];
}
const TRUTH = truthOf<Readonly<Record<string, Told>>>();
const PHOTOS = ["astronaut.png", "cat.png", "coffee.png", "photographer.png", "rocket.jpg"];

function kind(pixels: Pixels, text: readonly TextLine[] = []): Kind {
  return kindOf(measureTexture(pixels), text, pixels.width, pixels.height);
}

function linesOf({ texts }: Told): TextLine[] {
  return texts.map(({ text, box }) => ({ text, box, confidence: 1, angle: 0 }));
}

for (const name of PHOTOS)
  test(`${name} is a photograph: as it is, as a poor JPEG, enlarged, reduced, blurred and dark`, async () => {
    const pixels = await photo(name);
    assert.equal(kind(pixels), "photograph");
    assert.equal(kind(await throughJpeg(pixels, 40)), "photograph");
    for (const width of [1500, 250])
      assert.equal(kind(await changed(pixels, (image) => image.resize(width))), "photograph", `${width} px`);
    assert.equal(kind(await changed(pixels, (image) => image.blur(3))), "photograph");
    assert.equal(kind(await changed(pixels, (image) => image.linear(0.3, 0))), "photograph");
  });

for (const [name, told] of Object.entries(TRUTH))
  test(`${name} is a ${told.kind}: as it is, as a poor JPEG, and blurred`, async () => {
    const pixels = await drawn(name);
    const text = linesOf(told);
    assert.equal(kind(pixels, text), told.kind);
    assert.equal(kind(await throughJpeg(pixels, 40), text), told.kind);
    assert.equal(kind(await changed(pixels, (image) => image.blur(3)), text), told.kind);
  });

test("a gradient with shapes on it is a graphic, though few neighbours are equal", async () => {
  const pixels = await drawSvg(
    640,
    480,
    '<defs><radialGradient id="g"><stop offset="0" stop-color="#fff"/><stop offset="1" stop-color="#024"/></radialGradient></defs><rect width="640" height="480" fill="url(#g)"/><circle cx="200" cy="200" r="60" fill="#e02020"/>',
  );
  assert.ok(measureTexture(pixels).exact < 0.5);
  assert.equal(kind(pixels), "graphic");
});

test("a photograph of a page is a document, one with a few signs is not", async () => {
  const pixels = await photo("coffee.png");
  const line = (row: number): TextLine => ({
    text: "as many words as a line of print has",
    box: [100, row * 20, 500, row * 20 + 14],
    confidence: 1,
    angle: 0,
  });
  const page = Array.from({ length: 18 }, (_, row) => line(row));
  assert.equal(kind(pixels, page), "document");
  assert.equal(kind(pixels, page.slice(0, 5)), "photograph");
});

test("a picture of one pixel, and one thinner than a block, has a kind", async () => {
  for (const [width, height] of [
    [1, 1],
    [1, 3000],
    [3000, 2],
  ] as const)
    assert.equal(kind(await drawSvg(width, height, "")), "graphic");
});
