import assert from "node:assert/strict";
import { copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { inFolder } from "./fixtures/run.ts";

const fixtures = join(import.meta.dirname, "../../../client/src/decode/fixtures");
const { folder, fovea } = inFolder();
before(() => {
  for (const [from, to] of [
    ["scan-reportlab.pdf", "scan.pdf"],
    ["invoice-ghostscript.pdf", "invoice.pdf"],
    ["pages-601-qpdf.pdf", "long.pdf"],
    ["locked-qpdf.pdf", "locked.pdf"],
  ] as const)
    copyFileSync(join(fixtures, from), join(folder, to));
});

describe("a PDF and the built-in eyes", () => {
  test("fovea ask reads a scanned page, offline", async () => {
    const { exit, out, err } = await fovea(["ask", "scan.pdf", "What is the total?"]);
    assert.equal(exit, 0, err);
    assert.match(out, /42\.50/);
  });

  test("fovea ask looks at the page that is named", async () => {
    const { exit, out, err } = await fovea(["ask", "invoice.pdf#2", "What does it say?"]);
    assert.equal(exit, 0, err);
    assert.match(out, /terms of payment/i);
  });

  test("fovea find gives boxes in px of the page that is named", async () => {
    const { exit, out, err } = await fovea(["find", "invoice.pdf#1", "Total", "--json"]);
    assert.equal(exit, 0, err);
    const { found, frame } = JSON.parse(out);
    const [{ box }] = found;
    const { width, height } = frame.original;
    // The line stands 610 pt above the foot of a page of 842 pt, from 72 pt on.
    assert.ok(Math.abs(box.x1 / width - 72 / 595) < 0.02, JSON.stringify({ box, width }));
    assert.ok(Math.abs(box.y2 / height - (842 - 606) / 842) < 0.02, JSON.stringify({ box, height }));
    const several = await fovea(["find", "invoice.pdf", "Total"]);
    assert.equal(several.exit, 3);
    assert.match(several.err, /name one, like invoice\.pdf#1/);
  });
});

describe("fovea plan", () => {
  test("counts pages, and says what they are expected to cost", async () => {
    const { exit, out } = await fovea(["plan", "invoice.pdf"]);
    assert.equal(exit, 0);
    assert.match(out, /2 pages, expected 3,000 to 15,568 tokens/);
    assert.match(out, /pages +2 pages, expected .*, \$0\.006 to \$0\.0311 as input/);
  });

  test("shows a line for each page with --as-images", async () => {
    const { out } = await fovea(["plan", "invoice.pdf", "--as-images"]);
    assert.match(out, /invoice\.pdf page 1 {2}image\/png[\s\S]*invoice\.pdf page 2 {2}image\/png/);
  });

  test("refuses what is over a limit or locked, with what to do", async () => {
    const long = await fovea(["plan", "long.pdf"]);
    assert.equal(long.exit, 4);
    assert.match(long.err, /601 pages of PDF; claude-sonnet-5-5 takes at most 600.*\n.*report\.pdf#2-5/);
    assert.equal((await fovea(["plan", "long.pdf#2-601"])).exit, 0);
    const locked = await fovea(["plan", "locked.pdf"]);
    assert.equal(locked.exit, 3);
    assert.match(locked.err, /password/);
    assert.equal((await fovea(["plan", "invoice.pdf#3"])).exit, 3);
  });

  test("takes a text as a document, and says of a spreadsheet what to do", async () => {
    writeFileSync(join(folder, "sums.csv"), "a,b\n1,2\n");
    const text = await fovea(["plan", "sums.csv"]);
    assert.equal(text.exit, 0, text.err);
    assert.match(text.out, /sums\.csv {2}document, text/);
    writeFileSync(
      join(folder, "sums.xlsx"),
      Buffer.concat([Buffer.from("PK\x03\x04"), Buffer.from("xl/workbook.xml")]),
    );
    const sheet = await fovea(["plan", "sums.xlsx"]);
    assert.equal(sheet.exit, 3);
    assert.match(sheet.err, /spreadsheet of an office program[\s\S]*PDF/);
  });
});
