import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { type FarEnd, farEnd } from "./far-end.ts";
import { hash, run } from "./kind.ts";
import { pdfPath } from "./makers.ts";

const PDF = hash(readFileSync(pdfPath));

describe("a PDF", { timeout: 120_000 }, () => {
  let end: FarEnd;
  before(async () => {
    end = await farEnd("anthropic");
  });
  after(() => end.close());

  test("arrives byte for byte, as a document, in hand or as a stream", async () => {
    for (const input of [pdfPath, new Blob([readFileSync(pdfPath)]).stream()]) {
      const [seen] = await end.ask(input);
      assert.equal(seen?.sha256, PDF);
    }
    assert.equal(end.behind.fake.requests.at(-1)?.documents.length, 1);
  });

  test("arrives as a file by method file", async () => {
    const [seen] = await end.stream(pdfPath, { method: "file" });
    assert.deepEqual([seen?.method, seen?.sha256], ["file", PDF]);
  });

  test("leaves nothing running: a program that asks about one ends by itself, and so does the process that reads PDFs", async () => {
    const { code, out, err } = await run("pdf", end.url);
    assert.deepEqual([code, err, JSON.parse(out)], [0, "", [PDF]]);
  });
});
