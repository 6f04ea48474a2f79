import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readExif } from "./exif.ts";
import { ask } from "./fixtures/ask.ts";
import { drawn } from "./fixtures/drawn.ts";
import { be32, chunk, exif, frame, join, jpeg, SCAN, segment, text, zeros } from "./fixtures/hostile.ts";

test("all eight orientations are read in both byte orders and from every integer type", () => {
  for (let value = 1; value <= 8; value++)
    for (const big of [false, true])
      for (const type of [1, 3, 4]) assert.equal(readExif(exif(value, { big, type })).orientation, value);
});

test("the prefix that JPEG demands is also taken where WebP and PNG should have none", () => {
  assert.equal(readExif(join(text("Exif\0\0"), exif(6))).orientation, 6);
});

const LIES: readonly [name: string, block: Uint8Array][] = [
  ["nothing", zeros(0)],
  ["zeros", zeros(64)],
  ["another byte order mark", text("XX*\0\x08\0\0\0")],
  ["a header that breaks off", text("II*\0\x08")],
  ["value 0", exif(0)],
  ["value 9", exif(9)],
  ["a LONG value beyond 16 bits", exif(0x10006, { type: 4 })],
  ["a value that is text", exif(6, { type: 2 })],
  ["a directory behind the end", exif(6, { directory: 0xffffffff })],
  ["a directory at the very end", exif(6, { directory: 25 })],
  ["a directory inside the header", exif(6, { directory: 0 })],
  ["a list of values", exif(6, { count: 2 })],
  ["no entries", exif(6, { entries: 0 })],
  ["another tag", exif(6, { tag: 0x0113 })],
  ["65535 entries that are not there", exif(6, { tag: 1, entries: 0xffff })],
];

for (const [name, block] of LIES)
  test(`an EXIF block with ${name} means upright, never an error`, () => {
    assert.equal(readExif(block).orientation, null);
    const file = jpeg(segment(0xe1, join(text("Exif\0\0"), block)), frame(20, 10), SCAN);
    const said = ask(file);
    assert.ok(said.status === "facts" && said.facts.kind === "image");
    assert.deepEqual([said.facts.width, said.facts.height, said.facts.orientation], [20, 10, 1]);
  });

test("more entries than there are do not hide the one that is there", () => {
  assert.equal(readExif(exif(6, { entries: 0xffff })).orientation, 6);
});

test("the first block that has an orientation counts, wherever it stands before the scan", () => {
  const block = (value: number) => segment(0xe1, join(text("Exif\0\0"), exif(value)));
  const xmp = segment(0xe1, text("http://ns.adobe.com/xap/1.0/\0<x/>"));
  for (const file of [
    jpeg(xmp, block(0), block(6), block(3), frame(20, 10), SCAN),
    jpeg(frame(20, 10), block(6), SCAN),
  ]) {
    const said = ask(file);
    assert.ok(said.status === "facts" && said.facts.kind === "image");
    assert.deepEqual([said.facts.width, said.facts.height, said.facts.orientation], [10, 20, 6]);
  }
});

test("a position is seen where a latitude and a longitude are named, in every format", async () => {
  const gps = {
    GPSLatitudeRef: "N",
    GPSLatitude: "48/1 51/1 30/1",
    GPSLongitudeRef: "E",
    GPSLongitude: "2/1 17/1 40/1",
  };
  const drawing = () => drawn(48, 32);
  const files = (IFD3: Record<string, string>) =>
    Promise.all([
      drawing()
        .withExif({ IFD0: { Make: "x" }, IFD3 })
        .jpeg()
        .toBuffer(),
      drawing()
        .withExif({ IFD0: { Make: "x" }, IFD3 })
        .png()
        .toBuffer(),
      drawing()
        .withExif({ IFD0: { Make: "x" }, IFD3 })
        .webp()
        .toBuffer(),
    ]);
  const gpsOf = (file: Uint8Array): boolean | undefined => {
    const said = ask(file);
    assert.ok(said.status === "facts" && said.facts.kind === "image");
    return said.facts.gps;
  };
  assert.deepEqual((await files(gps)).map(gpsOf), [true, true, true]);
  assert.deepEqual((await files({ GPSAltitude: "100/1" })).map(gpsOf), [undefined, undefined, undefined]);
});

test("no bytes make it throw or give anything but 1 to 8", () => {
  const noise = fc.uint8Array({ maxLength: 80 });
  const likely = fc.tuple(fc.constantFrom(text("II*\0"), text("MM\0*")), fc.nat(40), noise);
  const block = fc.oneof(
    noise,
    likely.map(([mark, at, rest]) => join(mark, be32(at), rest)),
  );
  fc.assert(
    fc.property(block, (bytes) => {
      const value = readExif(bytes).orientation;
      assert.ok(value === null || (Number.isInteger(value) && value >= 1 && value <= 8));
    }),
    { numRuns: process.env.FOVEA_SOAK === undefined ? 200 : 50_000, seed: 20261103 },
  );
});

test("a position in XMP counts too, where it stands in front of the pixels, and only whole", async () => {
  const packet = (...names: string[]): string =>
    `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><rdf:Description ${names.map((name) => `exif:${name}="52,31.2N"`).join(" ")}/></rdf:RDF></x:xmpmeta>`;
  const files = async (xmp: string): Promise<Uint8Array[]> => {
    const still = new Uint8Array(await drawn(8, 8).png().toBuffer());
    // As ImageMagick and exiftool write it; libvips compresses it, and nothing is inflated here.
    const international = chunk("iTXt", join(text("XML:com.adobe.xmp\0\0\0\0\0"), text(xmp)));
    const png = join(still.subarray(0, 33), international, still.subarray(33));
    return [new Uint8Array(await drawn(8, 8).withXmp(xmp).jpeg().toBuffer()), png];
  };
  const gpsOf = (file: Uint8Array): boolean | undefined => {
    const said = ask(file);
    assert.ok(said.status === "facts" && said.facts.kind === "image");
    return said.facts.gps;
  };
  assert.deepEqual((await files(packet("GPSLatitude", "GPSLongitude"))).map(gpsOf), [true, true]);
  assert.deepEqual((await files(packet("GPSLatitude", "GPSVersionID"))).map(gpsOf), [undefined, undefined]);
  // The names behind the packet, in the pixels or elsewhere, are no metadata.
  const behind = (await files(packet("GPSVersionID"))).map((file) =>
    gpsOf(new Uint8Array(Buffer.concat([file, Buffer.from(packet("GPSLatitude", "GPSLongitude"))]))),
  );
  assert.deepEqual(behind, [undefined, undefined]);
});
