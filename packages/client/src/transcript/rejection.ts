// What a platform's refusal says about pictures and documents: what is wrong, and at which blocks. Codes and paths first, then the texts of
// rejection-texts.ts, for only one error of this kind has a code.
import { pathsIn } from "./rejection-paths.ts";
import { type Said, saidBy } from "./rejection-said.ts";
import { REJECTION_TEXTS } from "./rejection-texts.ts";

/**
 * What was wrong with a picture or document. `dimensions`: a side is longer than is ever taken. `many-images`: longer than is taken among so
 * many. `tier`: larger than the model sees, and the block forbids downsizing. `bytes`: its base64 text is too long. `media-type`: the declared media type is
 * none of those taken, or not that of the bytes. `format-not-supported`: the bytes are of a kind that is not taken. `unprocessable`: no decoder took
 * the bytes. `base64`: the text is no base64. `empty`: there is no text. `count`: too many pictures and pages. `request-too-large`: the whole
 * body has too many bytes. `url-fetch`: the platform could not, or may not, get a url. `source-not-supported`: the method is not taken there.
 * `file-not-found`: no file of that id, or no longer.
 */
export type RejectionKind =
  | "dimensions"
  | "many-images"
  | "tier"
  | "bytes"
  | "media-type"
  | "format-not-supported"
  | "unprocessable"
  | "base64"
  | "empty"
  | "count"
  | "request-too-large"
  | "url-fetch"
  | "source-not-supported"
  | "file-not-found";

/** The limit that the refusal names, of whichever kind it is. */
export interface RejectionLimit {
  /** Longest side, in px. */
  readonly maxEdgePx?: number;
  /** Largest size at the picture's aspect ratio, in px. */
  readonly maxSize?: { readonly width: number; readonly height: number };
  /** Longest base64 text of one picture, in characters. */
  readonly maxBase64Bytes?: number;
  /** Most pictures and document pages in one request. */
  readonly maxImages?: number;
}

/** A refusal by a platform, read: what is wrong, with which blocks, and by which limit. */
export interface Rejection {
  readonly kind: RejectionKind;
  /**
   * Paths of the blocks to blame, as `formatPath` prints them (`messages.0.content.1.content.0` for a picture in a tool result), in the order in
   * which the platform names them. Empty where it names none.
   */
  readonly at: readonly string[];
  readonly limit?: RejectionLimit;
  /** The platform's own words, at most 1,000 characters. */
  readonly message: string;
}

/** Longest `message`, in characters. */
const MAX_MESSAGE_CHARS = 1_000;

/**
 * Reads the refusal of a platform, whoever hands it on: error objects of the official clients (0.x and 1.x), error bodies of the Claude API,
 * Amazon Bedrock, Google Vertex and Microsoft Foundry, errors of AI SDK and LangChain.js, JSON inside messages, and the bare text. Null when it is no
 * matter of pictures or documents, and for whatever is no error at all.
 */
export function readRejection(error: unknown): Rejection | null {
  const said = saidBy(error);
  return byCode(said) ?? byText(said) ?? byStatus(said);
}

/** Source: Messages types of npm @anthropic-ai/sdk 1.12.0, `image_dimensions_too_large`, read 2026-11-22. */
function byCode({ texts, details }: Said): Rejection | null {
  for (const one of details) {
    if (one.error_code !== "image_dimensions_too_large") continue;
    const told = byText({ texts, details: [], statuses: [], types: [] });
    const paths = Array.isArray(one.paths) ? one.paths.filter((path) => typeof path === "string") : [];
    const at = pathsIn(paths.join(" "));
    const side = one.max_side_length_pixels;
    const limit = typeof side === "number" && side > 0 ? { maxEdgePx: side } : told?.limit;
    return {
      kind: told?.kind === "many-images" ? "many-images" : "dimensions",
      at: at.length > 0 ? at : (told?.at ?? []),
      ...(limit === undefined ? {} : { limit }),
      message: told?.message ?? texts[0]?.slice(0, MAX_MESSAGE_CHARS) ?? "",
    };
  }
  // Source: the Files API documentation and types, read 2026-09-26: a reference to a file behind its expiry.
  if (details.some(({ error_code: code }) => code === "file_expired"))
    return { kind: "file-not-found", at: [], message: texts[0]?.slice(0, MAX_MESSAGE_CHARS) ?? "" };
  return null;
}

function byText({ texts }: Said): Rejection | null {
  for (const text of texts) {
    for (const row of REJECTION_TEXTS) {
      const match = row.text.exec(text);
      if (match === null) continue;
      const limit = row.limit?.(match);
      return {
        kind: row.kind,
        at: pathsIn(text.slice(0, match.index)),
        ...(limit === undefined ? {} : { limit }),
        message: text.slice(0, MAX_MESSAGE_CHARS),
      };
    }
  }
  return null;
}

/** 413 comes from what stands before the API, in words and forms of its own; nothing but its bytes is wrong with such a request. */
function byStatus({ texts, statuses, types }: Said): Rejection | null {
  if (!statuses.includes(413) && !types.includes("request_too_large")) return null;
  return { kind: "request-too-large", at: [], message: texts[0]?.slice(0, MAX_MESSAGE_CHARS) ?? "" };
}
