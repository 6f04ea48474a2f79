import assert from "node:assert/strict";
import { test } from "node:test";
import { changed, drawn, drawSvg, photo, throughJpeg } from "../../test/pictures.ts";
import { measureQuality } from "./quality.ts";

const PHOTOS = ["astronaut.png", "cat.png", "coffee.png", "photographer.png", "rocket.jpg"];
const BY_DAY = PHOTOS.slice(0, 4);

for (const name of PHOTOS) {
  test(`${name} is sharp, as a JPEG too, and blurred once blurred by 2 px`, async () => {
    const pixels = await photo(name);
    assert.equal((await measureQuality(pixels)).blurred, false);
    assert.equal((await measureQuality(await throughJpeg(pixels, 60))).blurred, false);
    assert.equal((await measureQuality(await changed(pixels, (image) => image.blur(1)))).blurred, false);
    for (const sigma of [2, 3, 5])
      assert.equal(
        (await measureQuality(await changed(pixels, (image) => image.blur(sigma)))).blurred,
        true,
        `${sigma} px`,
      );
  });

  test(`${name} loses sharpness with every px of blur`, async () => {
    const pixels = await photo(name);
    let last = (await measureQuality(pixels)).sharpness;
    for (const sigma of [1, 2, 3]) {
      const { sharpness } = await measureQuality(await changed(pixels, (image) => image.blur(sigma)));
      assert.ok(sharpness < last / 1.5, `${sharpness} after ${last}`);
      last = sharpness;
    }
  });

  test(`${name} is dark at 40 % of its light and no blurrier for it`, async () => {
    const dark = await measureQuality(await changed(await photo(name), (image) => image.linear(0.4, 0)));
    assert.equal(dark.dark, true);
    assert.equal(dark.blurred, false);
  });
}

for (const name of BY_DAY)
  test(`${name} is neither dark nor bright, and bright when washed out`, async () => {
    const pixels = await photo(name);
    const { dark, bright } = await measureQuality(pixels);
    assert.deepEqual({ dark, bright }, { dark: false, bright: false });
    assert.equal((await measureQuality(await changed(pixels, (image) => image.linear(0.4, 160)))).bright, true);
  });

test("the rocket at dusk is dark", async () => {
  assert.equal((await measureQuality(await photo("rocket.jpg"))).dark, true);
});

test("only the grey photograph and a black drawing are grey", async () => {
  for (const name of PHOTOS)
    assert.equal((await measureQuality(await photo(name))).grey, name === "photographer.png", name);
  assert.equal((await measureQuality(await drawn("shapes.png"))).grey, false);
  assert.equal((await measureQuality(await drawSvg(80, 60, '<circle cx="40" cy="30" r="20"/>'))).grey, true);
});

test("brightness and contrast of half black, half white are one half", async () => {
  const { brightness, contrast } = await measureQuality(await drawSvg(100, 60, '<rect width="50" height="60"/>'));
  assert.ok(Math.abs(brightness - 0.5) < 0.01 && Math.abs(contrast - 0.5) < 0.01, `${brightness} ${contrast}`);
});

test("a flat picture, and one too small to judge, is never called blurred", async () => {
  for (const [width, height] of [
    [200, 100],
    [1, 1],
    [1, 3000],
    [7, 7],
  ] as const) {
    const quality = await measureQuality(
      await drawSvg(width, height, '<rect width="9999" height="9999" fill="#888"/>'),
    );
    assert.equal(quality.blurred, false);
    assert.equal(quality.sharpness, 0);
  }
});

test("drawings with soft edges are sharp, the same ones out of focus are blurred", async () => {
  for (const name of ["shapes.png", "poster.png", "chart.png"]) {
    const pixels = await drawn(name);
    assert.equal((await measureQuality(pixels)).blurred, false, name);
    assert.equal((await measureQuality(await changed(pixels, (image) => image.blur(4)))).blurred, true, name);
  }
});
