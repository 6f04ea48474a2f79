import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, test } from "node:test";
import { sharedDecoder } from "@fovea/client/internal/client/shared-decoder";
import { inspect } from "@fovea/client/internal/media/inspect";
import { ask, byFile, byUrl, fromTool, image, PNG, pdf } from "./fixtures/bodies.ts";
import { harness } from "./fixtures/harness.ts";

const fixtures = new URL("../../../../client/src/decode/fixtures/", import.meta.url);
const file = (name: string): Uint8Array => new Uint8Array(readFileSync(new URL(name, fixtures)));
const INVOICE = file("invoice-ghostscript.pdf");
const TEXT = { type: "text", text: "What is the total?" };
const URL_OF_IT = "https://example.com/invoice.pdf";

after(() => sharedDecoder().close());

test("the pages of PDFs reach the engine as pictures, by all three methods, in the order of the blocks", async () => {
  const h = harness({ urls: { [URL_OF_IT]: INVOICE } });
  const id = await h.upload(INVOICE, "application/pdf");
  const inTool = fromTool(pdf(INVOICE));
  const content = [pdf(INVOICE), image(PNG), byUrl(URL_OF_IT, "document"), byFile(id, "document"), inTool, TEXT];
  const told = await h.post(ask(content));
  assert.equal(told.status, 200, told.text);
  const pictures = h.asked[0]?.turns[0]?.pictures ?? [];
  assert.deepEqual(
    pictures.map(({ at, page }) => `${at.slice("messages.0.content.".length)}${page ? " page" : ""}`),
    ["0 page", "0 page", "1", "2 page", "2 page", "3 page", "3 page", "4.content.0 page", "4.content.0 page"],
  );
  for (const { bytes } of pictures) assert.equal(inspect(bytes, { complete: true }).status, "facts");
  assert.equal(told.headers["fovea-images"], "in=1 out=1");
  assert.equal(h.lines[0]?.in, 1);
});

test("strict takes them, too", async () => {
  const h = harness({ urls: { [URL_OF_IT]: INVOICE } });
  const told = await h.post(ask([pdf(INVOICE), byUrl(URL_OF_IT, "document"), TEXT]), "strict");
  assert.equal(told.status, 200, told.text);
  assert.equal(h.asked[0]?.turns[0]?.pictures.length, 4);
});

test("their tokens are those of the pictures, also when nobody looks", async () => {
  const h = harness();
  const asked = (await h.post(ask([pdf(INVOICE), TEXT]))).json.usage.input_tokens;
  const counted = (await h.count(ask([pdf(INVOICE), TEXT]))).json.input_tokens;
  assert.equal(asked, counted);
  assert.ok(counted > 2 * 4500, `${counted}`);
});

test("more than 20 pages together are refused by their number, before any is drawn", async () => {
  const told = await harness().post(ask([pdf(INVOICE), pdf(file("pages-601-qpdf.pdf")), TEXT]));
  assert.equal(told.status, 400);
  assert.match(told.json.error.message, /603 pages of a PDF were to be drawn as pictures; at most 20/);
  assert.equal(told.headers["fovea-at"], "messages.0.content.1");
});

test("what cannot be opened is refused at its block, strict in the API's words", async () => {
  const broken = Buffer.from("%PDF-1.7\nnothing");
  for (const [bytes, mode, message] of [
    [broken, "mend", /^messages\.0\.content\.0: The PDF cannot be read/],
    [broken, "strict", /^messages\.0\.content\.0\.pdf\.source\.base64\.data: The PDF specified was not valid\.$/],
    [file("locked-qpdf.pdf"), "mend", /^messages\.0\.content\.0: The PDF is locked with a password/],
  ] as const) {
    const told = await harness().post(ask([pdf(bytes), TEXT]), mode);
    assert.equal(told.status, 400);
    assert.match(told.json.error.message, message);
  }
});
