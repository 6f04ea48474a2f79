import assert from "node:assert/strict";
import { test } from "node:test";
import { apply } from "../content/apply.ts";
import type { Edit } from "../content/edit.ts";
import type { LooseObject } from "../content/source.ts";
import { bytesRef } from "../input/bytes.ts";
import { type Form, OFFICIAL, readForms, toForm } from "./forms.ts";

const official = { type: "image", source: { type: "base64", media_type: "image/jpeg", data: "QUJD" } };
const BLOCKS: readonly LooseObject[] = [
  { type: "image", data: "QUJD", mimeType: "image/jpeg", detail: 1 },
  { type: "image", file: { base64: "QUJD", type: "image/jpeg", originalSize: 3 } },
  { type: "input_image", image_url: "data:image/jpeg;base64,QUJD" },
  { type: "image_url", image_url: { url: "data:image/jpeg;name=a;base64,QUJD" } },
];

test("every form is read as a block of the API, also in the results of tools; what is one already is the same object", () => {
  for (const block of BLOCKS) {
    const { content, forms } = readForms([official, { type: "tool_result", content: [block] }]);
    assert.deepEqual(content, [official, { type: "tool_result", content: [official] }]);
    assert.deepEqual([...forms.keys()], ["1.content.0"]);
    assert.equal((content as unknown[])[0], official);
  }
  const as = [official, { type: "text", text: "x" }, null, { type: "image" }];
  assert.equal(readForms(as).content, as);
  assert.equal(readForms("text").content, "text");
});

test("a url stays one, and is not taken for base64", () => {
  const { content } = readForms([{ type: "input_image", image_url: "https://example.com/a.png" }]);
  assert.deepEqual(content, [{ type: "image", source: { type: "url", url: "https://example.com/a.png" } }]);
});

test("edits of the block become edits of the form: another media type, other bytes; everything else stays", async () => {
  const label: Edit = { at: ["source", "media_type"], op: "replace", value: "image/png" };
  const bytes: Edit = {
    at: ["source"],
    op: "replace",
    value: { type: "base64", mediaType: "image/png", bytes: bytesRef(Buffer.from("abc")) },
  };
  const reads = (block: unknown): unknown => (readForms([block]).content as unknown[])[0];
  for (const block of BLOCKS) {
    const form = [...readForms([block]).forms.values()][0] as Form;
    const relabelled = await apply(block, await toForm([label], block, form));
    assert.deepEqual(reads(relabelled), { ...official, source: { ...official.source, media_type: "image/png" } });
    const rewritten = await apply(block, await toForm([bytes], block, form));
    assert.deepEqual(reads(rewritten), {
      type: "image",
      source: { type: "base64", media_type: "image/png", data: "YWJj" },
    });
    assert.deepEqual(Object.keys(rewritten as object), Object.keys(block));
  }
  assert.deepEqual(await toForm([label], official, OFFICIAL), [label]);
});
