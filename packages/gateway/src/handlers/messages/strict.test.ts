// One test a row: what strict says of a request is what the Claude API has been seen to say (reference texts in observed.ts).
import assert from "node:assert/strict";
import { test } from "node:test";
import { FetchError } from "@fovea/client/internal/errors/errors";
import type { Engine } from "../../engine/engine.ts";
import { PictureError } from "../../engine/picture-error.ts";
import {
  ask,
  byFile,
  byUrl,
  fixture,
  fromTool,
  ICO,
  image,
  JPEG,
  PDF,
  PNG,
  pdf,
  sized,
  text64,
} from "./fixtures/bodies.ts";
import { harness } from "./fixtures/harness.ts";

const DEFAULT_TYPE = "invalid_request_error";
const TEXT = { type: "text", text: "What is this?" };
const LARGE = "A".repeat(10_485_760 + 4);
const many = (one: object, count: number): object[] => Array.from({ length: count }, () => one);
const refused = new FetchError("fetch.connect", {
  url: "https://example.com/x",
  host: "example.com",
  reason: "ECONNREFUSED",
});

interface Row {
  readonly name: string;
  readonly body: object | string;
  readonly message: string;
  readonly status?: number;
  readonly type?: string;
  readonly details?: object;
  readonly at?: string;
}

const DIMENSIONS = "At least one of the image dimensions exceed max allowed size";
const tooLarge = (max_side_length_pixels: number, ...paths: string[]): object => ({
  error_code: "image_dimensions_too_large",
  max_side_length_pixels,
  paths,
});
const DOWNSIZED =
  'image dimensions 2000x1500 exceed the maximum image size of a model named on this request and would be downsized to 1270x952; scale the image to at most 1270x952 or set the image\'s oversized_image setting to "downsize"';
const HEAVY = sized(10, 10, 7_864_320);
const noResize = { transformations: { oversized_image: "error" } };
const standard = { model: "claude-haiku-4-5" };

const ROWS: readonly Row[] = [
  {
    name: "more than 10 MB of base64",
    body: ask([TEXT, image(LARGE)]),
    message: "messages.0.content.1.image.source.base64: image exceeds 10 MB maximum: 10485764 bytes > 10485760 bytes",
    at: "messages.0.content.1",
  },
  {
    name: "more than 10 MB inside a tool result",
    body: ask([fromTool(TEXT, image(LARGE))]),
    message:
      "messages.0.content.0.tool_result.content.1.image.source.base64: image exceeds 10 MB maximum: 10485764 bytes > 10485760 bytes",
    at: "messages.0.content.0.content.1",
  },
  {
    name: "more than 8000 px",
    body: ask([TEXT, image(sized(8001, 10))]),
    message: `messages.0.content.1.image.source.base64.data: ${DIMENSIONS}: 8000 pixels`,
    details: tooLarge(8000, "messages.0.content.1"),
    at: "messages.0.content.1",
  },
  {
    name: "every picture of more than 8000 px, those in tool results too",
    body: ask([image(sized(10, 9000)), image(PNG), fromTool(TEXT, image(sized(8001, 10)))]),
    message: `messages.0.content.0.image.source.base64.data: ${DIMENSIONS}: 8000 pixels`,
    details: tooLarge(8000, "messages.0.content.0", "messages.0.content.2.content.1"),
    at: "messages.0.content.0",
  },
  {
    name: "more than 2000 px among more than 20 pictures",
    body: ask([...many(image(PNG), 20), image(sized(2001, 10)), fromTool(image(sized(10, 9000)))]),
    message: `messages.0.content.20.image.source.base64.data: ${DIMENSIONS} for many-image requests: 2000 pixels`,
    details: tooLarge(2000, "messages.0.content.20", "messages.0.content.21.content.0"),
    at: "messages.0.content.20",
  },
  {
    name: "more than 8000 px in front of more than 20 pictures, by the limit of many",
    body: ask([image(sized(9000, 10)), ...many(image(PNG), 20), image(sized(2001, 10))]),
    message: `messages.0.content.0.image.source.base64.data: ${DIMENSIONS} for many-image requests: 2000 pixels`,
    details: tooLarge(2000, "messages.0.content.0", "messages.0.content.21"),
    at: "messages.0.content.0",
  },
  {
    name: "more than 10 MB behind a url",
    body: ask([TEXT, byUrl("https://example.com/heavy.png")]),
    message: "messages.0.content.1.image: image exceeds 10 MB maximum: 10485836 bytes > 10485760 bytes",
    at: "messages.0.content.1",
  },
  {
    name: "a media type that the bytes are not",
    body: ask([image(PNG, "image/jpeg")]),
    message:
      "messages.0.content.0.image.source.base64: The image was specified using the image/jpeg media type, but the image appears to be a image/png image",
    at: "messages.0.content.0",
  },
  {
    name: "a media type that the bytes are not, in a tool result",
    body: ask([fromTool(image(JPEG, "image/webp"))]),
    message:
      "messages.0.content.0.tool_result.content.0.image.source.base64: The image was specified using the image/webp media type, but the image appears to be a image/jpeg image",
    at: "messages.0.content.0.content.0",
  },
  {
    name: "a media type that the API does not know",
    body: ask([image(JPEG, "image/jpg")]),
    message:
      "messages.0.content.0.image.source.base64.media_type: Input should be 'image/jpeg', 'image/png', 'image/gif' or 'image/webp'",
    at: "messages.0.content.0",
  },
  {
    name: "no media type",
    body: ask([{ type: "image", source: { type: "base64", data: text64(PNG) } }]),
    message: "messages.0.content.0.image.source.base64.media_type: Field required",
    at: "messages.0.content.0",
  },
  {
    name: "an icon under the name of a PNG",
    body: ask([image(ICO, "image/png")]),
    message: "messages.0.content.0.image.source.base64.data: Image format image/png not supported",
    at: "messages.0.content.0",
  },
  {
    name: "bytes that are no picture",
    body: ask([TEXT, image(Buffer.from("hello, I am text"))]),
    message: "messages.0.content.1.image.source.base64.data: Could not process image",
    at: "messages.0.content.1",
  },
  {
    name: "a web page under the name of a JPEG",
    body: ask([image(Buffer.from("<!doctype html><title>404</title>"), "image/jpeg")]),
    message: "messages.0.content.0.image.source.base64.data: Could not process image",
    at: "messages.0.content.0",
  },
  {
    name: "a picture whose header is broken",
    body: ask([image(PNG.slice(0, 20))]),
    message: "messages.0.content.0.image.source.base64.data: Could not process image",
    at: "messages.0.content.0",
  },
  {
    name: "a PDF in an image block",
    body: ask([image(PDF)]),
    message: "messages.0.content.0.image.source.base64.data: Could not process image",
    at: "messages.0.content.0",
  },
  ...[
    ["a data: prefix", `data:image/png;base64,${text64(PNG)}`],
    ["white space", text64(PNG).replace(/.{76}/g, "$&\n")],
    ["letters that are none", "!!!!"],
    ["the url-safe alphabet", "_-_-"],
    ["a cut text", "AAAAA"],
    ["no padding", text64(Buffer.concat([PNG, Buffer.alloc(3 - (PNG.length % 3) + 1)])).replace(/=+$/, "")],
  ].map(
    ([name, data]): Row => ({
      name: `base64 with ${name}`,
      body: ask([fromTool(image(data as string))]),
      message: "messages.0.content.0.tool_result.content.0.image.source.base64: invalid base64 data",
      at: "messages.0.content.0.content.0",
    }),
  ),
  {
    name: "a picture in the content of a document that is not what it says",
    body: ask([{ type: "document", source: { type: "content", content: [image(PNG, "image/gif")] } }]),
    message:
      "messages.0.content.0.document.source.content.content.0.image.source.base64: The image was specified using the image/gif media type, but the image appears to be a image/png image",
    at: "messages.0.content.0.source.content.0",
  },
  {
    name: "an empty picture",
    body: ask([image("")]),
    message: "messages.0.content.0.image.source.base64: image cannot be empty",
    at: "messages.0.content.0",
  },
  {
    name: "too many pictures and documents for a model of 200k tokens",
    body: ask([...many(image(PNG), 100), pdf(PDF)], standard),
    message: "too many images and documents: 100 + 1 > 100",
  },
  {
    name: "a body over the limit",
    body: ask("x".repeat(33_554_432)),
    message: "Request exceeds the maximum size",
    status: 413,
    type: "request_too_large",
  },
  {
    name: "a url that is not https",
    body: ask([byUrl("http://example.com/a.png")]),
    message: "Only HTTPS URLs are supported.",
    at: "messages.0.content.0",
  },
  {
    name: "a url whose server cannot be reached",
    body: ask([fromTool(byUrl("https://example.com/x"))]),
    message: "Unable to download the file. Please verify the URL and try again.",
    at: "messages.0.content.0.content.0",
  },
  {
    name: "a url on a private network",
    body: ask([byUrl("https://10.0.0.1/a.png")]),
    message: "Unable to download the file. Please verify the URL and try again.",
    at: "messages.0.content.0",
  },
  {
    name: "an oversized picture that must not be downsized",
    body: ask([TEXT, image(sized(2000, 1500), "image/png", noResize)], standard),
    message: `messages.0.content.1: ${DOWNSIZED}`,
    at: "messages.0.content.1",
  },
  {
    name: "an oversized picture in a tool result that must not be downsized",
    body: ask([fromTool(image(sized(2000, 1500), "image/png", noResize))], standard),
    message: `messages.0.content.0.content.0: ${DOWNSIZED}`,
    at: "messages.0.content.0.content.0",
  },
  {
    name: "an oversized picture behind a url, named without its place",
    body: ask([{ ...byUrl("https://example.com/large.png"), ...noResize }], standard),
    message: DOWNSIZED,
    at: "messages.0.content.0",
  },
  {
    name: "a document of another media type",
    body: ask([pdf(PDF, "text/html")]),
    message: "messages.0.content.0.document.source.base64.media_type: Input should be 'application/pdf'",
    at: "messages.0.content.0",
  },
  {
    name: "a text document of another media type",
    body: ask([{ type: "document", source: { type: "text", media_type: "text/html", data: "<p>" } }]),
    message: "messages.0.content.0.document.source.text.media_type: Input should be 'text/plain'",
    at: "messages.0.content.0",
  },
  {
    name: "a document that is no PDF",
    body: ask([pdf(PNG)]),
    message: "messages.0.content.0.pdf.source.base64.data: The PDF specified was not valid.",
    at: "messages.0.content.0",
  },
  {
    name: "a document whose base64 is none",
    body: ask([pdf("!!!!")]),
    message: "messages.0.content.0.document.source.base64: invalid base64 data",
    at: "messages.0.content.0",
  },
  {
    name: "an image without a source",
    body: ask([{ type: "image" }]),
    message: "messages.0.content.0.image.source: Field required",
    at: "messages.0.content.0",
  },
  {
    name: "a base64 source without data, in a tool result",
    body: ask([fromTool({ type: "image", source: { type: "base64", media_type: "image/png" } })]),
    message: "messages.0.content.0.tool_result.content.0.image.source.base64.data: Field required",
    at: "messages.0.content.0.content.0",
  },
  {
    name: "a key that image blocks do not have",
    body: ask([fromTool(image(PNG, "image/png", { detail: "high" }))]),
    message: "messages.0.content.0.tool_result.content.0.image.detail: Extra inputs are not permitted",
    at: "messages.0.content.0.content.0",
  },
  {
    name: "a key that sources do not have",
    body: ask([{ type: "image", source: { type: "url", url: "https://example.com/x", media_type: "image/png" } }]),
    message: "messages.0.content.0.image.source.url.media_type: Extra inputs are not permitted",
    at: "messages.0.content.0",
  },
  {
    name: "an unknown model",
    body: ask("hi", { model: "claude-nothing-9" }),
    message: "model: claude-nothing-9",
    status: 404,
    type: "not_found_error",
  },
  {
    name: "an unknown file",
    body: ask([byFile("file_011CNha8iCJcU1wXNR6q4V8w")]),
    message: "File `file_011CNha8iCJcU1wXNR6q4V8w` not found.",
    status: 404,
    type: "not_found_error",
    at: "messages.0.content.0",
  },
  {
    name: "more than four places to cache up to",
    body: ask(many({ ...TEXT, cache_control: { type: "ephemeral" } }, 5)),
    message: "A maximum of 4 blocks with cache_control may be provided. Found 5.",
  },
  {
    name: "a cache lifetime that there is none of",
    body: ask([image(PNG, "image/png", { cache_control: { type: "ephemeral", ttl: "2h" } })]),
    message: "messages.0.content.0.image.cache_control.ttl: Input should be '5m' or '1h'",
  },
];

for (const { name, body, message, status = 400, type = DEFAULT_TYPE, details, at } of ROWS)
  test(`strict refuses ${name} as the API does`, async () => {
    const urls = {
      "https://example.com/x": refused,
      "https://example.com/large.png": sized(2000, 1500),
      "https://example.com/heavy.png": HEAVY,
    };
    const { post, asked, lines } = harness({ urls });
    const told = await post(body, "strict");
    assert.deepEqual(told.json, {
      type: "error",
      error: { type, message, ...(details ? { details } : {}) },
      request_id: "req_test",
    });
    assert.equal(told.status, status);
    assert.equal(told.headers["fovea-at"], at);
    assert.equal(asked.length, 0);
    assert.deepEqual([lines.length, lines[0]?.status, lines[0]?.out], [1, status, 0]);
  });

test("strict takes what is right by all three methods, at every place, and gives it to the engine whole", async () => {
  const { post, asked, upload, lines } = harness({ urls: { "https://example.com/a.png": PNG } });
  const id = await upload(JPEG, "image/jpeg");
  const webp = fixture("webp-lossy.webp");
  const told = await post(
    ask([image(PNG), byUrl("https://example.com/a.png"), fromTool(byFile(id), image(webp, "image/webp")), TEXT]),
    "strict",
  );
  assert.equal(told.status, 200, told.text);
  const pictures = asked[0]?.turns[0]?.pictures ?? [];
  assert.deepEqual(
    pictures.map(({ at, bytes }) => [at, text64(bytes)]),
    [
      ["messages.0.content.0", text64(PNG)],
      ["messages.0.content.1", text64(PNG)],
      ["messages.0.content.2.content.0", text64(JPEG)],
      ["messages.0.content.2.content.1", text64(webp)],
    ],
  );
  assert.equal(told.headers["fovea-images"], "in=4 out=4");
  assert.deepEqual(
    lines[0]?.images.map(({ method, step, width }) => [method, step, width !== null]),
    [
      ["base64", "keep", true],
      ["url", "keep", true],
      ["file", "keep", true],
      ["base64", "keep", true],
    ],
  );
});

const about = { code: "eyes.undecodable", title: "It cannot be decoded", fix: "Save it anew.", status: 400 };
const undecodable = Object.assign(new Error("The picture cannot be decoded."), about);

test("a picture that only the engine can tell is broken is refused as the API does, and named in mend", async () => {
  const engine: Engine = {
    model: "blind-1",
    answer: ({ turns }) => {
      const at = turns[0]?.pictures[1]?.at ?? "";
      return Promise.reject(new PictureError(at, undecodable));
    },
    close: async () => undefined,
  };
  const body = ask([image(PNG), fromTool(image(PNG))]);
  const strict = await harness({ engine }).post(body, "strict");
  assert.deepEqual(strict.json.error, {
    type: "invalid_request_error",
    message: "messages.0.content.1.tool_result.content.0.image.source.base64.data: Could not process image",
  });
  const mend = await harness({ engine }).post(body);
  assert.match(mend.json.error.message, /^messages\.0\.content\.1\.content\.0: /);
});
