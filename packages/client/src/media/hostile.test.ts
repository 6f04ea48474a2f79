// Headers built to mislead, loop or exhaust: each ends in a named defect, or in the size a decoder would see.
import assert from "node:assert/strict";
import { test } from "node:test";
import { MAX_HEADER_BLOCKS, MAX_HEADER_BYTES } from "./bounds.ts";
import { ask, codeOf } from "./fixtures/ask.ts";
import * as make from "./fixtures/hostile.ts";
import { inspect } from "./inspect.ts";

const {
  chunk,
  frame,
  gif,
  gifPicture,
  GIF_TRAILER,
  ihdr,
  jpeg,
  join,
  png,
  repeat,
  riffChunk,
  SCAN,
  segment,
  text,
  webp,
  zeros,
} = make;
const HANG = { timeout: 30_000 };

function sizeOf(file: Uint8Array): string {
  const said = ask(file);
  assert.ok(said.status === "facts" && said.facts.kind === "image", JSON.stringify(said));
  return `${said.facts.width}x${said.facts.height}`;
}

const BROKEN: readonly [name: string, file: Uint8Array, code: string][] = [
  ["JPEG 0 px wide", jpeg(frame(0, 10), SCAN), "input.zero-size"],
  ["JPEG whose height comes after the scan (DNL)", jpeg(frame(10, 0), SCAN), "input.zero-size"],
  ["JPEG of nothing but its signature", join(make.SOI, text("\xff")), "input.truncated"],
  ["JPEG that ends at once", jpeg(make.EOI, zeros(4)), "input.broken-header"],
  [
    "JPEG that starts again inside its header",
    jpeg(segment(0xe0, zeros(4)), make.SOI, frame(9, 9), SCAN),
    "input.broken-header",
  ],
  ["JPEG with a scan before any size", jpeg(segment(0xdb, zeros(4)), SCAN), "input.broken-header"],
  ["JPEG with two sizes", jpeg(frame(10, 10), frame(9000, 9000), SCAN), "input.broken-header"],
  ["JPEG with a segment of length 0", jpeg(segment(0xe0, zeros(4), 0), frame(9, 9), SCAN), "input.broken-header"],
  ["JPEG with a segment of length 1", jpeg(segment(0xe0, zeros(4), 1), frame(9, 9), SCAN), "input.broken-header"],
  ["JPEG with a segment longer than the file", jpeg(segment(0xe0, zeros(4), 0xffff)), "input.truncated"],
  ["JPEG without components", jpeg(frame(10, 10, 0), SCAN), "input.broken-header"],
  ["JPEG frame header too short for a size", jpeg(segment(0xc0, zeros(2)), SCAN), "input.broken-header"],
  [
    "JPEG frame header longer than its components",
    jpeg(segment(0xc0, join(Uint8Array.of(8, 0, 9, 0, 9, 1), zeros(9))), SCAN),
    "input.broken-header",
  ],

  [
    "PNG that begins with another chunk",
    png(chunk("tEXt", zeros(13)), ihdr(9, 9), chunk("IDAT")),
    "input.broken-header",
  ],
  ["PNG in Apple's private variant", png(chunk("CgBI", zeros(4)), ihdr(9, 9), chunk("IDAT")), "input.broken-header"],
  ["PNG with a long IHDR", png(chunk("IHDR", zeros(14)), chunk("IDAT")), "input.broken-header"],
  ["PNG 0 px wide", png(ihdr(0, 9), chunk("IDAT")), "input.zero-size"],
  ["PNG 0 px high", png(ihdr(9, 0), chunk("IDAT")), "input.zero-size"],
  ["PNG 2^31 px wide", png(ihdr(0x80000000, 9), chunk("IDAT")), "input.broken-header"],
  ["PNG with 3 bits a pixel", png(ihdr(9, 9, { depth: 3, colour: 0 }), chunk("IDAT")), "input.broken-header"],
  ["PNG of colour type 5", png(ihdr(9, 9, { colour: 5 }), chunk("IDAT")), "input.broken-header"],
  ["PNG of colour type 200", png(ihdr(9, 9, { colour: 200 }), chunk("IDAT")), "input.broken-header"],
  ["PNG with unknown compression", png(ihdr(9, 9, { compression: 1 }), chunk("IDAT")), "input.broken-header"],
  ["PNG with unknown interlacing", png(ihdr(9, 9, { interlace: 2 }), chunk("IDAT")), "input.broken-header"],
  [
    "PNG whose IHDR fails its checksum",
    make.patched(png(ihdr(9, 9), chunk("IDAT")), 19, Uint8Array.of(8)),
    "input.broken-header",
  ],
  ["PNG that ends without pixels", png(ihdr(9, 9), chunk("IEND")), "input.broken-header"],
  ["PNG palette picture without a palette", png(ihdr(9, 9, { colour: 3 }), chunk("IDAT")), "input.broken-header"],
  ["PNG with a chunk of 4 GB", png(ihdr(9, 9), chunk("tEXt", zeros(4), 0xffffffff)), "input.broken-header"],
  ["PNG with a chunk that is not named by letters", png(ihdr(9, 9), chunk("\x1b[2J")), "input.broken-header"],
  ["PNG with a chunk longer than the file", png(ihdr(9, 9), chunk("tEXt", zeros(4), 5000)), "input.truncated"],

  ["GIF 0 px wide", gif(0, 9, gifPicture(9, 9), GIF_TRAILER), "input.zero-size"],
  ["GIF 0 px high", gif(9, 0, gifPicture(9, 9), GIF_TRAILER), "input.zero-size"],
  ["GIF that ends without a picture", gif(9, 9, GIF_TRAILER), "input.broken-header"],
  ["GIF with a block of no kind", gif(9, 9, text("Z"), zeros(20)), "input.broken-header"],
  ["GIF whose comment is cut", gif(9, 9, text("!\xfe\xff"), zeros(9)), "input.truncated"],
  ["GIF whose colours are cut", make.patched(gif(9, 9, zeros(30)), 10, Uint8Array.of(0x87)), "input.truncated"],

  ["WebP longer than the file", webp([make.vp8(9, 9)], 2), "input.truncated"],
  ["WebP of size 0 by its own word", make.patched(webp([make.vp8(9, 9)]), 4, zeros(4)), "input.broken-header"],
  ["WebP shorter than its picture by its own word", webp([make.vp8(9, 9)], -4), "input.broken-header"],
  ["WebP lossy 0 px wide", webp([make.vp8(0, 9)]), "input.zero-size"],
  ["WebP lossy 0 px high", webp([make.vp8(9, 0)]), "input.zero-size"],
  ["WebP lossy that begins in mid-film", webp([make.vp8(9, 9, 1)]), "input.broken-header"],
  ["WebP lossy without its start code", make.patched(webp([make.vp8(9, 9)]), 23, zeros(3)), "input.broken-header"],
  ["WebP lossless without its signature", webp([make.vp8l(9, 9, { signature: 0x2e })]), "input.broken-header"],
  ["WebP lossless of a later version", webp([make.vp8l(9, 9, { version: 1 })]), "input.broken-header"],
  ["WebP of an unknown kind", webp([riffChunk("VP9 ", zeros(20))]), "input.broken-header"],
  ["WebP that begins with its EXIF", webp([riffChunk("EXIF", zeros(20)), make.vp8(9, 9)]), "input.broken-header"],
  ["WebP with a canvas that its picture does not have", webp([make.vp8x(9, 9), make.vp8(8, 9)]), "input.broken-header"],
  ["WebP with a canvas and no picture", webp([make.vp8x(9, 9), riffChunk("XMP ", zeros(6))]), "input.broken-header"],
  ["WebP that moves and has no frames", webp([make.vp8x(9, 9, 2), riffChunk("ANIM", zeros(6))]), "input.broken-header"],
  ["WebP with too short a canvas chunk", webp([riffChunk("VP8X", zeros(4)), make.vp8(1, 1)]), "input.broken-header"],
  ["WebP with a canvas beyond 2^32 px", webp([make.vp8x(1 << 24, 1 << 24), make.vp8(1, 1)]), "input.broken-header"],
  [
    "WebP with a chunk of 4 GB",
    webp([make.vp8x(9, 9), riffChunk("ICCP", zeros(4), 0xfffffff0), make.vp8(9, 9)]),
    "input.broken-header",
  ],
  [
    "WebP whose picture is longer than the file",
    webp([make.vp8x(9, 9), riffChunk("VP8 ", make.vp8(9, 9).subarray(8), 99)]),
    "input.broken-header",
  ],
  ["nothing at all", zeros(0), "input.empty"],
];
for (const [name, file, code] of BROKEN)
  test(`${name} is ${code}`, () => {
    assert.equal(codeOf(file), code);
    const known = ask(file, { known: true });
    assert.equal(known.status === "defect" && known.problem.code, code, "also when the length is known");
  });

const ODD: readonly [name: string, file: Uint8Array, size: string][] = [
  [
    "JPEG with fill bytes before each marker",
    jpeg(repeat(text("\xff"), 999), frame(30, 20), text("\xff\xff"), SCAN),
    "30x20",
  ],
  [
    "JPEG with stray bytes between segments",
    jpeg(segment(0xe0, zeros(3)), text("ab\xff\0c"), frame(30, 20), SCAN),
    "30x20",
  ],
  ["JPEG with restart markers in its header", jpeg(text("\xff\xd0\xff\x01"), frame(30, 20), SCAN), "30x20"],
  ["PNG 20000 px square", png(ihdr(20_000, 20_000), chunk("IDAT")), "20000x20000"],
  ["PNG whose only fault is an empty IDAT", png(ihdr(2, 1), chunk("IDAT")), "2x1"],
  [
    "PNG with an eXIf behind the pixels",
    png(ihdr(30, 20), chunk("IDAT"), chunk("eXIf", make.exif(6)), chunk("IEND")),
    "30x20",
  ],
  ["PNG with an eXIf before them", png(ihdr(30, 20), chunk("eXIf", make.exif(6)), chunk("IDAT")), "20x30"],
  ["GIF polyglot with a script's sizes", gif(0x2a2f, 0x3d61, gifPicture(9, 9), GIF_TRAILER), "10799x15713"],
  ["GIF with a picture larger than its screen", gif(10, 10, gifPicture(20, 20, 5, 0), GIF_TRAILER), "25x20"],
  ["GIF with zeros between its blocks", gif(9, 9, zeros(3), gifPicture(9, 9), zeros(2), GIF_TRAILER), "9x9"],
  ["WebP lossy with a scale in its size", webp([make.vp8(9 | 0x4000, 9 | 0xc000)]), "9x9"],
  ["WebP lossless at its largest", webp([make.vp8l(16384, 16384)]), "16384x16384"],
  [
    "WebP with an odd chunk before its picture",
    webp([make.vp8x(9, 9), riffChunk("ICCP", zeros(5)), make.vp8l(9, 9)]),
    "9x9",
  ],
  [
    "WebP with EXIF and the flag for it",
    webp([make.vp8x(9, 5, 8), make.vp8(9, 5), riffChunk("EXIF", make.exif(8))]),
    "5x9",
  ],
  [
    "WebP with EXIF and no flag for it",
    webp([make.vp8x(9, 5), make.vp8(9, 5), riffChunk("EXIF", make.exif(8))]),
    "9x5",
  ],
  ["WebP with the flag and no EXIF", webp([make.vp8x(9, 5, 8), make.vp8(9, 5)]), "9x5"],
];
for (const [name, file, size] of ODD) test(`${name} is ${size} px`, () => assert.equal(sizeOf(file), size));

test("JPEG says how its pixels are coded", () => {
  const codings = [0xc0, 0xc1, 0xc2, 0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf].map((marker) => {
    const said = ask(jpeg(frame(9, 9, 4, marker), SCAN));
    assert.ok(said.status === "facts" && said.facts.kind === "image");
    assert.equal(said.facts.jpeg?.components, 4);
    return said.facts.jpeg?.coding;
  });
  const [plain, later] = [
    ["lossless", "hierarchical", "hierarchical", "hierarchical"],
    ["arithmetic", "arithmetic"],
  ];
  assert.deepEqual(codings, ["baseline", "baseline", "progressive", ...plain, ...later, ...plain]);
});

test("GIF frames are counted across sub-blocks, and not inside them", () => {
  const comment = join(text("!\xfe\x0b,,,,,,,,,,,"), zeros(1));
  const said = inspect(
    gif(9, 9, comment, gifPicture(9, 9), zeros(2), comment, gifPicture(9, 9), gifPicture(1, 1), GIF_TRAILER),
    {
      complete: true,
    },
  );
  assert.ok(said.status === "facts" && said.facts.kind === "image");
  assert.deepEqual([said.facts.frames, said.facts.framesExact], [3, true]);
});

test("the last graphic control block before a GIF's first picture decides on transparency", () => {
  const control = (flags: number) => join(text("!\xf9\x04"), Uint8Array.of(flags, 0, 0, 0, 0));
  const alphaOf = (...blocks: Uint8Array[]) => {
    const said = ask(gif(9, 9, ...blocks, GIF_TRAILER));
    return said.status === "facts" && said.facts.kind === "image" && said.facts.alpha;
  };
  assert.equal(alphaOf(control(1), gifPicture(9, 9)), true);
  assert.equal(alphaOf(control(1), control(0), gifPicture(9, 9)), false);
  assert.equal(alphaOf(gifPicture(9, 9), control(1), gifPicture(9, 9)), false);
});

/** What a header that never ends is made of, and the number of times that makes 20 MB of it. */
const ENDLESS: readonly [name: string, start: Uint8Array, part: Uint8Array, code: string][] = [
  ["JPEG segments of 64 KB", make.SOI, segment(0xe1, zeros(65_533)), "limit.header-bytes"],
  ["empty JPEG segments", make.SOI, segment(0xe1, zeros(0)), "limit.header-blocks"],
  ["JPEG fill bytes", make.SOI, text("\xff"), "limit.header-bytes"],
  ["JPEG restart markers", make.SOI, text("\xff\xd0"), "limit.header-blocks"],
  ["stray bytes in a JPEG", join(make.SOI, segment(0xe0, zeros(2))), zeros(1), "limit.header-bytes"],
  ["empty PNG chunks", png(ihdr(9, 9)), chunk("tEXt"), "limit.header-blocks"],
  ["PNG chunks of 64 KB", png(ihdr(9, 9)), chunk("tEXt", zeros(65_536)), "limit.header-bytes"],
  ["one-byte GIF sub-blocks", gif(9, 9, text("!\xfe")), text("\x01a"), "limit.header-bytes"],
  ["empty GIF comments", gif(9, 9), text("!\xfe\0"), "limit.header-blocks"],
  ["zeros in a GIF", gif(9, 9), zeros(1), "limit.header-bytes"],
  [
    "empty WebP chunks",
    join(text("RIFF\0\0\0\x7fWEBP"), make.vp8x(9, 9)),
    riffChunk("ICCP", zeros(0)),
    "limit.header-blocks",
  ],
];
for (const [name, start, part, code] of ENDLESS)
  test(`${name} without end are ${code}`, HANG, () => {
    const file = join(start, repeat(part, Math.ceil((MAX_HEADER_BYTES + 4_000_000) / part.length)));
    // The length is not known, as on a stream that never ends; what is known to be cut is `input.truncated` instead.
    let given = 0;
    for (let rounds = 0; ; rounds++) {
      assert.ok(rounds < 32);
      const said = inspect(file.subarray(0, given));
      if (said.status === "need") {
        assert.ok(said.bytes > given && said.bytes <= MAX_HEADER_BYTES);
        given = said.bytes;
        continue;
      }
      assert.ok(said.status === "defect", JSON.stringify(said));
      assert.equal(said.problem.code, code);
      break;
    }
    const whole = inspect(file, { complete: true });
    assert.equal(whole.status, "defect");
  });

test("the budget of blocks leaves room for any honest file", () => {
  const xmp = segment(0xe1, zeros(65_533));
  const room = Math.floor(MAX_HEADER_BYTES / xmp.length) - 1;
  assert.ok(room < MAX_HEADER_BLOCKS);
  assert.equal(sizeOf(jpeg(repeat(xmp, room), frame(30, 20), SCAN)), "30x20");
});

test("a header over the budget is read all the same when the caller holds the whole file", () => {
  const file = jpeg(repeat(segment(0xe1, zeros(65_533)), 300), frame(30, 20), SCAN);
  assert.ok(file.length > MAX_HEADER_BYTES);
  assert.equal(codeOf(file), "limit.header-bytes");
  assert.equal(inspect(file, { complete: true }).status, "facts");
});

test("a WebP whose announced EXIF lies beyond the budget is upright rather than refused", () => {
  const size = MAX_HEADER_BYTES;
  const pixels = riffChunk("VP8 ", join(make.vp8(9, 5).subarray(8), zeros(size)));
  const said = ask(webp([make.vp8x(9, 5, 8), pixels, riffChunk("EXIF", make.exif(6))]));
  assert.ok(said.status === "facts" && said.facts.kind === "image");
  assert.deepEqual([said.facts.width, said.facts.height], [9, 5]);
});

test("sentences name place and reason, and nothing in them steers a terminal", async () => {
  const { errorOf } = await import("../errors/errors.ts");
  for (const [, file] of BROKEN) {
    const said = ask(file);
    assert.ok(said.status === "defect");
    const { message, fix } = errorOf(said.problem.code, said.problem.facts);
    assert.match(message, /^[\x20-\x7e]{10,300}\.$/);
    assert.ok(fix.length > 20);
    assert.doesNotMatch(message, /undefined|NaN|null|\[object/);
  }
});
