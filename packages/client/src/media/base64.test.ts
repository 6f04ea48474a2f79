import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Base64Flaw, type Base64Text, decodedLength, decodePrefix, readBase64 } from "./base64.ts";
import { bytesOf } from "./fixtures/manifest.ts";

const soak = process.env.FOVEA_SOAK !== undefined;
const encode = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");
const picture = encode(bytesOf("jpeg-baseline.jpg"));
const PADDED = encode(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0)); // "/9j/4A=="

function good(text: string): Base64Text {
  const said = readBase64(text);
  assert.ok(said.ok, `${text.slice(0, 60)} is refused`);
  return said;
}

function refused(text: string): unknown {
  const said = readBase64(text);
  assert.ok(!said.ok, `${text.slice(0, 60)} is accepted`);
  return said.problem;
}

test("clean base64 has no flaws and is handed back as it is", () => {
  for (const text of [picture, PADDED, "QUJD", "QUI=", "+/+/"]) {
    const { flaws, declared, length, clean } = good(text);
    assert.deepEqual({ flaws, declared, length }, { flaws: [], declared: null, length: text.length });
    assert.equal(clean(), text);
  }
});

const MENDED: readonly [name: string, text: string, flaws: readonly Base64Flaw[], clean: string, declared?: string][] =
  [
    ["a data prefix", `data:image/png;base64,${PADDED}`, ["data-prefix"], PADDED, "image/png"],
    ["a data prefix in capitals", `DATA:Image/JPEG;BASE64,${PADDED}`, ["data-prefix"], PADDED, "image/jpeg"],
    ["a data prefix with a name", `data:image/png;name=a.png;base64,${PADDED}`, ["data-prefix"], PADDED, "image/png"],
    [
      "a data prefix with two parameters",
      `data:image/png;charset=utf-8;name=a;base64,${PADDED}`,
      ["data-prefix"],
      PADDED,
      "image/png",
    ],
    ["a data prefix without a type", `data:;base64,${PADDED}`, ["data-prefix"], PADDED],
    ["white space before a data prefix", `\n data:image/png;base64,${PADDED}`, ["data-prefix"], PADDED, "image/png"],
    [
      "percent-encoding behind a data prefix",
      "data:image/png;base64,%2F9j/4A%3D%3d",
      ["data-prefix"],
      PADDED,
      "image/png",
    ],
    ["line breaks", "/9j/\r\n4A==\n", ["white-space"], PADDED],
    ["spaces and tabs", " /9j/ 4\tA==", ["white-space"], PADDED],
    ["the alphabet of URLs", "_9j_4A==", ["url-safe-alphabet"], PADDED],
    ["both alphabets", "_9j/-A==", ["url-safe-alphabet"], "/9j/+A=="],
    ["no padding", "/9j/4A", ["padding"], PADDED],
    ["half the padding", "/9j/4A=", ["padding"], PADDED],
    ["too much padding", "/9j/4A====", ["padding"], PADDED],
    ["padding where none is due", "QUJD=", ["padding"], "QUJD"],
    ["bits behind the last byte, of two characters", "/9j/4P==", ["padding"], PADDED],
    ["bits behind the last byte, of three characters", "QUJ=", ["padding"], "QUI="],
    [
      "all of it",
      "data:image/webp;base64, _9j_\n4A",
      ["data-prefix", "white-space", "url-safe-alphabet", "padding"],
      PADDED,
      "image/webp",
    ],
  ];

for (const [name, text, flaws, clean, declared = null] of MENDED)
  test(`${name} can be mended and is named`, () => {
    const said = good(text);
    assert.deepEqual(said.flaws, flaws);
    assert.equal(said.declared, declared);
    assert.equal(said.clean(), clean);
    assert.equal(said.length, clean.length);
    assert.deepEqual(good(clean).flaws, [], "mended text is clean");
  });

test("what cannot be base64 is refused, with the place and the character", () => {
  const invalid = (offset: number, character: string) => ({
    code: "input.base64-invalid",
    facts: { offset, character },
  });
  assert.deepEqual(refused("/9j/*A=="), invalid(4, "*"));
  assert.deepEqual(refused("/9j/4A==\u00e9"), invalid(8, "\u00e9"));
  assert.deepEqual(refused(`data:image/png;base64,/9!/`), invalid(24, "!"));
  assert.deepEqual(refused("/9j/\u{1F600}A=="), invalid(4, "\u{1F600}"));
  assert.deepEqual(refused("/9==4A=="), invalid(2, "="), "two texts one behind the other");
  assert.deepEqual(refused("/9j\0"), invalid(3, "\0"));
  assert.deepEqual(refused("\uFEFF/9j/"), invalid(0, "\uFEFF"));
});

test("emptiness, a cut text and a data URL of another kind have their own names", () => {
  for (const text of ["", "  \n", "====", "data:image/png;base64,", "data:image/png;base64,=="])
    assert.deepEqual(refused(text), { code: "input.empty", facts: { what: "base64 text" } });
  for (const text of ["/9j/4", "/9j/4==="])
    assert.deepEqual(refused(text), { code: "input.base64-length", facts: { length: 5 } });
  for (const text of ["data:image/svg+xml,<svg/>", "data:", " data:image/png;base64"])
    assert.deepEqual(refused(text), { code: "input.data-url", facts: { start: text.trim() } });
});

test("mended text decodes to the bytes that a lenient decoder makes of the flawed one", () => {
  const flawed = fc.tuple(fc.uint8Array({ minLength: 1, maxLength: 200 }), fc.nat(15)).map(([bytes, which]) => {
    let text = encode(bytes);
    if (which & 1) text = text.replace(/.{5}/g, "$& \r\n");
    if (which & 2) text = text.replaceAll("+", "-").replaceAll("/", "_");
    if (which & 4) text = text.replaceAll("=", "");
    if (which & 8) text = `data:image/png;base64,${text}`;
    return { text, bytes };
  });
  fc.assert(
    fc.property(flawed, fc.nat(220), ({ text, bytes }, count) => {
      const clean = good(text).clean();
      assert.equal(clean, encode(bytes));
      assert.equal(decodedLength(clean), bytes.length);
      assert.deepEqual(decodePrefix(clean, count), bytes.slice(0, count));
    }),
    { numRuns: soak ? 20_000 : 200, seed: 20261101 },
  );
});

test("no text makes it throw, and what it accepts Node decodes whole", () => {
  const characters = fc.string({ unit: fc.constantFrom(..."AQg9/+-_= \n%,;:data*\u00e9"), maxLength: 60 });
  fc.assert(
    fc.property(
      fc.oneof(
        characters,
        characters.map((text) => `data:image/png;base64,${text}`),
      ),
      (text) => {
        const said = readBase64(text);
        if (!said.ok) return;
        const clean = said.clean();
        assert.match(clean, /^(?:[A-Za-z0-9+/]{4})+$|^(?:[A-Za-z0-9+/]{4})*[A-Za-z0-9+/]{2}(?:[A-Za-z0-9+/]=|==)$/);
        assert.equal(Buffer.from(clean, "base64").toString("base64"), clean);
      },
    ),
    { numRuns: soak ? 50_000 : 500, seed: 20261102 },
  );
});

test("a text of the platform's greatest length, clean or with line breaks, is read without a hang", {
  timeout: 20_000,
}, () => {
  const text = "iVBORw0KGgo/".repeat(13_000_000 / 12);
  assert.deepEqual(good(text).flaws, []);
  assert.deepEqual(good(`${text}\n`).flaws, ["white-space"]);
  assert.deepEqual(refused(`${text}*`), {
    code: "input.base64-invalid",
    facts: { offset: text.length, character: "*" },
  });
  assert.equal(decodePrefix(text, 65_536).length, 65_536);
});
