import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "./inspect.ts";
import { officeKind } from "./office.ts";

/** The first part of an archive: its name, stored. Names of further parts follow as a directory has them. */
function archive(first: string, ...others: string[]): Buffer {
  const head = Buffer.alloc(30);
  head.write("PK\x03\x04", "latin1");
  head.writeUInt16LE(first.length, 26);
  return Buffer.concat([head, Buffer.from(first), Buffer.alloc(100_000, 7), Buffer.from(others.join("PK\x01\x02"))]);
}

test("office documents are told by their parts, wherever those are named", () => {
  assert.equal(officeKind(archive("[Content_Types].xml", "xl/workbook.xml")), "spreadsheet");
  assert.equal(officeKind(archive("word/document.xml")), "text document");
  assert.equal(officeKind(archive("_rels/.rels", "ppt/presentation.xml")), "presentation");
  assert.equal(officeKind(archive("mimetypeapplication/vnd.oasis.opendocument.spreadsheet")), "spreadsheet");
  assert.equal(officeKind(Buffer.from("d0cf11e0a1b11ae1", "hex")), "document");
});

test("other archives and pictures are none", () => {
  assert.equal(officeKind(archive("photos/cat.png", "photos/dog.png")), null);
  assert.equal(officeKind(Buffer.from("xl/workbook.xml")), null);
});

test("they are refused with what to do, other archives as before", () => {
  const refused = (bytes: Uint8Array) => {
    const found = inspect(bytes, { complete: true });
    return found.status === "defect" ? found.problem : found;
  };
  assert.deepEqual(refused(archive("xl/workbook.xml")), { code: "input.office", facts: { kind: "spreadsheet" } });
  assert.equal((refused(archive("a.txt")) as { code: string }).code, "input.not-an-image");
});
