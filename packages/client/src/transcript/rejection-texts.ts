// The texts with which platforms refuse pictures and documents: the one home of them. Platforms say to go by codes instead, and give none but
// for dimensions. New forms go beside the old ones, which logs and gateways still show.
import type { RejectionKind, RejectionLimit } from "./rejection.ts";

export interface RejectionText {
  readonly kind: RejectionKind;
  /** What is always said; matched anywhere in a message, behind the path. */
  readonly text: RegExp;
  readonly limit?: (match: RegExpExecArray) => RejectionLimit | undefined;
  /** Where it was seen, as `owner/repository#issue` or a document. */
  readonly source: string;
  /** The day on which that was read. */
  readonly read: string;
}

const px = (found: string | undefined): RejectionLimit | undefined =>
  found === undefined ? undefined : { maxEdgePx: Number(found) };
const megabytes = (found: string | undefined): RejectionLimit | undefined =>
  found === undefined ? undefined : { maxBase64Bytes: Number(found) * 1024 * 1024 };

/** The first that matches counts: narrower ones stand first. */
export const REJECTION_TEXTS: readonly RejectionText[] = [
  {
    kind: "many-images",
    text: /image dimensions exceeds? max allowed size for many-image requests(?:: (\d+) pixels)?/i,
    limit: ([, side]) => px(side),
    source: "anthropics/claude-code#16173, langgenius/dify#11177 (2024, 'exceeds')",
    read: "2026-11-22",
  },
  {
    kind: "many-images",
    text: /exceeds the dimension limit for many-image requests(?: \((\d+) ?px\))?/i,
    limit: ([, side]) => px(side),
    source: "anthropics/claude-code#34120 (what a session shows for the text above)",
    read: "2026-11-23",
  },
  {
    kind: "dimensions",
    text: /image dimensions exceeds? max allowed size(?:: (\d+) pixels)?/i,
    limit: ([, side]) => px(side),
    source: "anthropics/claude-code#12351, #4778",
    read: "2026-11-22",
  },
  {
    kind: "tier",
    text: /image dimensions \d+x\d+ exceed the maximum image size of a model(?:.{0,80}?downsized to (\d+)x(\d+))?/i,
    limit: ([, width, height]) =>
      width === undefined || height === undefined
        ? undefined
        : { maxSize: { width: Number(width), height: Number(height) } },
    source: "Claude documentation, Vision coordinates",
    read: "2026-09-26",
  },
  {
    kind: "bytes",
    text: /image exceeds [\d.]+ MB maximum: \d+ bytes > (\d+) bytes/i,
    limit: ([, most]) => ({ maxBase64Bytes: Number(most) }),
    source: "anthropics/claude-code#11181 (5 MB), a report of 2026-09-29 (10 MB)",
    read: "2026-11-22",
  },
  {
    kind: "bytes",
    text: /image(?: base64)? (?:size )?(?:\([\d.]+ MB\) )?exceeds (?:the )?(?:API limit|maximum)?[^.]{0,20}?\(?([\d.]+) ?MB/i,
    limit: ([, most]) => megabytes(most),
    source: "anthropics/claude-code#20021 (what a session shows)",
    read: "2026-11-23",
  },
  {
    kind: "bytes",
    text: /\bimage was too large\b/i,
    source: "anthropics/claude-code#34488 (what a session shows)",
    read: "2026-11-23",
  },
  {
    kind: "empty",
    text: /image cannot be empty/i,
    source: "anthropics/claude-code#12750",
    read: "2026-11-22",
  },
  {
    kind: "media-type",
    text: /Image does not match the provided media type/i,
    source: "anthropics/claude-code#15746, #13131 (2025)",
    read: "2026-11-22",
  },
  {
    kind: "media-type",
    text: /was specified using the [\w./+-]+ media type, but the image appears to be an? [\w./+-]+ image/i,
    source: "home-assistant/core#167208 (2026-04)",
    read: "2026-11-22",
  },
  {
    kind: "media-type",
    text: /media_type: Input should be '(?:image|application)\//i,
    source: "anthropics/claude-code#8184 (images), langchain-ai/openwiki#65 (documents)",
    read: "2026-11-22",
  },
  {
    kind: "format-not-supported",
    text: /Image format [\w./+-]+ not supported/i,
    source: "anthropics/claude-code#28485, #43795",
    read: "2026-11-22",
  },
  {
    kind: "format-not-supported",
    text: /Unsupported (?:image|document) file format/i,
    source: "anthropics/anthropic-sdk-ruby#128 (files)",
    read: "2026-11-22",
  },
  {
    kind: "unprocessable",
    text: /Could not process (?:image|PDF)/i,
    source: "anthropics/claude-code#12616, #1747; anthropics/anthropic-sdk-python#903 (PDF)",
    read: "2026-11-22",
  },
  {
    kind: "unprocessable",
    text: /The PDF specified was not valid|document source bytes could not be parsed as the specified format/i,
    source: "anthropics/claude-code#5174, maximhq/bifrost#5472 (Bedrock)",
    read: "2026-11-23",
  },
  {
    kind: "base64",
    text: /invalid base64(?: data)?/i,
    source: "anthropics/anthropic-sdk-typescript#603, felixarntz/ai-services#19",
    read: "2026-11-22",
  },
  {
    kind: "count",
    text: /too many images and documents: \d+ \+ \d+ > (\d+)/i,
    limit: ([, most]) => ({ maxImages: Number(most) }),
    source: "anthropics/claude-code#23392, #24541; boto/boto3#4632",
    read: "2026-11-22",
  },
  {
    kind: "count",
    text: /Too much media: \d+ document pages \+ \d+ images > (\d+)/i,
    limit: ([, most]) => ({ maxImages: Number(most) }),
    source: "anthropics/claude-code#3397, #19822 (2025)",
    read: "2026-11-22",
  },
  {
    kind: "request-too-large",
    text: /Request exceeds the maximum size/i,
    source: "anthropics/claude-code#3335, #8092; earendil-works/pi#401",
    read: "2026-11-22",
  },
  {
    kind: "url-fetch",
    text: /Unable to download the file|Only HTTPS URLs are supported|URL is disallowed by the website's robots\.txt/i,
    source: "reports of third parties on the url method",
    read: "2026-11-22",
  },
  {
    kind: "source-not-supported",
    text: /(?:URL|File) sources are not supported/i,
    source: "anthropics/anthropic-sdk-typescript#1038, langchain-ai/langchain-google#1088",
    read: "2026-11-22",
  },
  {
    kind: "source-not-supported",
    text: /(?:image|document)\.source: Input tag '[^']{0,64}' found using 'type' does not match/i,
    source: "the platform's form of a source that it does not know (Pydantic)",
    read: "2026-11-22",
  },
  {
    kind: "file-not-found",
    text: /File `[\w-]{1,256}` (?:not found|has expired)/i,
    source: "Files API documentation",
    read: "2026-09-26",
  },
];
