import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import sharp from "sharp";
import { createDecoder } from "./create-decoder.ts";
import { file } from "./fixtures/files.ts";

const decoder = createDecoder({ timeoutMs: 120_000 });
after(() => decoder.close());
const bounds = { maxPixels: 1_000_000 };
const svg = (text: string) => decoder.toPng(Buffer.from(text), "image/svg+xml", bounds);
const open = (attributes: string, inside = "") =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${attributes}>${inside}</svg>`;

/** The colours of the four quarters, row by row. */
async function quarters(png: Uint8Array): Promise<string[]> {
  const { data, info } = await sharp(png).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const at = (x: number, y: number): string => {
    const from = (Math.floor(info.height * y) * info.width + Math.floor(info.width * x)) * 3;
    const [red = 0, green = 0, blue = 0] = data.subarray(from, from + 3);
    return `${red > 128 ? "r" : ""}${green > 128 ? "g" : ""}${blue > 128 ? "b" : ""}`;
  };
  return [at(0.25, 0.25), at(0.75, 0.25), at(0.25, 0.75), at(0.75, 0.75)];
}

describe("a HEIC picture becomes PNG", () => {
  test("as it is", async () => {
    const { bytes, width, height } = await decoder.toPng(file("upright.heic"), "image/heic", bounds);
    assert.deepEqual([width, height], [64, 40]);
    assert.deepEqual(await quarters(bytes), ["r", "g", "b", "rgb"]);
  });

  test("turned by what the file says of itself", async () => {
    const { bytes, width, height } = await decoder.toPng(file("turned.heic"), "image/heic", bounds);
    assert.deepEqual([width, height], [40, 64]);
    assert.deepEqual(await quarters(bytes), ["g", "rgb", "r", "b"]);
  });

  test("and not by its EXIF metadata, which the format forbids", async () => {
    const { width, height } = await decoder.toPng(file("exif6.heic"), "image/heic", bounds);
    assert.deepEqual([width, height], [64, 40]);
  });

  test("with its colour profile", async () => {
    const { bytes } = await decoder.toPng(file("p3.heic"), "image/heic", bounds);
    const { icc } = await sharp(bytes).metadata();
    assert.ok(icc);
    assert.match(icc.toString("latin1"), /acsp/);
    assert.deepEqual(await quarters(bytes), ["r", "g", "b", "rgb"]);
  });

  test("or is refused when it has too many pixels, or ends too early", async () => {
    const heic = file("upright.heic");
    await assert.rejects(decoder.toPng(heic, "image/heic", { maxPixels: 64 * 40 - 1 }), { code: "limit.pixels" });
    for (const length of [heic.length - 100, 300, 40])
      await assert.rejects(decoder.toPng(heic.subarray(0, length), "image/heic", bounds), {
        code: "input.undecodable",
      });
  });
});

describe("an SVG picture becomes PNG", () => {
  test("in the size that it names, see-through where nothing is drawn", async () => {
    const drawn = await svg(open('width="60" height="30"', '<rect width="30" height="30" fill="#00f"/>'));
    assert.deepEqual([drawn.width, drawn.height], [60, 30]);
    const { data, info } = await sharp(drawn.bytes).raw().toBuffer({ resolveWithObject: true });
    assert.equal(info.channels, 4);
    assert.deepEqual([...data.subarray(0, 4)], [0, 0, 255, 255]);
    assert.equal(data[59 * 4 + 3], 0);
  });

  test("with pictures inside it, also those that it refers to inside itself", async () => {
    const red = await sharp({ create: { width: 4, height: 4, channels: 3, background: "#f00" } })
      .png()
      .toBuffer();
    const data = `data:image/png;base64,${red.toString("base64")}`;
    const drawn = await svg(
      open(
        'width="20" height="20"',
        `<image id="a" width="10" height="20" preserveAspectRatio="none" xlink:href="${data}"/><use href="#a" x="10"/>`,
      ),
    );
    assert.deepEqual(await quarters(drawn.bytes), ["r", "r", "r", "r"]);
  });

  test("with colours of its own, and fonts of the web, which are done without", async () => {
    const gradient = '<linearGradient id="g"><stop stop-color="#f00"/></linearGradient>';
    const font = "<style>@font-face { font-family: a; src: url(https://example.com/a.woff2) }</style>";
    const rect = `<rect width="20" height="20" fill="url(#g)" style="stroke:url('#g')"/>`;
    const drawn = await svg(open('width="20" height="20"', `${font}${gradient}${rect}`));
    assert.deepEqual(await quarters(drawn.bytes), ["r", "r", "r", "r"]);
  });

  for (const [title, text] of [
    ["a picture of the web", open("", '<image width="9" height="9" href="https://example.com/a.png"/>')],
    ["a file", open("", "<image width='9' height='9'\n xlink:href = 'file:///etc/passwd'/>")],
    ["a path", open("", '<svg:image xmlns:svg="http://www.w3.org/2000/svg" href="../a.png"/>')],
    ["a part of another drawing", open("", '<use href="other.svg#a"/>')],
    ["a picture, behind a `>` that is no end", open("", '<image width="9" alt="a>b" height="9" href="a.png"/>')],
    ["colours of another drawing", open("", '<rect width="9" height="9" fill="url(other.svg#a)"/>')],
    ["a mask of the web, by its style", open("", '<style>rect { mask: url("https://example.com/a.svg#m") }</style>')],
    ["a file by an entity", `<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>${open("", "<text>&a;</text>")}`],
  ] as const)
    test(`or is refused when it shows ${title}`, async () => {
      await assert.rejects(svg(text), { code: "input.svg-external" });
    });

  test("or is refused soon, when it opens a hundred thousand elements and ends none", async () => {
    const started = performance.now();
    for (const part of ["<use ", "<image href=", '<use a="b" ', "fill:url(", "<!ENTITY "])
      await assert.rejects(svg(open("", part.repeat(100_000))));
    assert.ok(performance.now() - started < 15_000);
  });

  test("or is refused when it is too large, a bomb, or broken", async () => {
    await assert.rejects(svg(open('width="2000" height="2000"')), { code: "limit.pixels" });
    const entities = Array.from(
      { length: 10 },
      (_, index) => `<!ENTITY e${index + 1} "${`&e${index};`.repeat(10)}">`,
    ).join("");
    const lol = `<!DOCTYPE svg [<!ENTITY e0 "lol">${entities}]>${open('width="9" height="9"', "<text>&e10;</text>")}`;
    await assert.rejects(svg(lol), { code: "input.undecodable" });
    await assert.rejects(svg(open('width="9" height="9"').slice(0, -6)), { code: "input.undecodable" });
    assert.equal((await svg(open('width="9" height="9"'))).width, 9);
  });
});
