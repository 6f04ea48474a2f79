import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, test } from "node:test";
import { promisify } from "node:util";
import sharp from "sharp";
import { FoveaError } from "../errors/errors.ts";
import type { GuardedFetch } from "../net/guarded-fetch.ts";
import { crop, draw } from "./pictures.ts";
import { tile } from "./tile.ts";

const photos = join(import.meta.dirname, "../../../../examples/photos");
const cat = join(photos, "cat.png");
const PDF = readFileSync(new URL("../decode/fixtures/invoice-ghostscript.pdf", import.meta.url));

const hasCode = (code: string) => (error: unknown) => FoveaError.isInstance(error) && error.code === code;

type Rgb = [number, number, number];
async function pixels(bytes: Uint8Array): Promise<{ at(x: number, y: number): Rgb; width: number; height: number }> {
  const { data, info } = await sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const at = (x: number, y: number): Rgb => {
    const start = (y * info.width + x) * info.channels;
    return [data[start] ?? -1, data[start + 1] ?? -1, data[start + 2] ?? -1];
  };
  return { at, width: info.width, height: info.height };
}

function plain(width: number, height: number, background: string): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background } })
    .png()
    .toBuffer();
}

/** Columns 0, 1, 2, ... are that bright, so that a pixel tells where it came from. */
function ramp(orientation: number): Promise<Buffer> {
  const data = Buffer.from(Array.from({ length: 200 * 100 * 3 }, (_, at) => Math.floor(at / 3) % 200));
  return sharp(data, { raw: { width: 200, height: 100, channels: 3 } })
    .withMetadata({ orientation })
    .png()
    .toBuffer();
}

describe("crop", () => {
  test("cuts the pixels of the box, and says what it cut and from what", async () => {
    const part = await crop(await ramp(1), { x1: 10, y1: 20, x2: 60, y2: 50 });
    assert.deepEqual([part.width, part.height, part.mediaType], [50, 30, "image/png"]);
    assert.deepEqual(part.box, { x1: 10, y1: 20, x2: 60, y2: 50 });
    assert.deepEqual(part.original, { width: 200, height: 100, orientation: 1 });
    const { at } = await pixels(part.bytes);
    assert.deepEqual([at(0, 0)[0], at(49, 29)[0]], [10, 59]);
  });

  test("counts in upright pixels where the picture is stored turned", async () => {
    // Orientation 6: what is stored as row y from the left is shown as column 99 - y from the top.
    const part = await crop(await ramp(6), { x1: 0, y1: 30, x2: 100, y2: 40 });
    assert.deepEqual([part.width, part.height], [100, 10]);
    assert.deepEqual(part.original, { width: 100, height: 200, orientation: 6 });
    const { at } = await pixels(part.bytes);
    assert.deepEqual([at(0, 0)[0], at(99, 0)[0], at(0, 9)[0]], [30, 30, 39]);
    assert.equal((await sharp(part.bytes).metadata()).orientation ?? 1, 1);
  });

  test("takes every pixel the box touches, and cuts at the edge of the picture", async () => {
    const { box } = await crop(await ramp(1), { x1: 10.6, y1: -5, x2: 20.1, y2: 9000 });
    assert.deepEqual(box, { x1: 10, y1: 0, x2: 21, y2: 100 });
  });

  test("keeps the media type, or writes the one asked for; what cannot be written becomes PNG", async () => {
    const box = { x1: 0, y1: 0, x2: 20, y2: 20 };
    const of = async (input: string | Buffer, mediaType?: "image/webp") => {
      const part = await crop(input, box, mediaType ? { mediaType } : {});
      const { format } = await sharp(part.bytes).metadata();
      assert.equal(part.mediaType, `image/${format}`);
      return format;
    };
    assert.equal(await of(join(photos, "rocket.jpg")), "jpeg");
    assert.equal(await of(cat), "png");
    assert.equal(await of(cat, "image/webp"), "webp");
    assert.equal(await of(await sharp(cat).gif().toBuffer()), "png");
    assert.equal(await of(await sharp(cat).tiff().toBuffer()), "png");
  });

  test("a url is fetched", async () => {
    const bytes = readFileSync(cat);
    const fetchUrl: GuardedFetch = async (url) => ({
      bytes,
      finalUrl: String(url),
      address: "192.0.2.1",
      hops: 0,
      declared: null,
    });
    const { width } = await crop("https://example.com/cat", { x1: 0, y1: 0, x2: 7, y2: 9 }, { fetchUrl });
    assert.equal(width, 7);
  });

  test("refuses a box outside, what has no pixels, and what is no box", async () => {
    const box = { x1: 0, y1: 0, x2: 7, y2: 9 };
    await assert.rejects(crop(cat, { x1: 451, y1: 0, x2: 500, y2: 9 }), hasCode("input.crop-outside"));
    await assert.rejects(crop(cat, { x1: 5, y1: 5, x2: 5, y2: 9 }), hasCode("input.crop-outside"));
    await assert.rejects(crop(PDF, box), hasCode("input.no-pixels"));
    await assert.rejects(crop({ fileId: "file_1" }, box), hasCode("input.no-pixels"));
    await assert.rejects(crop(cat, [0, 0, 7, 9] as never), TypeError);
    await assert.rejects(crop(cat, box, { mediaType: "image/gif" as never }), TypeError);
    const whole = readFileSync(cat);
    const broken = Buffer.from(whole).fill(0, whole.length / 2, whole.length / 2 + 99);
    await assert.rejects(crop(broken, { x1: 0, y1: 0, x2: 451, y2: 300 }), hasCode("input.undecodable"));
  });
});

describe("draw", () => {
  for (const background of ["#000000", "#ffffff", "#ffd60a", "#808080"])
    test(`an outline stands out on ${background}: dark beside bright`, async () => {
      const { bytes } = await draw(await plain(600, 400, background), [
        { box: { x1: 100, y1: 100, x2: 300, y2: 300 } },
      ]);
      const { at } = await pixels(bytes);
      const across = Array.from({ length: 20 }, (_, index) => at(90 + index, 200));
      const light = across.map(([r, g, b]) => 0.2126 * r + 0.7152 * g + 0.0722 * b);
      assert.ok(Math.max(...light) - Math.min(...light) > 150);
      // Inside and outside nothing has changed.
      assert.deepEqual(at(200, 200), at(50, 50));
      assert.deepEqual(at(90, 200), at(50, 50));
    });

  test("a label stands on a plate of its colour, in the picture, also at its edges; the same label has the same colour", async () => {
    const marks = [
      { box: { x1: 0, y1: 0, x2: 600, y2: 400 }, label: "all" },
      { box: { x1: 500, y1: 2, x2: 599, y2: 60 }, label: "corner", confidence: 0.5 },
      { box: { x1: 20, y1: 200, x2: 80, y2: 260 }, label: "corner" },
    ];
    const { bytes, lettered } = await draw(await plain(600, 400, "#ffffff"), marks);
    assert.equal(lettered, true);
    const { at } = await pixels(bytes);
    const count = (colour: string): number => {
      let found = 0;
      for (let y = 6; y < 394; y++) for (let x = 6; x < 594; x++) if (String(at(x, y)) === colour) found++;
      return found;
    };
    // The outline of the whole picture is not in this count, only its plate is.
    assert.ok(count("255,214,10") > 150);
    assert.ok(count("64,200,255") > 1000);
  });

  test("what a label says is set as text, never obeyed", async () => {
    const white = await plain(600, 400, "#ffffff");
    const box = { x1: 100, y1: 100, x2: 300, y2: 300 };
    for (const label of ["<b>&amp;", "a < b & c > d", "</span><span size='99999'>", "\u0000\u0007\ud800", "猫 🐈"]) {
      const { bytes, width, height } = await draw(white, [{ box, label }]);
      assert.deepEqual([width, height, (await sharp(bytes).metadata()).format], [600, 400, "png"], label);
    }
    const marked = await draw(white, [{ box, label: "<b>x</b>" }]);
    const bold = await draw(white, [{ box, label: "x" }]);
    assert.notDeepEqual(marked.bytes, bold.bytes);
  });

  test("on a machine without a font the boxes are drawn all the same, and the labels are not claimed", async () => {
    const empty = mkdtempSync(join(tmpdir(), "fovea-fonts-"));
    writeFileSync(
      join(empty, "fonts.conf"),
      `<fontconfig><dir>${empty}/none</dir><cachedir>${empty}</cachedir></fontconfig>`,
    );
    const script = `import { draw } from ${JSON.stringify(join(import.meta.dirname, "pictures.ts"))};
      const { lettered } = await draw(${JSON.stringify(cat)}, [{ box: { x1: 9, y1: 9, x2: 99, y2: 99 }, label: "cat" }]);
      console.log(lettered);`;
    const args = [
      ...process.execArgv.filter((arg) => arg.startsWith("--conditions")),
      "--input-type=module",
      "-e",
      script,
    ];
    const env = { ...process.env, FONTCONFIG_FILE: join(empty, "fonts.conf") };
    const { stdout } = await promisify(execFile)(process.execPath, args, { env });
    rmSync(empty, { recursive: true });
    assert.equal(stdout.trim(), "false");
  });

  test("lines and letters grow with the picture", async () => {
    const inked = async (width: number, height: number): Promise<number> => {
      const { bytes } = await draw(await plain(width, height, "#ffffff"), [
        { box: { x1: width / 4, y1: height / 4, x2: width / 2, y2: height / 2 }, label: "cup" },
      ]);
      const { data } = await sharp(bytes).extractChannel(2).raw().toBuffer({ resolveWithObject: true });
      return data.filter((value) => value < 255).length / (width * height);
    };
    const small = await inked(600, 400);
    assert.ok(Math.abs(small - (await inked(3000, 2000))) < small / 3);
  });

  test("many labels are set smaller rather than over one another", async () => {
    const white = await plain(1200, 800, "#ffffff");
    const marks = Array.from({ length: 120 }, (_, index) => {
      const [x, y] = [(index % 20) * 60 + 10, Math.floor(index / 20) * 120 + 60];
      return { box: { x1: x, y1: y, x2: x + 40, y2: y + 60 }, label: `thing ${index}` };
    });
    /** Rows of the first mark's plate, which stands above it. */
    const heightOf = async (all: typeof marks): Promise<number> => {
      const { at } = await pixels((await draw(white, all)).bytes);
      return Array.from({ length: 56 }, (_, y) => at(14, y)).filter((one) => String(one) === "255,214,10").length;
    };
    const [alone, among] = [await heightOf(marks.slice(0, 1)), await heightOf(marks)];
    assert.ok(among > 10 && among < alone, `${among} of ${alone} px`);
  });

  test("points, marks outside, tiny pictures and transparency are drawn too", async () => {
    const clear = await sharp({ create: { width: 300, height: 200, channels: 4, background: "#0000" } })
      .png()
      .toBuffer();
    const { bytes } = await draw(clear, [
      { point: { x: 150, y: 100 }, label: "here" },
      { box: { x1: -500, y1: -500, x2: -400, y2: -400 }, label: "far away" },
      { box: { x1: 250, y1: 150, x2: 9000, y2: 9000 } },
    ]);
    const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
    assert.equal(info.channels, 4);
    assert.equal(data[(100 * 300 + 150) * 4 + 3], 255);
    assert.equal(data[(199 * 300 + 10) * 4 + 3], 0);
    const one = await draw(await plain(1, 1, "#fff"), [{ box: { x1: 0, y1: 0, x2: 1, y2: 1 }, label: "cup" }]);
    assert.deepEqual([one.width, one.height], [1, 1]);
  });

  test("a turned picture comes out upright, with the boxes where they are seen", async () => {
    const { bytes } = await draw(await ramp(6), [{ box: { x1: 20, y1: 100, x2: 80, y2: 180 } }], {
      mediaType: "image/png",
    });
    const { at, width, height } = await pixels(bytes);
    assert.deepEqual([width, height], [100, 200]);
    assert.deepEqual(at(50, 140), [140, 140, 140]);
    assert.deepEqual(at(20, 140), [255, 214, 10]);
  });

  test("a mark without a place is a TypeError", async () => {
    await assert.rejects(draw(cat, [{ label: "cat" }]), TypeError);
    await assert.rejects(draw(cat, [{ box: { x1: 5, y1: 5, x2: 1, y2: 9 } }]), TypeError);
  });
});

describe("formats that are decoded elsewhere, and files that are cut", () => {
  const corpus = (name: string): Uint8Array =>
    readFileSync(join(import.meta.dirname, "../../../../test/corpus/fixtures", name));
  const SVG = Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200"><rect width="150" height="200" fill="#f00"/></svg>',
  );

  for (const [name, bytes, width, height] of [
    ["a HEIC as a phone writes it, turned", corpus("phone.heic"), 700, 1100],
    ["an SVG", SVG, 300, 200],
    ["an AVIF", corpus("sharp.avif"), 301, 203],
    ["an icon", corpus("icon.ico"), 64, 64],
  ] as const)
    test(`${name} is cropped, drawn on and cut into tiles`, async () => {
      const part = await crop(bytes, { x1: 0, y1: 0, x2: 40, y2: 30 });
      assert.deepEqual([part.width, part.height, part.mediaType], [40, 30, "image/png"]);
      assert.deepEqual([part.original.width, part.original.height], [width, height]);
      const drawn = await draw(bytes, [{ box: { x1: 5, y1: 5, x2: 60, y2: 60 }, label: "there" }]);
      assert.deepEqual([drawn.width, drawn.height], [width, height]);
      const [whole, ...rest] = await tile(bytes);
      assert.deepEqual([whole?.width, whole?.height, rest.length], [width, height, 0]);
    });

  test("the original of a turned HEIC is told with how it is turned", async () => {
    const { original } = await crop(corpus("phone.heic"), { x1: 0, y1: 0, x2: 9, y2: 9 });
    assert.equal(original.orientation, 6);
  });

  test("a cut picture is refused, and taken as far as it can be seen where that is allowed", async () => {
    const whole = await sharp(cat).jpeg().toBuffer();
    const cut = whole.subarray(0, Math.floor(whole.length * 0.8));
    const box = { x1: 0, y1: 0, x2: 50, y2: 50 };
    await assert.rejects(crop(cut, box), hasCode("input.truncated"));
    for (const picture of [
      await crop(cut, box, { mendTruncated: true }),
      await draw(cut, [{ box }], { mendTruncated: true }),
      ...(await tile(cut, { mendTruncated: true })),
    ])
      assert.ok((await pixels(picture.bytes)).at(5, 40).some((value) => Math.abs(value - 128) > 20));
  });
});
