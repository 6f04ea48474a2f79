import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import sharp, { type Sharp } from "sharp";
import type { ImageFacts } from "./facts.ts";
import { drawn } from "./fixtures/drawn.ts";
import { bytesOf, fixtures } from "./fixtures/manifest.ts";
import { inspect } from "./inspect.ts";
import { stripMetadata } from "./strip.ts";

const GPS = { GPSLatitudeRef: "N", GPSLatitude: "48/1 51/1 30/1", GPSLongitudeRef: "E", GPSLongitude: "2/1 17/1 40/1" };
const XMP = '<x:xmpmeta xmlns:x="adobe:ns:meta/"><!-- a secret --></x:xmpmeta>';

function factsOf(bytes: Uint8Array): ImageFacts {
  const found = inspect(bytes, { complete: true });
  assert.ok(found.status === "facts" && found.facts.kind === "image", JSON.stringify(found));
  return found.facts;
}

const shown = (bytes: Uint8Array): Promise<Buffer> => sharp(bytes, { animated: true }).raw().toBuffer();
const text = (words: string): Buffer => Buffer.from(words, "latin1");
const joined = (...parts: Uint8Array[]): Buffer => Buffer.concat(parts);

const rich = (picture: Sharp, orientation: number): Sharp =>
  picture
    .withMetadata({ orientation })
    .withExif({ IFD0: { Copyright: "a secret", Orientation: String(orientation) }, IFD3: GPS })
    .withXmp(XMP)
    .withIccProfile("p3");

describe("what encoders write", () => {
  for (const orientation of [1, 2, 3, 4, 5, 6, 7, 8])
    for (const [name, make] of [
      ["JPEG", () => rich(drawn(61, 43), orientation).jpeg()],
      ["progressive JPEG", () => rich(drawn(61, 43), orientation).jpeg({ progressive: true })],
      ["PNG", () => rich(drawn(61, 43, 4), orientation).png()],
      ["WebP", () => rich(drawn(61, 43, 4), orientation).webp()],
    ] as const)
      test(`${name}, orientation ${orientation}: smaller, the same pixels, profile and orientation, and no position`, async () => {
        const bytes = await make().toBuffer();
        const facts = factsOf(bytes);
        const { gps, ...before } = facts;
        assert.deepEqual([gps, facts.orientation], [true, orientation]);
        const untouched = new Uint8Array(bytes);
        const stripped = stripMetadata(bytes, facts);
        assert.deepEqual(new Uint8Array(bytes), untouched);
        const after = factsOf(stripped);
        assert.ok(stripped.length < bytes.length);
        assert.deepEqual({ ...after, byteLength: 0 }, { ...before, byteLength: 0 });
        assert.ok(Buffer.from(stripped).indexOf("secret") < 0);
        assert.deepEqual(await shown(stripped), await shown(bytes));
        const [a, b] = [await sharp(bytes).metadata(), await sharp(stripped).metadata()];
        assert.deepEqual([b.icc, b.orientation ?? 1, b.xmp], [a.icc, orientation, undefined]);
        // Once is enough.
        assert.deepEqual(stripMetadata(stripped, factsOf(stripped)), stripped);
      });
});

test("of every fixture the pixels stay, all frames of them, and what has nothing to lose stays as it is", async () => {
  for (const { file, facts } of fixtures) {
    if (facts.kind !== "image") continue;
    const bytes = bytesOf(file);
    const stripped = stripMetadata(bytes, factsOf(bytes));
    assert.ok(stripped.length <= bytes.length, file);
    assert.deepEqual(await shown(stripped), await shown(bytes), file);
    assert.deepEqual({ ...factsOf(stripped), byteLength: 0 }, { ...factsOf(bytes), byteLength: 0 }, file);
  }
  const plain = bytesOf("png-rgb.png");
  const once = stripMetadata(plain, factsOf(plain));
  assert.equal(stripMetadata(once, factsOf(once)), once);
});

describe("what programs add by hand", () => {
  test("JPEG: comments, IPTC, previews and what is appended go; also between scans", async () => {
    const segment = (marker: number, body: string): Buffer =>
      joined(Uint8Array.of(0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 255), text(body));
    const plain = await drawn(61, 43).jpeg({ progressive: true }).toBuffer();
    const secrets = joined(
      segment(0xfe, "a secret comment"),
      segment(0xed, "Photoshop 3.0\0 a secret"),
      segment(0xe2, "MPF\0 a secret"),
      segment(0xe3, "a secret"),
      segment(0xe0, "JFXX\0 a secret"),
    );
    const second = plain.indexOf(Uint8Array.of(0xff, 0xda), plain.indexOf(Uint8Array.of(0xff, 0xda)) + 2);
    const middle = plain.lastIndexOf(Uint8Array.of(0xff, 0xc4), second);
    const bytes = joined(
      plain.subarray(0, 2),
      secrets,
      plain.subarray(2, middle),
      secrets,
      plain.subarray(middle),
      text("a secret"),
    );
    const stripped = stripMetadata(bytes, factsOf(bytes));
    assert.deepEqual(Buffer.from(stripped), plain);
  });

  test("GIF: comments and applications' notes go, the one that repeats the animation stays", () => {
    const plain = Buffer.from(bytesOf("gif-animated.gif"));
    assert.ok(plain.indexOf("NETSCAPE2.0") > 0);
    const comment = joined(Uint8Array.of(0x21, 0xfe, 8), text("a secret"), Uint8Array.of(0));
    const xmp = joined(
      Uint8Array.of(0x21, 0xff, 11),
      text("XMP DataXMP"),
      Uint8Array.of(8),
      text("a secret"),
      Uint8Array.of(0),
    );
    const at = plain.indexOf(Uint8Array.of(0x21, 0xff));
    const bytes = joined(plain.subarray(0, at), comment, xmp, plain.subarray(at), text("a secret"));
    assert.deepEqual(Buffer.from(stripMetadata(bytes, factsOf(bytes))), plain);
  });

  test("PNG: text, time and private chunks go, and what is appended", async () => {
    const plain = await drawn(61, 43).png().toBuffer();
    const chunk = (name: string, body: string): Buffer => {
      const head = Buffer.alloc(4);
      head.writeUInt32BE(body.length);
      return joined(head, text(name), text(body), Buffer.alloc(4));
    };
    const secrets = joined(chunk("tEXt", "Comment\0a secret"), chunk("tIME", "1234567"), chunk("prVt", "a secret"));
    const bytes = joined(plain.subarray(0, 33), secrets, plain.subarray(33), text("a secret"));
    const stripped = Buffer.from(stripMetadata(bytes, factsOf(bytes)));
    assert.ok(stripped.indexOf("secret") < 0 && stripped.length <= plain.length);
    assert.deepEqual(await shown(stripped), await shown(plain));
  });
});

test("cut and mutated files: never an error, never longer than a minimal EXIF block allows", () => {
  const files = fixtures.filter(({ facts }) => facts.kind === "image").map(({ file }) => bytesOf(file));
  const change = fc.tuple(fc.nat(), fc.nat(255));
  fc.assert(
    fc.property(fc.nat(files.length - 1), fc.array(change, { maxLength: 5 }), fc.nat(), (which, changes, cut) => {
      const bytes = new Uint8Array(files[which] as Uint8Array);
      for (const [at, value] of changes) bytes[at % bytes.length] = value;
      const some = cut % 2 === 0 ? bytes : bytes.subarray(0, 20 + (cut % bytes.length));
      const found = inspect(some, { complete: true });
      if (found.status !== "facts" || found.facts.kind !== "image") return;
      const stripped = stripMetadata(some, found.facts);
      assert.ok(stripped.length <= some.length + 64);
    }),
    { numRuns: process.env.FOVEA_SOAK ? 300_000 : 2000, seed: 20261123 },
  );
});
