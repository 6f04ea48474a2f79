// Refused blocks as one reply: in strict the API's own words, else sentences that say what to do. The API's own error code in both, so
// that official SDKs raise their typed errors.

import { isObject, type LooseObject } from "@fovea/client/internal/content/source";
import { FoveaError } from "@fovea/client/internal/errors/errors";
import { PictureError } from "../../engine/picture-error.ts";
import type { GatewayContext } from "../../exchange.ts";
import { ReplyError } from "../../reply/envelope.ts";
import { observedText, type Spot } from "./observed.ts";
import { taggedPath } from "./tagged-path.ts";

/** The reply for an error of a plan, a fetch or the engine; any other error is given back as it is. */
export function refusalOf(error: unknown, body: unknown, { mode }: Pick<GatewayContext, "mode">): unknown {
  if (error instanceof PictureError) return mode === "strict" ? strictPicture(error, body) : error;
  // A code that the API's edge does not send.
  if (mode === "strict" && error instanceof ReplyError && error.status === 413)
    return new ReplyError(413, error.message);
  if (!FoveaError.isInstance(error) || /^(engine|store|input\.body-)/.test(error.code)) return error;
  const errors = partsOf(error);
  return mode === "strict" ? strict(errors, body) : mended(errors);
}

function partsOf(error: FoveaError): readonly FoveaError[] {
  const { cause } = error;
  return cause instanceof AggregateError ? cause.errors.filter(FoveaError.isInstance) : [error];
}

/** The API validates the fields first, then counts, then looks at one block after the other, and tells the first fault. */
function strict(errors: readonly FoveaError[], body: unknown): ReplyError {
  const ranked = errors.map((error) => ({ error, rank: rankOf(error) })).sort((a, b) => a.rank - b.rank);
  const first = (ranked[0] as { error: FoveaError }).error;
  const dimensions = dimensionsOf(errors);
  const one = isDimension(first) && dimensions !== null ? dimensions.widest : first;
  const { at } = first;
  const text = observedText(one, spotOf(body, at ?? ""));
  if (text === null) return mended([one]);
  const details = isDimension(one) ? (dimensions?.details ?? null) : null;
  return new ReplyError(one.status, text, details, place(at));
}

const FIELDS = /^(limit\.request-bytes|input\.block-malformed)$/;
/** What the text of a source says, before anything is decoded. */
const TEXTS = /^(limit\.image-base64-bytes|input\.(base64-.*|data-url|empty))$/;

function rankOf({ code }: FoveaError): number {
  if (FIELDS.test(code)) return 0;
  if (code === "limit.image-count" || code === "limit.pdf-pages") return 1;
  if (TEXTS.test(code)) return 2;
  return code.startsWith("capability.") ? 4 : 3;
}

/** What to do, where the table speaks of a choice that callers of a gateway do not have. */
const FIXES: Readonly<Record<string, string>> = {
  "input.media-type-unsupported": "Convert it to JPEG, PNG, GIF or WebP.",
  "limit.pdf-pages":
    "Split the document, send a PDF of the pages that matter alone, or use a model with a larger context window.",
  "input.pdf-encrypted": "Save it without encryption (`qpdf --decrypt IN OUT`), or send its pages as image blocks.",
  "capability.block":
    "Send the pages of the document as image blocks, or its text as a text block; whoever runs the gateway can relay to a platform that takes documents.",
};

/** Most problems that one reply tells of. */
const MAX_TOLD = 20;

function mended(found: readonly FoveaError[]): ReplyError {
  const more = Math.max(0, found.length - MAX_TOLD);
  const errors = found.slice(0, MAX_TOLD).map(({ code, title, fix, at, message }) => ({
    code,
    title,
    fix: FIXES[code] ?? fix,
    at,
    message,
  }));
  const [first] = errors as [(typeof errors)[number]];
  const dimensions = found.every(isDimension) ? dimensionsOf(found) : null;
  const said = errors.map(
    ({ at, message, fix }) => `${at === null ? "" : `${at}: `}${message} ${dimensions?.fix ?? fix}`,
  );
  const details = {
    error_code: errors.length === 1 ? first.code : "input.several-problems",
    title: errors.length === 1 ? first.title : "Several things are wrong with the request",
    fix: errors.length === 1 ? first.fix : "Look at each problem; every one has its own code, path and fix.",
    ...(first.at === null ? {} : { at: first.at }),
    ...(errors.length === 1 ? {} : { problems: errors }),
    ...(more === 0 ? {} : { more }),
    ...(dimensions === null ? {} : { ...dimensions.details, fix: dimensions.fix }),
  };
  const message =
    errors.length === 1
      ? (said[0] as string)
      : `${found.length} problems: ${said.join(" ")}${more === 0 ? "" : ` And ${more} more.`}`;
  return new ReplyError(Math.max(...found.map(({ status }) => status)), message, details, place(first.at));
}

function isDimension({ code }: FoveaError): boolean {
  return code === "limit.edge" || code === "limit.many-images-edge";
}

interface Dimensions {
  /** The error that speaks of the limit of this request: that of many images, where it holds. */
  readonly widest: FoveaError;
  readonly details: Readonly<Record<string, unknown>>;
  readonly fix: string;
}

/** Source of the details: npm @anthropic-ai/sdk 1.12.0, messages.d.ts. All offenders, in the order of the request. */
function dimensionsOf(errors: readonly FoveaError[]): Dimensions | null {
  const found = errors.filter(isDimension);
  const widest = found.find(({ code }) => code === "limit.many-images-edge") ?? found[0];
  if (widest === undefined) return null;
  const limit = (widest.facts as { limit: number }).limit;
  return {
    widest,
    details: {
      error_code: "image_dimensions_too_large",
      max_side_length_pixels: limit,
      paths: found.map(({ at }) => at),
    },
    fix: `Scale each picture named so that neither side is longer than ${limit} px, or take it out, and send the request again.`,
  };
}

/** What only the engine could tell: the API says it of a picture that it cannot decode. */
function strictPicture({ at, cause }: PictureError, body: unknown): ReplyError {
  const spot = spotOf(body, at);
  const text = spot.method === "base64" ? `${spot.path}.image.source.base64.data: ` : "";
  return new ReplyError(cause.status === 413 ? 413 : 400, `${text}Could not process image`, null, place(at));
}

/** `at` as the plan prints it. */
function stepsOf(at: string): (string | number)[] {
  return at === "" ? [] : at.split(".").map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}

/** What stands at a printed path; nothing where it is no object. */
export function valueAt(body: unknown, at: string): LooseObject {
  const value = stepsOf(at).reduce<unknown>(
    (one, step) => (typeof one === "object" && one !== null ? (one as Record<string | number, unknown>)[step] : null),
    body,
  );
  return isObject(value) ? value : {};
}

export function spotOf(body: unknown, at: string): Spot {
  const block = valueAt(body, at);
  const source = isObject(block.source) ? block.source : {};
  const declared = source.media_type;
  return {
    path: taggedPath(body, stepsOf(at)),
    at,
    block: block.type === "document" ? "document" : "image",
    method: source.type === "url" || source.type === "file" ? source.type : "base64",
    declared: typeof declared === "string" ? declared.slice(0, 100) : null,
  };
}

function place(at: string | null): Record<string, string> {
  return at === null || at === "" ? {} : { "fovea-at": at };
}
