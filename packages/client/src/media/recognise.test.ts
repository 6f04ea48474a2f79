import assert from "node:assert/strict";
import { test } from "node:test";
import { ask } from "./fixtures/ask.ts";
import { ftyp, join, text, zeros } from "./fixtures/hostile.ts";
import { bytesOf } from "./fixtures/manifest.ts";

const utf8 = (characters: string): Uint8Array => new TextEncoder().encode(characters);

function typeOf(file: Uint8Array): string {
  const said = ask(file);
  assert.equal(said.status, "facts", JSON.stringify(said));
  return said.status === "facts" ? said.facts.mediaType : "";
}

function looks(file: Uint8Array): string {
  const said = ask(file);
  assert.ok(said.status === "defect" && said.problem.code === "input.not-an-image", JSON.stringify(said));
  return (said.problem.facts as { looksLike: string }).looksLike;
}

const BOXES: readonly [name: string, box: Uint8Array, type: string][] = [
  ["AVIF with its own brand", ftyp("avif", ["mif1", "miaf"]), "image/avif"],
  ["an AVIF sequence", ftyp("avis", ["msf1", "avis"]), "image/avif"],
  ["AVIF behind the neutral brand", ftyp("mif1", ["mif1", "miaf", "avif"]), "image/avif"],
  ["HEIC as phones write it", ftyp("heic", ["mif1", "heic"]), "image/heic"],
  ["HEIC behind the neutral brand", ftyp("mif1", ["mif1", "heic"]), "image/heic"],
  ["HEIF without a codec's brand", ftyp("mif1", []), "image/heic"],
  ["an HEIF sequence", ftyp("msf1", ["hevc", "msf1"]), "image/heic"],
  ["HEIC of more than eight bits", ftyp("heix", []), "image/heic"],
  ["HEIC in a film's clothes", ftyp("isom", ["mp41", "heic"]), "image/heic"],
  ["a box of size 0, to the end of the file", ftyp("avif", ["mif1"], 0), "image/avif"],
  ["a box larger than the file", ftyp("heic", ["mif1"], 0xffffffff), "image/heic"],
  [
    "a box with a 64-bit size",
    join(text("\0\0\0\x01ftyp\0\0\0\0\0\0\0\x20heic"), zeros(4), text("avif")),
    "image/heic",
  ],
  ["a hundred brands", ftyp("mif1", [...Array(99).fill("abcd"), "avif"]), "image/avif"],
];
for (const [name, box, type] of BOXES)
  test(`${name} is ${type}`, () => assert.equal(typeOf(join(box, zeros(40))), type));

test("films, Canon raw pictures and JPEG XL in the same container are told by name", () => {
  assert.equal(looks(ftyp("isom", ["isom", "mp42"])), 'a video or sound file ("isom")');
  assert.equal(looks(ftyp("qt  ", [])), 'a video or sound file ("qt")');
  assert.equal(looks(text("\0\0\0\x14ftypisomheicmp42")), 'a video or sound file ("isom")', "heic as a version");
  assert.equal(looks(ftyp("crx ", ["isom"])), "a Canon raw picture (CR3)");
  assert.equal(looks(ftyp("jxl ", ["jxl "])), "a JPEG XL picture");
});

const SVG: readonly [name: string, file: string][] = [
  ["bare", "<svg xmlns='http://www.w3.org/2000/svg'/>"],
  ["behind a byte order mark and white space", "\uFEFF \n\t<svg>"],
  ["behind a prolog, comments and white space", '<?xml version="1.0"?>\n<!-- a --><!-- <html> -->\n<svg\n width="1">'],
  ["behind a style sheet instruction", '<?xml version="1.0"?><?xml-stylesheet href="a.css"?><svg>'],
  ["announced by its DOCTYPE", '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x" [ <!ENTITY a "b"> ]>'],
  ["with a name space prefix", '<svg:svg xmlns:svg="http://www.w3.org/2000/svg">'],
  ["in capitals", "<SVG>"],
  ["empty", "<svg/>"],
  ["behind a comment of 60 KB", `<!-- ${"-+".repeat(30_000)} --><svg>`],
];
for (const [name, file] of SVG)
  test(`SVG ${name} is recognised`, () => assert.equal(typeOf(utf8(file)), "image/svg+xml"));

const HTML: readonly [name: string, file: string][] = [
  ["with a DOCTYPE", "<!DOCTYPE html><html>"],
  ["with a long old DOCTYPE", '<!doctype HTML PUBLIC "-//W3C//DTD HTML 4.01//EN">'],
  ["behind white space and a byte order mark", "\uFEFF\r\n\r\n <html lang=en>"],
  ["that starts with its head", "<head><title>x</title>"],
  ["that starts with a script", "<script>location='/login'</script>"],
  ["behind a comment", "<!-- saved from url --><html>"],
  ["that is XHTML", '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">'],
  ["that holds an SVG", "<html><svg></svg></html>"],
  ["that speaks of %PDF-1.4", "<html>%PDF-1.4</html>"],
];
for (const [name, file] of HTML) test(`a page ${name} is HTML`, () => assert.equal(typeOf(utf8(file)), "text/html"));

test("a PDF is recognised within its first 1024 bytes, and only with a version", () => {
  assert.equal(typeOf(join(zeros(1024), text("%PDF-1.7\n"))), "application/pdf");
  assert.equal(typeOf(text("\r\n%PDF-2.0\n")), "application/pdf");
  assert.match(looks(join(text("a".repeat(1025)), text("%PDF-1.7\n"))), /^text/);
  assert.match(looks(text("%PDF-x")), /^text/);
});

const WORDS: readonly [file: Uint8Array | string, words: string | RegExp][] = [
  ["Not found", 'text that begins with "Not found"'],
  [
    '{"error":{"code":404,"message":"no such picture here"}}',
    'JSON that begins with "{"error":{"code":404,"message":"no such ..."',
  ],
  ['\n[{"a":1}]', 'JSON that begins with "[{"a":1}]"'],
  [
    "BM is how this text begins, and it is no bitmap",
    'text that begins with "BM is how this text begins, and it is no..."',
  ],
  ["\u001b[31mred\u009b0m \u202eback", 'text that begins with "?[31mred?0m ?back"'],
  ["  \n ", "white space"],
  ['<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>', "XML whose root element is <Error>"],
  ["<3 hearts", /^markup without an element|^markup that has no element/],
  ["<!-- a comment that never ends", "markup that has no element where one is expected"],
  ["iVBORw0KGgoAAAANSUhEUgAAAD0", /base64 text of a picture/],
  ["data:image/png;base64,iVBORw0KGgo", /base64 text of a picture/],
  [
    "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a",
    'text that begins with "version https://git-lfs.github.com/spec/..."',
  ],
  [text("PK\x03\x04\x14\0\x06\0"), "a ZIP archive or an Office document"],
  [text("\x1f\x8b\x08\0\0\0"), "gzip-compressed data"],
  [text("RIFF\x24\0\0\0WAVEfmt "), "a WAVE sound"],
  [text("8BPS\0\x01\0\0"), "a Photoshop document"],
  [zeros(3000), "zero bytes, as an unfinished download leaves them"],
  [text("\x01\x02\xfe\xff\0\0"), "unknown bytes that begin with 01 02 FE FF 00 00"],
  [Uint8Array.of(7), "unknown bytes that begin with 07"],
];
for (const [file, words] of WORDS)
  test(`what looks like ${words} is named so`, () => {
    const said = looks(typeof file === "string" ? utf8(file) : file);
    if (typeof words === "string") assert.equal(said, words);
    else assert.match(said, words);
  });

test("a picture that went through a text decoder is named as destroyed", () => {
  for (const name of ["jpeg-exif-6.jpg", "png-rgb.png"]) {
    const asText = utf8(new TextDecoder().decode(bytesOf(name)));
    assert.equal(looks(asText), "a picture that was read as text and so destroyed");
  }
});

test("what begins like one format and is another is judged by its structure", () => {
  // A script in the clothes of a GIF: the screen's size is the text `/*a=`, and no block follows.
  const script = ask(text("GIF89a/*a=1*/=alert(1)//"));
  assert.equal(script.status === "defect" && script.problem.code, "input.broken-header");
  // A JPEG with a page in its comment is a JPEG; pixels behind a page's first tag are neither.
  assert.match(looks(join(utf8("<html>"), bytesOf("jpeg-baseline.jpg"))), /^unknown bytes/);
  assert.equal(typeOf(join(bytesOf("jpeg-baseline.jpg"), utf8("<html>%PDF-1.7"))), "image/jpeg");
  assert.equal(typeOf(join(bytesOf("png-rgb.png"), text("PK\x03\x04"))), "image/png");
});
