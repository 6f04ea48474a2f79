import assert from "node:assert/strict";
import { test } from "node:test";
import { InputError } from "../errors/errors.ts";
import type { Capability, Methods, Platform, PlatformId } from "./capability.ts";
import { MANY_IMAGES_FIT_EDGE_PX } from "./limits.ts";
import { findPlatform, PLATFORM_ALIASES, PLATFORMS } from "./platforms.ts";

// b, u, f: base64, url, file are taken; - they are not; ? behind a letter or dash: the sources do not say so plainly.
type Row = [
  image: string,
  document: string,
  imageBytes: string,
  requestBytes: string,
  documentsCount: string,
  more: string,
];
const TABLE: Record<PlatformId, Row> = {
  anthropic: ["b  u  f ", "b  u  f ", "10485760 ", "33554432 ", "no ", "files  batches  oversized "],
  aws: ["b  u  f ", "b  u  f ", "10485760 ", "33554432 ", "no ", "files  batches  oversized "],
  bedrock: ["b  -  - ", "b  -  - ", "5242880 ", "20971520 ", "yes ", "-  -  -?"],
  "bedrock-legacy": ["b  -  - ", "b  -  - ", "5242880 ", "20971520 ", "yes ", "-  -  -?"],
  vertex: ["b  -  - ", "b  -  - ", "5242880 ", "31457280 ", "yes ", "-  -  -?"],
  "google-cloud": ["b  u? f?", "b  u? f?", "10485760?", "33554432?", "yes?", "files? batches? oversized?"],
  foundry: ["b  u  f ", "b  u  f ", "10485760?", "33554432?", "no ", "files  -  oversized?"],
  "foundry-azure": ["b  u  - ", "b  u  - ", "5242880?", "33554432?", "no?", "-  -  -?"],
  compatible: ["b  -? - ", "-? -  - ", "10485760?", "33554432?", "no ", "-  -  -?"],
  eyes: ["b  -  - ", "-  -  - ", "10485760 ", "33554432 ", "no ", "-  -  - "],
};

const mark = (capability: Capability<unknown>): string => (capability.certain ? " " : "?");
const flag = (word: string, capability: Capability<boolean>): string =>
  (capability.value ? word : "-") + mark(capability);
const methods = (m: Methods): string => [flag("b", m.base64), flag("u", m.url), flag("f", m.file)].join(" ");

function rowOf(p: Platform): Row {
  return [
    methods(p.image),
    methods(p.document),
    p.maxImageBase64Bytes.value + mark(p.maxImageBase64Bytes),
    p.maxRequestBytes.value + mark(p.maxRequestBytes),
    (p.documentsCountAsMany.value ? "yes" : "no") + mark(p.documentsCountAsMany),
    [flag("files", p.filesApi), flag("batches", p.batches), flag("oversized", p.oversizedImage)].join(" "),
  ];
}

test("the rows of all platforms stand side by side", () => {
  const actual = Object.fromEntries(Object.entries(PLATFORMS).map(([id, row]) => [id, rowOf(row)]));
  assert.deepEqual(actual, TABLE);
});

test("every platform refuses sides over 8000 px, and over 2000 px from the 21st image on", () => {
  for (const row of Object.values(PLATFORMS))
    assert.deepEqual([row.maxEdgePx.value, row.manyImages.value, row.manyImagesMaxEdgePx.value], [8000, 20, 2000]);
});

test("the size made for many images is a multiple of 28 and stays under the limit", () => {
  assert.equal(MANY_IMAGES_FIT_EDGE_PX % 28, 0);
  assert.ok(MANY_IMAGES_FIT_EDGE_PX < 2000);
});

test("every platform takes base64 images, whatever else it does not", () => {
  for (const row of Object.values(PLATFORMS)) assert.equal(row.image.base64.value, true);
});

test("a file can be referenced only where there is a Files API", () => {
  for (const row of Object.values(PLATFORMS)) {
    assert.equal(row.image.file.value, row.filesApi.value, row.id);
    assert.equal(row.document.file.value, row.filesApi.value, row.id);
  }
});

test("every row has its own id and a title, and is frozen through and through", () => {
  for (const [id, row] of Object.entries(PLATFORMS)) {
    assert.equal(row.id, id);
    assert.match(row.title, /\S/);
    assert.ok(Object.isFrozen(row));
    for (const value of Object.values(row)) assert.ok(Object.isFrozen(value));
    for (const value of [...Object.values(row.image), ...Object.values(row.document)])
      assert.ok(Object.isFrozen(value));
  }
  assert.ok(Object.isFrozen(PLATFORMS));
});

test("a platform is found by its id in any case, and by the few aliases", () => {
  for (const id of Object.keys(PLATFORMS)) assert.equal(findPlatform(` ${id.toUpperCase()} `).id, id);
  const found = [...PLATFORM_ALIASES.keys()].map((alias) => [alias, findPlatform(alias).id]);
  assert.deepEqual(Object.fromEntries(found), {
    claude: "anthropic",
    api: "anthropic",
    google: "vertex",
    "vertex-ai": "vertex",
    local: "compatible",
  });
});

test("an unknown platform is refused with the list of known ones", () => {
  for (const name of ["openai", "", "__proto__", "constructor"])
    assert.throws(
      () => findPlatform(name),
      (error) =>
        error instanceof InputError &&
        error.code === "input.unknown-platform" &&
        error.message.includes("bedrock-legacy"),
    );
});
