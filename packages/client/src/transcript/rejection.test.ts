import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { APIError } from "@anthropic-ai/sdk";
import { APIError as OldAPIError } from "anthropic-sdk-0";
import { type Rejection, type RejectionKind, readRejection } from "./rejection.ts";

type Row = readonly [text: string, kind: RejectionKind, at: readonly string[], limit?: Rejection["limit"]];

/** Every known text, old forms and those of the clouds too. */
const ROWS: readonly Row[] = [
  [
    "messages.1.content.0.image.source.base64: image exceeds 5 MB maximum: 6521204 bytes > 5242880 bytes",
    "bytes",
    ["messages.1.content.0"],
    { maxBase64Bytes: 5_242_880 },
  ],
  [
    "messages.168.content.0.tool_result.content.1.image.source.base64: image exceeds 5 MB maximum: 5242884 bytes > 5242880 bytes",
    "bytes",
    ["messages.168.content.0.content.1"],
    { maxBase64Bytes: 5_242_880 },
  ],
  [
    "messages.0.content.1.image: image exceeds 10 MB maximum: 23045044 bytes > 10485760 bytes",
    "bytes",
    ["messages.0.content.1"],
    { maxBase64Bytes: 10_485_760 },
  ],
  ["image exceeds 10 MB maximum: 23045044 bytes > 10485760 bytes", "bytes", [], { maxBase64Bytes: 10_485_760 }],
  [
    "The model returned the following errors: messages.0.content.2.image.source.bytes: image exceeds 5 MB maximum: 7167852 bytes > 5242880 bytes",
    "bytes",
    ["messages.0.content.2"],
    { maxBase64Bytes: 5_242_880 },
  ],
  [
    "Image base64 size (8.4 MB) exceeds API limit (5.0 MB). Please resize the image before sending.",
    "bytes",
    [],
    { maxBase64Bytes: 5_242_880 },
  ],
  ["Image was too large. Double press esc to go back and try again with a smaller image.", "bytes", []],
  [
    "messages.7.content.2.image.source.base64.data: At least one of the image dimensions exceed max allowed size: 8000 pixels",
    "dimensions",
    ["messages.7.content.2"],
    { maxEdgePx: 8000 },
  ],
  [
    "messages.7.content.2.image.source.base64.data: At least one of the image dimensions exceed max \n    allowed size: 8000 pixels",
    "dimensions",
    ["messages.7.content.2"],
    { maxEdgePx: 8000 },
  ],
  [
    "messages.41.content.31.image.source.base64.data: At least one of the image dimensions exceed max allowed size for many-image requests: 2000 pixels",
    "many-images",
    ["messages.41.content.31"],
    { maxEdgePx: 2000 },
  ],
  [
    "messages.0.content.20.image.source.base64.data: At least one of the image dimensions exceeds max allowed size for many-image requests: 2000 pixels",
    "many-images",
    ["messages.0.content.20"],
    { maxEdgePx: 2000 },
  ],
  [
    "An image in the conversation exceeds the dimension limit for many-image requests (2000px). Start a new session with fewer images.",
    "many-images",
    [],
    { maxEdgePx: 2000 },
  ],
  [
    'messages.0.content.0: image dimensions 1920x1080 exceed the maximum image size of a model named on this request and would be downsized to 1456x819; scale the image to at most 1456x819 or set the image\'s oversized_image setting to "downsize"',
    "tier",
    ["messages.0.content.0"],
    { maxSize: { width: 1456, height: 819 } },
  ],
  [
    "messages.2.content.1.image.source.base64.data: Image does not match the provided media type image/png",
    "media-type",
    ["messages.2.content.1"],
  ],
  [
    "messages.2.content.1.image.source.base64: The image was specified using the image/jpeg media type, but the image appears to be a image/png image",
    "media-type",
    ["messages.2.content.1"],
  ],
  [
    "messages.2.content.1.image.source.base64.media_type: Input should be 'image/jpeg', 'image/png', 'image/gif' or 'image/webp'",
    "media-type",
    ["messages.2.content.1"],
  ],
  [
    "messages.0.content.0.document.source.base64.media_type: Input should be 'application/pdf'",
    "media-type",
    ["messages.0.content.0"],
  ],
  [
    "messages.4.content.0.image.source.base64.data: Image format image/png not supported",
    "format-not-supported",
    ["messages.4.content.0"],
  ],
  [
    "Unsupported document file format: application/octet-stream. Only PDF and plaintext documents are supported.",
    "format-not-supported",
    [],
  ],
  ["Could not process image", "unprocessable", []],
  ["messages.3.content.0.image.source.base64.data: Could not process image", "unprocessable", ["messages.3.content.0"]],
  ["Could not process PDF", "unprocessable", []],
  [
    "messages.2.content.0.pdf.source.base64.data: The PDF specified was not valid.",
    "unprocessable",
    ["messages.2.content.0"],
  ],
  ["messages.0.content.0.image.source.base64: invalid base64 data", "base64", ["messages.0.content.0"]],
  ["messages.118.content.4.image.source.base64: image cannot be empty", "empty", ["messages.118.content.4"]],
  ["too many images and documents: 104 + 1 > 100", "count", [], { maxImages: 100 }],
  ["too many images and documents: 19 + 5 > 20", "count", [], { maxImages: 20 }],
  ["Too much media: 0 document pages + 103 images > 100", "count", [], { maxImages: 100 }],
  ["Request exceeds the maximum size", "request-too-large", []],
  ["Unable to download the file. Please verify the URL and try again.", "url-fetch", []],
  ["messages.0.content.0.image.source.url.url: Only HTTPS URLs are supported.", "url-fetch", ["messages.0.content.0"]],
  ["This URL is disallowed by the website's robots.txt file.", "url-fetch", []],
  [
    "messages.0.content.0.image.source.base64.data: URL sources are not supported",
    "source-not-supported",
    ["messages.0.content.0"],
  ],
  [
    "messages.0.content.0.image.source: Input tag 'file' found using 'type' does not match any of the expected tags: 'base64'",
    "source-not-supported",
    ["messages.0.content.0"],
  ],
  ["File `file_011CNha8iCJcU1wXNR6q4V8w` not found.", "file-not-found", []],
];

const body = (message: string) => ({
  type: "error",
  error: { type: "invalid_request_error", message },
  request_id: "req_1",
});
const headers = new Headers({ "request-id": "req_1" });

/** How one text reaches people who catch an error, by what they call the platform with. */
const FORMS: Readonly<Record<string, (message: string) => unknown>> = {
  "the text itself": (message) => message,
  "an error": (message) => new Error(message),
  "the body of the Claude API": body,
  "that body as a text": (message) => JSON.stringify(body(message)),
  "the client of today": (message) => APIError.generate(400, body(message), undefined, headers),
  "the client before": (message) => OldAPIError.generate(400, body(message), undefined, headers),
  "the message of such an error alone": (message) =>
    new Error(APIError.generate(400, body(message), undefined, headers).message),
  "Bedrock's body in the client": (message) => APIError.generate(400, { message }, undefined, headers),
  "Google's front": (message) => ({ error: { code: 400, message, status: "INVALID_ARGUMENT" } }),
  "Google's front in a list": (message) => [{ error: { code: 400, message, status: "INVALID_ARGUMENT" } }],
  "Google's front around the body": (message) => ({ error: { code: 400, message: JSON.stringify(body(message)) } }),
  "Azure's front": (message) => ({ error: { code: "BadRequest", message } }),
  "a session's line": (message) => `API Error: 400 ${JSON.stringify(body(message))}`,
  "AI SDK": (message) =>
    Object.assign(new Error("Bad Request"), { statusCode: 400, responseBody: JSON.stringify(body(message)) }),
  "a retry of AI SDK": (message) => ({ lastError: { message: "Bad Request", data: body(message) }, errors: [] }),
  "a wrapped error": (message) =>
    new Error("the call failed", { cause: APIError.generate(400, body(message), undefined, headers) }),
  "a proxy's error": (message) =>
    new Error(`litellm.BadRequestError: AnthropicException - ${JSON.stringify(body(message))}`),
  "a Python client's line": (message) => `Error code: 400 - {'type': 'error', 'error': {'message': "${message}"}}`,
};

describe("a refusal is read", () => {
  for (const [form, make] of Object.entries(FORMS))
    test(`every known text, as ${form}`, () => {
      for (const [text, kind, at, limit] of ROWS) {
        const found = readRejection(make(text));
        assert.ok(found, text);
        const { message, ...rest } = found;
        assert.deepEqual(rest, { kind, at, ...(limit === undefined ? {} : { limit }) }, text);
        assert.match(message, /\S/);
      }
    });

  test("by its code and paths, all of them, whatever the text says", () => {
    const details = {
      error_code: "image_dimensions_too_large",
      max_side_length_pixels: 2000,
      paths: ["messages.0.content.1", "messages.4.content.0.content.2", "messages.6.content.0.source.content.1"],
    };
    const error = (message: string) => ({
      ...body(message),
      error: { type: "invalid_request_error", message, details },
    });
    const told =
      "messages.0.content.1.image.source.base64.data: At least one of the image dimensions exceed max allowed size for many-image requests: 2000 pixels";
    for (const generate of [APIError.generate, OldAPIError.generate]) {
      const found = readRejection(generate(400, error(told), undefined, headers));
      assert.deepEqual([found?.kind, found?.at, found?.limit], ["many-images", details.paths, { maxEdgePx: 2000 }]);
    }
    const unheard = readRejection(error("Words that nobody has heard yet."));
    assert.deepEqual([unheard?.kind, unheard?.at, unheard?.limit], ["dimensions", details.paths, { maxEdgePx: 2000 }]);
  });

  test("413, whoever says it and in which form", () => {
    const edge = { error: { type: "request_too_large", message: "Words of the edge" } };
    const html = "<html><head><title>413 Request Entity Too Large</title></head></html>";
    for (const error of [
      edge,
      APIError.generate(413, edge, undefined, headers),
      APIError.generate(413, undefined, html, headers),
    ])
      assert.equal(readRejection(error)?.kind, "request-too-large");
    assert.equal(readRejection(`API Error: 413 ${JSON.stringify(edge)}`)?.kind, "request-too-large");
    const decoded = {
      type: "error",
      error: { type: "x", message: "", details: { error_code: "request_body_too_large_after_decoding" } },
    };
    assert.equal(readRejection(APIError.generate(413, decoded, undefined, headers))?.kind, "request-too-large");
  });

  test("a file that has expired, by its code", () => {
    const error = {
      type: "error",
      error: { type: "not_found_error", message: "It is gone.", details: { error_code: "file_expired" } },
    };
    assert.equal(readRejection(APIError.generate(404, error, undefined, headers))?.kind, "file-not-found");
  });

  test("paths as they are printed: in documents, in the results of tools, in batches, each once", () => {
    const at = (path: string) => readRejection(`${path}: Could not process image`)?.at;
    assert.deepEqual(at("messages.0.content.1.document.source.content.2.image.source.base64.data"), [
      "messages.0.content.1.source.content.2",
    ]);
    assert.deepEqual(at("messages.0.content.1.document.source.content.content.2.image.source.base64"), [
      "messages.0.content.1.source.content.2",
    ]);
    assert.deepEqual(at("messages.0.content.1.tool_result.content.0.document.source.content.2.image.source"), [
      "messages.0.content.1.content.0.source.content.2",
    ]);
    assert.deepEqual(at("messages.9.content.1.web_fetch_tool_result.content.content.source.base64"), [
      "messages.9.content.1",
    ]);
    assert.deepEqual(at("requests.3.params.messages.0.content.1.image.source.base64"), [
      "requests.3.params.messages.0.content.1",
    ]);
    assert.deepEqual(at("system.0.image.source"), ["system.0"]);
    assert.deepEqual(at("messages.0.content: messages.0.content.1.image, messages.0.content.1.image"), [
      "messages.0.content.1",
    ]);
    assert.deepEqual(at("messages.x.content.1"), []);
  });
});

describe("null", () => {
  const OTHER: readonly unknown[] = [
    body("max_tokens: Field required"),
    APIError.generate(
      429,
      { type: "error", error: { type: "rate_limit_error", message: "Slow down" } },
      undefined,
      headers,
    ),
    "messages.5.content.0: Invalid `signature` in `thinking` block. The block is bound to a different conversation.",
    "prompt is too long: 210413 tokens > 200000 maximum",
    new Error("fetch failed"),
    "",
    null,
    undefined,
    42,
    {},
    [],
    () => 0,
  ];
  test("for whatever is no matter of pictures", () => {
    for (const error of OTHER) assert.equal(readRejection(error), null, String(error));
  });

  test("for objects that lead in circles, throw, or never end; and it takes no time", () => {
    const circle: Record<string, unknown> = {};
    circle.cause = circle;
    const trap = new Proxy(
      {},
      {
        get: () => {
          throw new Error("no");
        },
      },
    );
    const deep = Array.from({ length: 10_000 }).reduce<object>((cause) => ({ cause }), {});
    for (const error of [circle, trap, deep, "{".repeat(1e6), `messages.${"1.".repeat(1e6)}`])
      assert.equal(readRejection(error), null);
  });
});
