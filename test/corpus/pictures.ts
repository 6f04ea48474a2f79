// The honest part of the corpus: pictures as encoders write them.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { scene } from "../../packages/client/src/pixels/fixtures/pictures.ts";
import { gridHeic } from "./heic-grid.ts";
import type { Entry, Recipe } from "./recipe.ts";

type More = Partial<Pick<Entry, "becomes" | "minDb" | "like" | "size" | "encoder">>;

const [W, H] = [301, 203] as const;
const files = join(import.meta.dirname, "fixtures");

function bySharp(file: string, what: string, make: () => Promise<Buffer>, more: More = {}): Recipe {
  return { file, what, encoder: "sharp", becomes: "same", size: [W, H], minDb: 30, ...more, make };
}

/** `command` has IN and OUT, and is run in a folder that is thrown away. */
export function run(command: string, input: Uint8Array | string, inName: string, outName: string): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), "corpus-"));
  try {
    writeFileSync(join(folder, inName), input);
    const [program = "", ...args] = command
      .split(" ")
      .map((word) => word.replace(/\bIN$/, inName).replace(/\bOUT$/, outName));
    execFileSync(program, args, { cwd: folder, stdio: "pipe" });
    return new Uint8Array(readFileSync(join(folder, outName)));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function byProgram(file: string, what: string, command: string, from: () => Promise<Buffer>, more: More = {}): Recipe {
  const [encoder = ""] = command.split(" ");
  const make = async (): Promise<Uint8Array> => run(command, await from(), "in.png", `out.${file.split(".").at(-1)}`);
  return { file, what, encoder, becomes: "same", size: [W, H], minDb: 30, ...more, make };
}

const plain = (): Promise<Buffer> => scene(W, H).png().toBuffer();
const lines = (): Promise<Buffer> => scene(W, H).threshold(80).png().toBuffer();
const changed = { becomes: "changed" } as const;
const turnedSize = (orientation: number): readonly [number, number] => (orientation > 4 ? [H, W] : [W, H]);

export const PICTURES: readonly Recipe[] = [
  bySharp("plain.png", "8-bit RGB", plain),
  ...[1, 2, 3, 4, 5, 6, 7, 8].map((orientation) =>
    bySharp(
      `exif-${orientation}.jpg`,
      `EXIF orientation ${orientation}`,
      () => scene(W, H).withMetadata({ orientation }).jpeg().toBuffer(),
      { size: turnedSize(orientation) },
    ),
  ),
  ...[3, 6].map((orientation) =>
    bySharp(
      `exif-${orientation}-long.jpg`,
      `EXIF orientation ${orientation}, and a side that no platform takes`,
      () => scene(8200, 120).withMetadata({ orientation }).jpeg({ quality: 70 }).toBuffer(),
      { ...changed, size: orientation === 6 ? [120, 8200] : [8200, 120] },
    ),
  ),
  bySharp("exif-6.png", "EXIF in PNG", () => scene(W, H).withMetadata({ orientation: 6 }).png().toBuffer(), {
    size: [H, W],
  }),
  bySharp("exif-6.webp", "EXIF in WebP", () => scene(W, H).withMetadata({ orientation: 6 }).webp().toBuffer(), {
    size: [H, W],
  }),
  bySharp(
    "exif-8.tiff",
    "orientation of a TIFF",
    () => scene(W, H).withMetadata({ orientation: 8 }).tiff({ compression: "lzw" }).toBuffer(),
    { ...changed, size: [H, W] },
  ),
  bySharp("p3.jpg", "profile Display P3", () => scene(W, H).withIccProfile("p3").jpeg().toBuffer()),
  bySharp("p3.png", "profile Display P3", () => scene(W, H).withIccProfile("p3").png().toBuffer()),
  bySharp("p3.webp", "profile Display P3", () => scene(W, H).withIccProfile("p3").webp().toBuffer()),
  bySharp(
    "p3-long.jpg",
    "profile Display P3, and a side that no platform takes",
    () => scene(8200, 120).withIccProfile("p3").jpeg({ quality: 70 }).toBuffer(),
    { ...changed, size: [8200, 120], minDb: 28 },
  ),
  bySharp(
    "p3.tiff",
    "profile Display P3",
    () => scene(W, H).withIccProfile("p3").tiff({ compression: "deflate" }).toBuffer(),
    changed,
  ),
  bySharp(
    "p3.avif",
    "profile Display P3",
    () => scene(W, H).withIccProfile("p3").avif({ effort: 0 }).toBuffer(),
    changed,
  ),
  bySharp("cmyk.jpg", "CMYK", () => scene(W, H).toColourspace("cmyk").jpeg().toBuffer()),
  bySharp("cmyk.tiff", "CMYK", () => scene(W, H).toColourspace("cmyk").tiff({ compression: "lzw" }).toBuffer(), {
    ...changed,
    minDb: 25,
  }),
  byProgram(
    "cmyk-magick.jpg",
    "CMYK without a profile, inverted by Adobe's rule",
    "convert IN -colorspace CMYK -quality 80 OUT",
    plain,
  ),
  byProgram("progressive-magick.jpg", "progressive", "convert IN -interlace Plane -quality 80 OUT", plain),
  byProgram("grey-magick.jpg", "one component", "convert IN -colorspace Gray OUT", plain),
  byProgram("444-magick.jpg", "no subsampling", "convert IN -sampling-factor 4:4:4 OUT", plain),
  byProgram("411-magick.jpg", "4:1:1", "convert IN -sampling-factor 4:1:1 OUT", plain),
  bySharp("progressive.jpg", "progressive", () => scene(W, H).jpeg({ progressive: true }).toBuffer()),
  bySharp("mozjpeg.jpg", "trellis quantisation, progressive", () => scene(W, H).jpeg({ mozjpeg: true }).toBuffer()),
  bySharp("1-bit.png", "palette of 1 bit", () =>
    scene(W, H).threshold(80).png({ palette: true, colours: 2 }).toBuffer(),
  ),
  bySharp("2-bit.png", "palette of 2 bits", () => scene(W, H).png({ palette: true, colours: 4 }).toBuffer()),
  bySharp("4-bit.png", "palette of 4 bits", () => scene(W, H).png({ palette: true, colours: 16 }).toBuffer()),
  byProgram(
    "1-bit-grey.png",
    "grey of 1 bit",
    "convert IN -monochrome -define png:color-type=0 -define png:bit-depth=1 OUT",
    lines,
  ),
  byProgram(
    "2-bit-grey.png",
    "grey of 2 bits",
    "convert IN -colorspace Gray -depth 2 -define png:color-type=0 -define png:bit-depth=2 OUT",
    plain,
  ),
  byProgram(
    "4-bit-grey.png",
    "grey of 4 bits",
    "convert IN -colorspace Gray -depth 4 -define png:color-type=0 -define png:bit-depth=4 OUT",
    plain,
  ),
  byProgram(
    "16-bit-grey.png",
    "grey of 16 bits",
    "convert IN -colorspace Gray -depth 16 -define png:color-type=0 -define png:bit-depth=16 OUT",
    plain,
  ),
  byProgram("transparent-colour.png", "one colour see-through", "convert IN -transparent #dc1e14 OUT", plain, {
    minDb: 25,
  }),
  bySharp("16-bit.png", "RGB of 16 bits", () => scene(W, H).toColourspace("rgb16").png().toBuffer()),
  bySharp(
    "16-bit-long.png",
    "RGB of 16 bits, and a side that no platform takes",
    () => scene(8200, 40).toColourspace("rgb16").png().toBuffer(),
    {
      ...changed,
      size: [8200, 40],
    },
  ),
  bySharp(
    "16-bit.tiff",
    "RGB of 16 bits",
    () => scene(W, H).toColourspace("rgb16").tiff({ compression: "lzw" }).toBuffer(),
    changed,
  ),
  byProgram("1-bit-fax.tiff", "1 bit, fax group 4", "convert IN -monochrome -compress Group4 OUT", lines, changed),
  byProgram("motorola.tiff", "big-endian, two pages", "convert -endian MSB IN IN -compress LZW OUT", plain, changed),
  byProgram("jpeg-in.tiff", "JPEG inside", "convert IN -compress JPEG OUT", plain, changed),
  bySharp("interlaced.png", "Adam7", () => scene(W, H).png({ progressive: true }).toBuffer()),
  bySharp("alpha.png", "see-through", () => scene(W, H, 4).png().toBuffer()),
  bySharp("alpha.webp", "see-through", () => scene(W, H, 4).webp().toBuffer()),
  bySharp(
    "alpha-long.png",
    "see-through, and a side that no platform takes",
    () => scene(8200, 60, 4).png().toBuffer(),
    {
      ...changed,
      size: [8200, 60],
    },
  ),
  bySharp(
    "alpha-long.webp",
    "see-through, and a side that no platform takes",
    () => scene(8200, 60, 4).webp().toBuffer(),
    {
      ...changed,
      size: [8200, 60],
    },
  ),
  bySharp("lossless.webp", "lossless", () => scene(W, H).webp({ lossless: true }).toBuffer()),
  bySharp("still.gif", "256 colours", () => scene(W, H).gif().toBuffer()),
  bySharp("long.gif", "a side that no platform takes", () => scene(8200, 30).gif({ colours: 32 }).toBuffer(), {
    ...changed,
    size: [8200, 30],
  }),
  byProgram(
    "moves.gif",
    "three frames",
    "convert -delay 10 IN ( IN -flip ) ( IN -flop ) -loop 0 OUT",
    () => scene(151, 101).png().toBuffer(),
    {
      size: [151, 101],
    },
  ),
  byProgram(
    "moves.webp",
    "three frames",
    "convert -delay 10 IN ( IN -flip ) ( IN -flop ) -loop 0 OUT",
    () => scene(151, 101).png().toBuffer(),
    {
      size: [151, 101],
    },
  ),
  ...(
    [
      [1, 1],
      [1, 301],
      [29, 27],
      [2577, 41],
      [8000, 3],
    ] as const
  ).map(([width, height]) =>
    bySharp(`${width}x${height}.png`, "odd size", () => scene(width, height).png().toBuffer(), {
      size: [width, height],
    }),
  ),
  bySharp("8001x3.png", "one pixel too long", () => scene(8001, 3).png().toBuffer(), {
    ...changed,
    size: [8001, 3],
    minDb: 25,
  }),
  bySharp("3x9001.jpg", "a line", () => scene(3, 9001).jpeg().toBuffer(), { ...changed, size: [3, 9001], minDb: 25 }),
  byProgram("24-bit.bmp", "24 bits", "convert IN -type TrueColor OUT", plain, { ...changed, like: "plain.png" }),
  byProgram("8-bit.bmp", "palette", "convert IN -colors 64 -type Palette BMP3:OUT", plain, {
    ...changed,
    like: "plain.png",
    minDb: 25,
  }),
  byProgram("runs.bmp", "run lengths", "convert IN -colors 16 -type Palette -compress RLE BMP3:OUT", plain, {
    ...changed,
    like: "plain.png",
    minDb: 20,
  }),
  byProgram("alpha.bmp", "32 bits, version 5", "convert IN -alpha set OUT", plain, { ...changed, like: "plain.png" }),
  byProgram("icon.ico", "two sizes", "convert IN -resize 64x64! ( +clone -resize 32x32! ) OUT", plain, {
    ...changed,
    size: [64, 64],
    like: "icon.png",
    minDb: 20,
  }),
  byProgram("icon.png", "what the icon shows", "convert IN -resize 64x64! OUT", plain, { size: [64, 64] }),
  bySharp("sharp.avif", "4:4:4", () => scene(W, H).avif({ effort: 0 }).toBuffer(), changed),
  byProgram("libheif.avif", "AVIF of another encoder", "heif-enc -A -q 60 -o OUT IN", plain, changed),
  byProgram("libheif.heic", "as telephones write it", "heif-enc -q 60 -o OUT IN", plain, {
    ...changed,
    like: "plain.png",
    minDb: 25,
  }),
  {
    file: "phone.heic",
    what: "as a phone writes it: tiles of 512 px in a grid, turned by irot, and EXIF orientation 6",
    encoder: "heif-enc",
    ...changed,
    size: [700, 1100],
    minDb: 25,
    like: "phone.jpg",
    make: () =>
      gridHeic(scene(700, 1100).rotate(270), {
        irot: 3,
        exifOrientation: 6,
        encode: (png) => run("heif-enc -q 60 -o OUT IN", png, "in.png", "out.heic"),
      }),
  },
  bySharp("phone.jpg", "what phone.heic shows", () => scene(700, 1100).jpeg({ quality: 90 }).toBuffer(), {
    size: [700, 1100],
  }),
  byProgram("tiles.heic", "large, HEVC", "heif-enc -q 40 -o OUT IN", () => scene(1201, 801).png().toBuffer(), {
    ...changed,
    size: [1201, 801],
    minDb: 25,
    like: "tiles.jpg",
  }),
  bySharp("tiles.jpg", "what tiles.heic shows", () => scene(1201, 801).jpeg({ quality: 90 }).toBuffer(), {
    size: [1201, 801],
  }),
  ...screenshots(),
];

function screenshots(): Recipe[] {
  const text = (size: number): string =>
    `<!doctype html><meta charset="utf-8"><style>body{margin:24px;font:${size}px/1.4 "DejaVu Sans",sans-serif;color:#111}</style>` +
    "<h1>Invoice 20417</h1><p>Delivered to Harbour Street 12 on Monday morning.</p><p>Coffee beans 48.20<br>Paper filters 6.75<br>Total 54.95</p>";
  const shoot = (html: string, size: string): Buffer =>
    Buffer.from(
      run(
        `chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --window-size=${size} --screenshot=OUT IN`,
        html,
        "in.html",
        "out.png",
      ),
    );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${W}" height="${H}" viewBox="0 0 ${W} ${H}"><rect width="${W}" height="${H}" fill="#fff"/><rect x="20" y="30" width="120" height="60" fill="#36c"/><circle cx="220" cy="120" r="50" fill="#c33"/></svg>\n`;
  return [
    {
      file: "screen.png",
      what: "a page of text",
      encoder: "chromium",
      becomes: "same",
      size: [900, 700],
      minDb: null,
      make: async () => shoot(text(30), "900,700"),
    },
    {
      file: "screen.tiff",
      what: "a page of text as scanners write it",
      encoder: "convert",
      becomes: "changed",
      size: [900, 700],
      minDb: null,
      make: async () => run("convert IN -compress LZW OUT", shoot(text(30), "900,700"), "in.png", "out.tiff"),
    },
    {
      file: "banner.png",
      what: "large letters, and a side that no platform takes",
      encoder: "chromium",
      becomes: "changed",
      size: [8100, 900],
      minDb: null,
      make: async () =>
        shoot(
          `<!doctype html><style>body{margin:40px;font:200px "DejaVu Sans"}p{margin:40px}</style><p>Departures from platform seven at noon</p><p>Arrivals from the harbour at half past nine</p>`,
          "8100,900",
        ),
    },
    {
      file: "page.jpg",
      what: "a whole page, longer than any platform takes",
      encoder: "chromium",
      becomes: "changed",
      size: [600, 8400],
      minDb: 25,
      make: async () =>
        sharp(shoot(text(30), "600,8400"))
          .jpeg({ quality: 70 })
          .toBuffer(),
    },
    {
      file: "drawing.svg",
      what: "drawn",
      encoder: "by hand",
      becomes: "changed",
      size: [W, H],
      minDb: 20,
      make: async () => new TextEncoder().encode(svg),
    },
  ];
}

export function made(file: string): Uint8Array {
  return new Uint8Array(readFileSync(join(files, file)));
}
