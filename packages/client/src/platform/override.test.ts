import assert from "node:assert/strict";
import { test } from "node:test";
import { withCapabilities } from "./override.ts";
import { PLATFORMS } from "./platforms.ts";

const { compatible } = PLATFORMS;

test("a configured value counts, is certain, and tells what the table says", () => {
  const row = withCapabilities(compatible, { image: { url: true }, maxRequestBytes: 64_000_000 });
  assert.deepEqual(row.image.url, {
    value: true,
    source: "configuration",
    read: "2026-11-22",
    certain: true,
    note: "set by configuration; the table says false (source code of Ollama, llama.cpp server, vLLM and LocalAI)",
  });
  assert.equal(row.maxRequestBytes.value, 64_000_000);
});

test("everything that is not named stays as it is, and the table's row is untouched", () => {
  const row = withCapabilities(compatible, { document: { base64: true } });
  assert.equal(row.id, "compatible");
  assert.deepEqual(row.image, compatible.image);
  assert.equal(row.manyImages, compatible.manyImages);
  assert.equal(row.document.url, compatible.document.url);
  assert.equal(PLATFORMS.compatible.document.base64.value, false);
  assert.ok(Object.isFrozen(row) && Object.isFrozen(row.image));
});

test("what is no capability, or not of its type, is refused at once", () => {
  for (const wrong of [
    { url: true },
    { id: "anthropic" },
    { title: "mine" },
    { image: { gopher: true } },
    { image: { url: "yes" } },
    { maxRequestBytes: "32 MB" },
    { maxRequestBytes: -1 },
    { maxRequestBytes: 1.5 },
    { maxRequestBytes: true },
    { filesApi: 1 },
    { toString: true },
  ])
    assert.throws(() => withCapabilities(compatible, wrong as never), TypeError, JSON.stringify(wrong));
});
