import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { guessPdf } from "./pdf.ts";

const file = (name: string) => readFileSync(new URL(`../decode/fixtures/${name}`, import.meta.url));

describe("a PDF's own words say", () => {
  for (const [name, pages, encryption] of [
    ["invoice-ghostscript.pdf", 2, "none"],
    ["chart-cairo.pdf", 1, "none"],
    ["pages-100-reportlab.pdf", 100, "none"],
    ["scan-reportlab.pdf", 1, "none"],
    ["locked-qpdf.pdf", 2, "unknown"],
    ["permissions-qpdf.pdf", 2, "unknown"],
  ] as const)
    test(`${pages} pages, and ${encryption} encryption: ${name}`, () => {
      assert.deepEqual(guessPdf(file(name)), { pages, exact: false, encryption });
    });

  test("nothing where the page tree is compressed", () => {
    assert.equal(guessPdf(file("pages-601-qpdf.pdf")).pages, null);
  });

  test("the number of a linearised file in its first object", () => {
    const start =
      "%PDF-1.7\n%\xbf\xf7\n4 0 obj\n<< /Linearized 1 /L 3287 /H [ 600 120 ] /O 6 /E 1502 /N 23 /T 3099 >>\nendobj\n";
    assert.equal(guessPdf(Buffer.from(start, "latin1")).pages, 23);
  });

  test("no encryption where a page only speaks of it", () => {
    assert.equal(guessPdf(Buffer.from("%PDF-1.4\n1 0 obj\n(an /Encrypt 5 0 R entry)\nendobj\n")).encryption, "none");
  });
});

test("a guess takes no time that grows faster than the file", { timeout: 20_000 }, () => {
  const hostile = Buffer.from(`%PDF-1.4\n${"/Type /Pages ".repeat(200_000)}${"/Encrypt << ".repeat(200_000)}`);
  assert.equal(guessPdf(hostile).pages, null);
});
