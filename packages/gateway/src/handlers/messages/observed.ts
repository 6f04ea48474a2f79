// What the Claude API says of a block that it refuses: its own words, where public reports show them.
// Sources: error texts in public issues of anthropics/claude-code (#11181, #12351, #16173, #12750, #28485, #5174 and others), llxprt-code#2130,
// langchain-ai/openwiki#65, the vision coordinates documentation (read 2026-09-26) and the types of npm @anthropic-ai/sdk 1.12.0.

import type { CodesOf, ErrorCode, FactsOf } from "@fovea/client/internal/errors/codes";
import type { FoveaError } from "@fovea/client/internal/errors/errors";

/** Where a refused block stands, and what it says of itself. */
export interface Spot {
  /** The path of the block with the kinds on the way (tagged-path.ts). */
  readonly path: string;
  /** The plain path of the block. */
  readonly at: string;
  readonly block: "image" | "document";
  readonly method: "base64" | "url" | "file" | "text" | "held";
  readonly declared: string | null;
}

const IMAGE_TYPES = "Input should be 'image/jpeg', 'image/png', 'image/gif' or 'image/webp'";
const MIB = 1024 * 1024;

/** The text; null where no report shows one. */
export function observedText(error: FoveaError, spot: Spot): string | null {
  const { code } = error;
  // Ours to say: the API has no such queue in sight.
  if (code === "fetch.busy") return null;
  if (code.startsWith("fetch.")) return urlText(code);
  const write = TEXTS[code];
  return write === undefined ? null : (write as (facts: unknown, spot: Spot) => string | null)(error.facts, spot);
}

type Texts = { readonly [C in ErrorCode]?: (facts: FactsOf<C>, spot: Spot) => string | null };

const TEXTS: Texts = {
  "input.block-malformed": ({ field, reason }, { path }) => `${path}.${field}: ${reason}`,
  "input.empty": ({ what }, spot) =>
    spot.block === "image" && (what === "base64 text" || spot.method === "base64")
      ? inSource(spot, "", "image cannot be empty")
      : unreadable(spot),
  "input.base64-invalid": (_, spot) => inSource(spot, "", "invalid base64 data"),
  "input.base64-length": (_, spot) => inSource(spot, "", "invalid base64 data"),
  "input.base64-text": (_, spot) => inSource(spot, "", "invalid base64 data"),
  "input.data-url": (_, spot) => inSource(spot, "", "invalid base64 data"),
  "input.media-type-declared": ({ actual }, spot) =>
    inSource(
      spot,
      "",
      `The image was specified using the ${spot.declared ?? "missing"} media type, but the image appears to be a ${actual} image`,
    ),
  "input.media-type-unsupported": ({ mediaType }, spot) =>
    inSource(spot, ".data", `Image format ${spot.declared ?? mediaType} not supported`),
  "input.not-an-image": (_, spot) => unreadable(spot),
  "input.office": (_, spot) => unreadable(spot),
  "input.truncated": (_, spot) => unreadable(spot),
  "input.zero-size": (_, spot) => unreadable(spot),
  "input.broken-header": (_, spot) => unreadable(spot),
  "input.damaged": (_, spot) => unreadable(spot),
  "input.web-page": (_, spot) => unreadable(spot),
  "input.pdf-in-image": (_, spot) => unreadable(spot),
  "input.image-in-document": (_, spot) => unreadable(spot),
  "input.pdf-broken": (_, spot) => unreadable(spot),
  // anthropics/claude-code#19013; nobody shows what is said of one that opens without its password.
  "input.pdf-password": (_, spot) => ofPdf(spot, "The PDF specified is password protected."),
  "input.pdf-encrypted": (_, spot) => ofPdf(spot, "The PDF specified is password protected."),
  // anthropics/claude-code#5707, #6197: without a place.
  "limit.pdf-pages": ({ limit }) => `A maximum of ${limit} PDF pages may be provided.`,
  "limit.header-bytes": (_, spot) => unreadable(spot),
  "limit.header-blocks": (_, spot) => unreadable(spot),
  // What is fetched is counted as base64 too, and named without a source (observed 2026-09-29).
  "limit.image-base64-bytes": ({ limit, actual }, { path, method }) =>
    `${path}.image${method === "base64" ? ".source.base64" : ""}: image exceeds ${limit / MIB} MB maximum: ${actual} bytes > ${limit} bytes`,
  "limit.edge": ({ limit }, spot) =>
    inSource(spot, ".data", `At least one of the image dimensions exceed max allowed size: ${limit} pixels`),
  "limit.many-images-edge": ({ limit }, spot) =>
    inSource(
      spot,
      ".data",
      `At least one of the image dimensions exceed max allowed size for many-image requests: ${limit} pixels`,
    ),
  // Pictures that had to be fetched are checked after that, and named without their place.
  "limit.tier": ({ width, height, fitWidth, fitHeight }, { method, at }) =>
    `${method === "base64" ? `${at}: ` : ""}image dimensions ${width}x${height} exceed the maximum image size of a model named on this request and would be downsized to ${fitWidth}x${fitHeight}; scale the image to at most ${fitWidth}x${fitHeight} or set the image's oversized_image setting to "downsize"`,
  "limit.image-count": ({ images, documents, limit }) =>
    `too many images and documents: ${images} + ${documents} > ${limit}`,
  "limit.request-bytes": () => "Request exceeds the maximum size",
  "input.url-not-https": () => urlText("fetch.scheme"),
  "input.url-unreachable": () => urlText("fetch.connect"),
  "limit.fetch-bytes": () => urlText("fetch.status"),
};

/** The media type of a base64 source that is none of those the API knows. */
export function mediaTypeText(spot: Spot): string {
  return inSource(spot, ".media_type", spot.block === "image" ? IMAGE_TYPES : "Input should be 'application/pdf'");
}

/** Source: reports of third parties (the API's own fetcher obeys robots.txt as well, which is not consulted here). */
function urlText(code: CodesOf<"fetch"> | string): string {
  return code === "fetch.scheme"
    ? "Only HTTPS URLs are supported."
    : "Unable to download the file. Please verify the URL and try again.";
}

function unreadable(spot: Spot): string {
  if (spot.block === "image") return inSource(spot, ".data", "Could not process image");
  return ofPdf(spot, "The PDF specified was not valid.");
}

/** The validator calls the document by what it is (anthropics/claude-code#5174). */
function ofPdf({ path, method }: Spot, text: string): string {
  return method === "base64" ? `${path}.pdf.source.base64.data: ${text}` : text;
}

/** What is in the request is named by its place, what was fetched is not. */
function inSource({ path, block, method }: Spot, field: string, text: string): string {
  return method === "base64" ? `${path}.${block}.source.base64${field}: ${text}` : text;
}
