import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import sharp from "sharp";
import { createDecoder } from "./create-decoder.ts";
import { FIT, file } from "./fixtures/files.ts";
import { pdfOf } from "./fixtures/hostile.ts";

const decoder = createDecoder({ timeoutMs: 120_000 });
after(() => decoder.close());
const code = (expected: string) => ({ code: expected });

describe("pages are counted, and encryption is told, of PDFs by", () => {
  for (const [name, pages, encryption] of [
    ["invoice-ghostscript.pdf", 2, "none"],
    ["chart-cairo.pdf", 1, "none"],
    ["invoice-chromium.pdf", 3, "none"],
    ["note-libreoffice.pdf", 1, "none"],
    ["pages-100-reportlab.pdf", 100, "none"],
    ["pages-601-qpdf.pdf", 601, "none"],
    ["scan-reportlab.pdf", 1, "none"],
    ["locked-qpdf.pdf", null, "password"],
    ["permissions-qpdf.pdf", 2, "permissions"],
  ] as const)
    test(name, async () => {
      const facts = await decoder.pdf(file(name));
      assert.equal(facts.pages, pages);
      assert.equal(facts.encryption, encryption);
      assert.equal(facts.sizes.length, pages ?? 0);
    });
});

test("pages are those that are there, whatever the page tree states of itself", async () => {
  const page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>";
  for (const [stated, kids] of [
    [99_999, 1],
    [7, 3],
    [3, 3],
  ] as const) {
    const list = Array.from({ length: kids }, (_, index) => `${index + 3} 0 R`).join(" ");
    const tree = `<< /Type /Pages /Count ${stated} /Kids [${list}] >>`;
    const pages = Array.from({ length: kids }, () => page);
    const facts = await decoder.pdf(pdfOf(["<< /Type /Catalog /Pages 2 0 R >>", tree, ...pages]));
    assert.deepEqual([facts.pages, facts.sizes.length], [kids, kids]);
  }
});

test("sizes are those that are shown: in points, turned", async () => {
  const turned = await decoder.pdf(file("turned-qpdf.pdf"));
  assert.deepEqual(turned.sizes, [
    { widthPt: 842, heightPt: 595 },
    { widthPt: 595, heightPt: 842 },
  ]);
});

test("pages are drawn as large as the limits allow, upright, on white", async () => {
  const [page] = await decoder.rasterise(file("turned-qpdf.pdf"), { pages: [1, 1], fit: FIT });
  assert.ok(page);
  assert.equal(page.mediaType, "image/png");
  assert.equal(page.page, 1);
  assert.deepEqual([page.width, page.height], [1308, 924]);
  const { data, info } = await sharp(page.bytes).raw().toBuffer({ resolveWithObject: true });
  assert.deepEqual([info.width, info.height, info.channels], [1308, 924, 3]);
  assert.equal(data[0], 255);
  assert.ok(
    data.some((value) => value < 50),
    "there is ink",
  );
});

test("a range of pages comes in order, whatever goes to the child at a time; each shows what stands on it", async () => {
  const fit = { maxEdgePx: 280, maxTokens: 100 };
  const pages = await decoder.rasterise(file("pages-100-reportlab.pdf"), { pages: [41, 61], fit });
  assert.deepEqual(
    pages.map(({ page }) => page),
    Array.from({ length: 21 }, (_, index) => 41 + index),
  );
  assert.equal(new Set(pages.map(({ bytes }) => Buffer.from(bytes).toString("base64"))).size, 21);
});

test("a small page is drawn at most at 300 dpi", async () => {
  const [page] = await decoder.rasterise(file("chart-cairo.pdf"), {
    pages: [1, 1],
    fit: { maxEdgePx: 8000, maxTokens: 1e6 },
  });
  assert.deepEqual([page?.width, page?.height], [1250, 938]);
});

test("a document that opens without a password is drawn; one that needs a password says so", async () => {
  const [page] = await decoder.rasterise(file("permissions-qpdf.pdf"), { pages: [2, 2], fit: FIT });
  assert.equal(page?.page, 2);
  const locked = file("locked-qpdf.pdf");
  await assert.rejects(decoder.rasterise(locked, { pages: [1, 1], fit: FIT }), code("input.pdf-password"));
  await assert.rejects(decoder.cut(locked, [1, 1]), code("input.pdf-password"));
});

test("a range is cut out as a PDF of its own", async () => {
  const cut = await decoder.cut(file("pages-601-qpdf.pdf"), [599, 601]);
  assert.equal((await decoder.pdf(cut)).pages, 3);
  assert.ok(cut.length < 5000, `${cut.length} bytes`);
  const draw = async (bytes: Uint8Array, page: number) =>
    (await decoder.rasterise(bytes, { pages: [page, page], fit: FIT }))[0]?.bytes;
  assert.deepEqual(await draw(cut, 2), await draw(file("pages-601-qpdf.pdf"), 600));
});

test("pages that are not there are refused with how many there are, and the name of the input", async () => {
  for (const pages of [
    [0, 1],
    [3, 2],
    [2, 3],
    [1.5, 2],
  ] as const) {
    const bytes = file("invoice-ghostscript.pdf");
    await assert.rejects(decoder.cut(bytes, pages, { at: "invoice.pdf" }), (error: Error & { at: string }) => {
      assert.equal(error.at, "invoice.pdf");
      assert.match(error.message, /the file has 2 pages/);
      return true;
    });
  }
});
