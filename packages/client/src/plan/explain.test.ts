import assert from "node:assert/strict";
import { test } from "node:test";
import { explain } from "./explain.ts";
import { base64, context, file, held, jpeg, other, png, url } from "./fixtures/samples.ts";
import { makePlan } from "./make-plan.ts";

const at = (index: number) => ({ at: ["messages", 0, "content", index] }) as const;

test("a plan reads as sentences, a paragraph for every block and one for the whole", () => {
  const blocks = [
    base64(jpeg(4000, 3000, { byteLength: 2_400_000 }), at(0)),
    held(png(9000, 100), at(1)),
    url("https://example.org/a.png", at(2)),
    base64(png(1000, 1000), { ...at(3), declared: "image/jpg" }),
  ];
  const text = explain(makePlan(blocks, context("anthropic", {}, { otherBytes: 1000 })));
  assert.deepEqual(text.split("\n\n"), [
    "messages.0.content.0: The image (image/jpeg, 4,000x3,000 px, 2,400,000 bytes (2.3 MiB)) stays as it is and is sent as base64, because base64 is legal for Claude API. The model sees 2,212x1,659 px of it: 4,740 visual tokens. It takes 3,200,053 bytes (3.1 MiB) in the request.",
    "messages.0.content.1: The image (image/png, 9,000x100 px, 3,000 bytes) is resized to 2,576x29 px and sent as base64, because the most for Claude API is 8,000 px on a side; its bytes are in hand. The model sees all of it: 184 visual tokens. The new file may have at most 7,864,320 bytes (7.5 MiB). The model sees 2,576x29 px; below 200 px on a side answers are often wrong. A picture of 2,576x29 px is made of the 9,000x100 px: upright, in sRGB, without its metadata.",
    "messages.0.content.2: The image stays as it is and is sent by its url, because urls are legal for Claude API. Its size and visual tokens are not known yet. It takes 48 bytes in the request. The URL is fetched by Claude API; size, tokens and whether it is a picture at all are unknown until someone fetches it.",
    "messages.0.content.3: The image (image/png, 1,000x1,000 px, 3,000 bytes) keeps its bytes and is sent as base64, with what stands around them corrected, because its bytes are image/png, not image/jpg; base64 is legal for Claude API. The model sees all of it: 1,296 visual tokens. It takes 4,052 bytes in the request.",
    "In total 4 images: 6,220 visual tokens, and 1 block of which that is not known; as input to claude-opus-5-5 that costs $0.0249. The request has 3,205,153 bytes (3.1 MiB), without 1 block whose length is not known yet. It can go to Claude API.",
  ]);
});

test("a refused block says what is wrong and what to do about it", () => {
  const text = explain(makePlan([base64(png(20000, 20000))], context("vertex")));
  assert.match(
    text,
    /^messages\.0\.content\.0: The image \(image\/png, 20,000x20,000 px, 3,000 bytes\) is refused\. .*editor/,
  );
  assert.match(text, /It cannot go to Google Cloud \(Vertex AI\) as it is\.$/);
});

test("what has to be got first is said for the block and for the whole", () => {
  const text = explain(makePlan([file(at(0)), url("https://example.org/a.png", at(1))], context("vertex")));
  assert.match(
    text,
    /content\.0: The image is sent as base64 after Fovea has read the file, because file ids are not legal/,
  );
  assert.match(text, /content\.1: The image is sent as base64 after Fovea has fetched it, because urls are not legal/);
  assert.match(text, /In total 2 images; what the model sees of them, and the cost, is not known yet\./);
  assert.match(text, /once the bytes of 2 blocks are here and the plan has been made again\.$/);
});

test("uploading, referencing, converting and compressing are named", () => {
  const long = jpeg(500, 500, { byteLength: 9_000_000, sha256: "ab" });
  const of = (platform: "anthropic" | "vertex", facts: Parameters<typeof held>[0], uploaded = {}): string =>
    explain(makePlan([held(facts)], context(platform, { uploads: "auto" }, { uploaded }))).split(", because")[0] ?? "";
  assert.match(of("anthropic", long), /is uploaded to Claude API and sent by file id$/);
  assert.match(of("anthropic", long, { ab: "file_7" }), /is sent by file id, as file_7$/);
  assert.match(of("vertex", long), /is compressed further and sent as base64$/);
  assert.match(of("vertex", other("image/heic")), /is converted to image\/jpeg and sent as base64$/);
  assert.match(
    of("vertex", png(9000, 100, { mediaType: "image/gif" })),
    /is resized to 2,576x29 px and converted to image\/png/,
  );
});
