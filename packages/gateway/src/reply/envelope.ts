// Errors on the wire: the Claude API's own envelope, status and type. Source: claude errors documentation, read 2026-09-26.
import { FoveaError } from "@fovea/client/internal/errors/errors";
import { STORE_WIRE_CODES } from "@fovea/client/internal/errors/store-codes";
import { type CodedError, PictureError } from "../engine/picture-error.ts";
import type { GatewayReply } from "../exchange.ts";

const TYPES: Readonly<Record<number, string>> = {
  400: "invalid_request_error",
  401: "authentication_error",
  403: "permission_error",
  404: "not_found_error",
  405: "invalid_request_error",
  408: "timeout_error",
  409: "conflict_error",
  413: "request_too_large",
  421: "permission_error",
  429: "rate_limit_error",
  431: "invalid_request_error",
  500: "api_error",
  503: "api_error",
  504: "timeout_error",
  529: "overloaded_error",
};

/** The type that goes with a status, also one that the gateway itself never answers with. */
export function typeOfStatus(status: number): string {
  if (status === 402) return "billing_error";
  return TYPES[status] ?? (status < 500 && status !== 424 ? "invalid_request_error" : "api_error");
}

/** An error that the gateway answers with; everything else becomes a 500 without its text. */
export class ReplyError extends Error {
  readonly status: number;
  readonly details: Readonly<Record<string, unknown>> | null;
  /** More headers of the reply, like `allow` and `retry-after`. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    message: string,
    details: Readonly<Record<string, unknown>> | null = null,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.name = "ReplyError";
    this.status = status;
    this.details = details;
    this.headers = headers;
  }
}

/** The reply for anything a handler throws. What nobody expected says nothing about our insides. */
export function errorReply(error: unknown, requestId: string): GatewayReply {
  const { status, message, details } = describe(error);
  const more = error instanceof ReplyError ? error.headers : {};
  const body = {
    type: "error",
    error: { type: TYPES[status] ?? "api_error", message, ...(details ? { details } : {}) },
    request_id: requestId,
  };
  const headers: Record<string, string> = { ...more, "content-type": "application/json", "request-id": requestId };
  // What the eyes could not do once they will not do at the second try of an SDK either; a full house may have room then.
  if (status >= 500 && status !== 503 && status !== 529) headers["x-should-retry"] = "false";
  return { status, headers, body: JSON.stringify(body) };
}

/** What an error says of itself to those who keep the log. */
export function describeError(error: unknown): { readonly errorCode: string; readonly expected: boolean } {
  const described = describe(error);
  const code = described.details?.error_code;
  return {
    errorCode: typeof code === "string" ? code : (TYPES[described.status] ?? "api_error"),
    expected: described !== UNEXPECTED,
  };
}

interface Described {
  readonly status: number;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>> | null;
}

function describe(error: unknown): Described {
  if (error instanceof ReplyError) return error;
  if (FoveaError.isInstance(error)) return withDetails(error, error.at, problemsOf(error));
  if (error instanceof PictureError) return withDetails(error.cause, error.at);
  if (isCoded(error)) return withDetails(error, null);
  return UNEXPECTED;
}

const UNEXPECTED: Described = { status: 500, message: "Internal server error", details: null };

function withDetails(
  { code, title, fix, status, message }: CodedError,
  at: string | null,
  problems?: unknown,
): Described {
  return {
    status,
    message: at === null ? message : `${at}: ${message}`,
    details: {
      error_code: wireCode(code),
      title,
      fix,
      ...(at === null ? {} : { at }),
      ...(problems === undefined ? {} : { problems }),
    },
  };
}

/** Where the Claude API has a code of its own for the case, that one. */
function wireCode(code: string): string {
  return (STORE_WIRE_CODES as Readonly<Record<string, string>>)[code] ?? code;
}

/** Several problems in one: each with its own code, path and fix. */
function problemsOf({ cause }: FoveaError): unknown {
  if (!(cause instanceof AggregateError)) return undefined;
  return cause.errors
    .filter(FoveaError.isInstance)
    .map(({ code, title, fix, at, message }) => ({ code, title, fix, at, message }));
}

/** The eyes' errors have the rows' shape without being ours. */
function isCoded(error: unknown): error is CodedError {
  return (
    error instanceof Error &&
    error.name === "EyesError" &&
    "code" in error &&
    "fix" in error &&
    "title" in error &&
    "status" in error
  );
}
