// The hostile part of the corpus: cut files, lies, bombs, and files that are two things at once. Made of the honest ones, and by hand.
import { deflateSync } from "node:zlib";
import sharp from "sharp";
import * as make from "../../packages/client/src/media/fixtures/hostile.ts";
import { scene } from "../../packages/client/src/pixels/fixtures/pictures.ts";
import { made } from "./pictures.ts";
import type { Entry, Recipe } from "./recipe.ts";

const { chunk, frame, gif, gifPicture, GIF_TRAILER, ihdr, jpeg, join, png, repeat, SCAN, segment, text, webp, zeros } =
  make;

type More = Partial<Pick<Entry, "size" | "minDb" | "like">>;

function hostile(
  file: string,
  what: string,
  becomes: string,
  bytes: () => Uint8Array | Promise<Uint8Array>,
  more: More = {},
): Recipe {
  return {
    file: `hostile-${file}`,
    what,
    encoder: "by hand",
    becomes,
    size: null,
    minDb: null,
    ...more,
    make: async () => bytes(),
  };
}

const half = (file: string): Uint8Array => made(file).subarray(0, Math.floor(made(file).length / 2));
const cut = (file: string): Recipe =>
  hostile(`cut-${file}`, `the first half of ${file}`, "input.truncated", () => half(file));

/** A PNG of zeros that is whole, however large: a thousandth of its pixels' bytes. */
function zeroPng(width: number, height: number): Uint8Array {
  const line = Math.ceil(width / 8) + 1;
  return png(
    ihdr(width, height, { depth: 1, colour: 0 }),
    chunk("IDAT", deflateSync(Buffer.alloc(line * height), { level: 9 })),
    chunk("IEND"),
  );
}

function patched(file: string, at: number, ...bytes: number[]): Uint8Array {
  const copy = new Uint8Array(made(file));
  copy.set(bytes, at);
  return copy;
}

const frames = (count: number): Uint8Array => gif(3, 3, repeat(gifPicture(3, 3), count), GIF_TRAILER);

export const HOSTILE: readonly Recipe[] = [
  cut("plain.png"),
  cut("progressive.jpg"),
  cut("exif-6.jpg"),
  cut("moves.gif"),
  cut("lossless.webp"),
  cut("sharp.avif"),
  cut("16-bit.tiff"),
  cut("24-bit.bmp"),
  cut("libheif.heic"),
  hostile("header-only.png", "a header and nothing else", "input.truncated", () => made("plain.png").subarray(0, 33)),
  hostile("header-only.jpg", "three bytes", "input.truncated", () => made("progressive.jpg").subarray(0, 3)),
  hostile("empty.png", "no bytes", "input.empty", () => zeros(0)),
  hostile("zeros.jpg", "as an unfinished download leaves it", "input.not-an-image", () => zeros(5000)),
  hostile("0x0.png", "no width", "input.zero-size", () => png(ihdr(0, 10), chunk("IDAT", zeros(9)), chunk("IEND"))),
  hostile("0-high.gif", "no height", "input.zero-size", () => gif(9, 0, gifPicture(9, 9), GIF_TRAILER)),
  hostile("0-wide.jpg", "no width", "input.zero-size", () => jpeg(frame(0, 10), SCAN)),
  hostile("0-high.webp", "no height", "input.zero-size", () => webp([make.vp8(9, 0)])),
  hostile("checksum.png", "an IHDR that was changed after its checksum", "input.broken-header", () =>
    patched("plain.png", 19, 99),
  ),
  hostile("lies.png", "an IHDR that promises 30000x30000 px, its checksum right", "limit.pixels", () =>
    png(ihdr(30_000, 30_000), chunk("IDAT", zeros(99)), chunk("IEND")),
  ),
  hostile("lies.jpg", "a frame of 65535x65535 px", "limit.pixels", () =>
    jpeg(frame(65_535, 65_535), SCAN, zeros(50), make.EOI),
  ),
  hostile("lies.gif", "a screen of 65535x65535 px", "limit.pixels", () =>
    gif(65_535, 65_535, gifPicture(3, 3), GIF_TRAILER),
  ),
  hostile("bomb.png", "20000x20000 px of 1 bit, whole", "limit.pixels", () => zeroPng(20_000, 20_000)),
  hostile("bomb-9000.png", "9000x9000 px of 1 bit, whole: it may be decoded", "changed", () => zeroPng(9000, 9000), {
    size: [9000, 9000],
    minDb: 40,
  }),
  hostile(
    "bomb.tiff",
    "16000x16000 px of 1 bit, whole",
    "limit.pixels",
    async () =>
      new Uint8Array(
        await sharp(zeroPng(16_000, 16_000), { limitInputPixels: false })
          .toColourspace("b-w")
          .tiff({ compression: "deflate", bitdepth: 1, predictor: "none" })
          .toBuffer(),
      ),
  ),
  hostile(
    "text-bomb.png",
    "8 MB of text in 8 KB",
    "same",
    () =>
      png(
        ihdr(9, 9, { depth: 1, colour: 0 }),
        chunk("zTXt", join(text("a\0\0"), deflateSync(Buffer.alloc(8_000_000)))),
        chunk("IDAT", deflateSync(Buffer.alloc(27))),
        chunk("IEND"),
      ),
    { size: [9, 9], minDb: 40 },
  ),
  hostile("frames.gif", "twenty thousand frames", "same", () => frames(20_000), { size: [3, 3] }),
  hostile(
    "frames.png",
    "four billion frames by its own word",
    "same",
    async () => {
      const whole = new Uint8Array(await scene(9, 9).png().toBuffer());
      return join(
        whole.subarray(0, 33),
        chunk("acTL", Uint8Array.of(255, 255, 255, 255, 0, 0, 0, 0)),
        whole.subarray(33),
      );
    },
    { size: [9, 9], minDb: 40 },
  ),
  hostile("comments.gif", "five thousand comments and no picture", "limit.header-blocks", () =>
    gif(9, 9, repeat(text("!\xfe\x01a\0"), 5000), gifPicture(9, 9), GIF_TRAILER),
  ),
  hostile("chunks.png", "five thousand notes before the pixels", "limit.header-blocks", () =>
    png(ihdr(9, 9), repeat(chunk("tEXt", zeros(2)), 5000), chunk("IDAT", zeros(9)), chunk("IEND")),
  ),
  hostile("segments.jpg", "five thousand comments before the pixels", "limit.header-blocks", () =>
    jpeg(repeat(segment(0xfe, zeros(1)), 5000), frame(9, 9), SCAN),
  ),
  hostile("long-chunk.png", "a chunk of 4 GB", "input.broken-header", () =>
    png(ihdr(9, 9), chunk("tEXt", zeros(4), 0xffffffff)),
  ),
  hostile(
    "zip.png",
    "a picture with a ZIP archive behind it",
    "same",
    () => join(made("plain.png"), text("PK\x05\x06"), zeros(18)),
    { size: [301, 203], minDb: 40 },
  ),
  hostile(
    "script.gif",
    "a picture and a script",
    "same",
    () => join(made("still.gif"), text("/*<script>alert(1)</script>*/")),
    { size: [301, 203], minDb: 40 },
  ),
  hostile(
    "page.jpg",
    "a picture and a web page",
    "same",
    () =>
      join(
        made("progressive.jpg").subarray(0, 2),
        segment(0xfe, text("<html><body>hello</body></html>")),
        made("progressive.jpg").subarray(2),
      ),
    { size: [301, 203], minDb: 40 },
  ),
  hostile(
    "pdf.jpg",
    "a picture that says that it is a PDF",
    "same",
    () =>
      join(
        made("progressive.jpg").subarray(0, 2),
        segment(0xfe, text("%PDF-1.7\n")),
        made("progressive.jpg").subarray(2),
      ),
    { size: [301, 203], minDb: 40 },
  ),
  hostile("name.png", "a JPEG called PNG", "same", () => made("progressive.jpg"), { size: [301, 203], minDb: 40 }),
  hostile("web.png", "a web page called PNG", "input.web-page", () =>
    text("<!doctype html><title>404</title><p>Not found</p>"),
  ),
  hostile("archive.jpg", "an archive called JPEG", "input.not-an-image", () => join(text("PK\x03\x04"), zeros(60))),
  hostile("film.gif", "a film called GIF", "input.not-an-image", () =>
    join(Uint8Array.of(0, 0, 0, 24), text("ftypisom\0\0\0\0isommp42"), zeros(60)),
  ),
  hostile("text.png", "the base64 text of a picture", "input.not-an-image", () =>
    text(Buffer.from(made("plain.png")).toString("base64")),
  ),
  hostile("destroyed.png", "a picture that was read as text", "input.not-an-image", () =>
    new TextEncoder().encode(new TextDecoder().decode(made("plain.png"))),
  ),
  hostile("twice.jpg", "two sizes", "input.broken-header", () => jpeg(frame(10, 10), frame(9000, 9000), SCAN)),
  hostile("circle.tiff", "directories that lead back to themselves", "input.undecodable", () =>
    join(text("II*\0"), Uint8Array.of(8, 0, 0, 0, 0, 0, 8, 0, 0, 0), zeros(40)),
  ),
  hostile("laughs.svg", "a billion laughs", "input.undecodable", () => {
    const level = (name: string, of: string): string => `<!ENTITY ${name} "${`&${of};`.repeat(10)}">`;
    const names = "abcdefghij";
    const entities = [...names]
      .map((name, i) => (i === 0 ? '<!ENTITY a "ha">' : level(name, names[i - 1] as string)))
      .join("");
    return text(
      `<!DOCTYPE svg [${entities}]><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>&j;</text></svg>`,
    );
  }),
  hostile("vast.svg", "a drawing of 10^12 px", "limit.pixels", () =>
    text(`<svg xmlns="http://www.w3.org/2000/svg" width="1000000" height="1000000"><rect width="9" height="9"/></svg>`),
  ),
  hostile("entries.ico", "an icon of 65535 pictures that are not there", "input.not-an-image", () =>
    join(Uint8Array.of(0, 0, 1, 0, 255, 255), zeros(200)),
  ),
];
