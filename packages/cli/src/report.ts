// Errors for people and programs: title, sentence and fix on stderr, never a stack, and the exit code.
import { FoveaError } from "@fovea/client/internal/errors/errors";
import { EXIT_CODES, type Exit } from "./exit-codes.ts";
import type { Io } from "./io.ts";
import { UsageError } from "./usage-error.ts";

/** An error as a command reports it. */
export interface Report {
  readonly exit: Exit;
  readonly code: string;
  readonly title: string;
  readonly message: string;
  readonly fix: string;
  readonly at?: string;
  readonly status?: number;
  readonly requestId?: string;
  readonly problems?: readonly Report[];
}

/** Prints the report and returns the exit code. */
export function reportError(error: unknown, io: Io, json: boolean): number {
  const report = reportOf(error, io.signal);
  io.stderr.write(json ? `${JSON.stringify({ error: report })}\n` : textOf(report));
  return EXIT_CODES[report.exit].code;
}

export function reportOf(error: unknown, signal?: AbortSignal): Report {
  if (signal?.aborted)
    return {
      exit: "interrupted",
      code: "interrupted",
      title: "Interrupted",
      message: "Nothing was finished.",
      fix: "Run it again.",
    };
  if (error instanceof UsageError)
    return { exit: "usage", code: "usage", title: "Wrong command line", message: error.message, fix: error.fix };
  if (FoveaError.isInstance(error)) return foveaReport(error);
  return platformReport(error) ?? unexpected(error);
}

function foveaReport(error: FoveaError): Report {
  const { code, title, message, fix, at } = error;
  const several = error.cause instanceof AggregateError ? error.cause.errors.map((one) => reportOf(one)) : [];
  return {
    exit: several[0]?.exit ?? exitOf(code),
    code,
    title,
    message,
    fix,
    ...(at === null ? {} : { at }),
    ...(several.length > 0 ? { problems: several } : {}),
  };
}

/** The family is the first word of a code. */
function exitOf(code: string): Exit {
  const family = code.slice(0, code.indexOf("."));
  if (family === "eyes" || family === "store") return "engine";
  return Object.hasOwn(EXIT_CODES, family) ? (family as Exit) : "unexpected";
}

interface ApiErrorLike {
  readonly status?: unknown;
  readonly error?: { readonly error?: { type?: unknown; message?: unknown; details?: Record<string, unknown> } };
  readonly requestID?: unknown;
  readonly message: string;
  readonly cause?: unknown;
}

/** Errors of the official client, told by their shape: its class may come from another copy. */
function platformReport(error: unknown): Report | null {
  if (!(error instanceof Error) || !("status" in error && "requestID" in error)) return null;
  const { status, error: body, requestID, message, cause } = error as ApiErrorLike;
  if (typeof status !== "number")
    return {
      exit: "engine",
      code: "engine.connection",
      title: "The platform cannot be reached",
      message: cause instanceof Error ? `${message} (${cause.message})` : message,
      fix: "Check the network and ANTHROPIC_BASE_URL; without a key the built-in eyes answer offline.",
    };
  const inner = body?.error;
  const details = inner?.details ?? {};
  const text = typeof inner?.message === "string" ? inner.message : message;
  const code = typeof details.error_code === "string" ? details.error_code : String(inner?.type ?? "platform");
  const ours = typeof details.fix === "string" && typeof details.title === "string";
  const eyesInput = code.startsWith("eyes.") && status < 500;
  return {
    exit: ours ? (eyesInput ? "input" : exitOf(code)) : "platform",
    code,
    title: ours ? String(details.title) : `The platform answered ${status} ${String(inner?.type ?? "")}`.trim(),
    message: text,
    fix: ours
      ? String(details.fix)
      : (FIXES[status] ?? "Read the platform's message; `fovea plan` shows what was sent."),
    status,
    ...(typeof requestID === "string" ? { requestId: requestID } : {}),
  };
}

const FIXES: Readonly<Record<number, string>> = {
  401: "Check ANTHROPIC_API_KEY (or ANTHROPIC_AUTH_TOKEN); unset it to let the built-in eyes answer.",
  403: "The key is known but not allowed to do this; check its workspace and permissions.",
  404: "Check the model's name (-m) and ANTHROPIC_BASE_URL.",
  413: "The request is too large: send fewer or smaller pictures; `fovea plan` shows the bytes.",
  429: "Too many requests or tokens: wait and try again.",
  529: "The platform is overloaded: wait and try again.",
};

function unexpected(error: unknown): Report {
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return {
    exit: "unexpected",
    code: "unexpected",
    title: "Something went wrong inside Fovea",
    message,
    fix: "This is a fault of Fovea; please report it with the command you ran and this message.",
  };
}

function textOf(report: Report): string {
  if (report.problems)
    return `${report.problems.map((problem) => textOf(problem)).join("")}${report.problems.length} problems; nothing was sent.\n`;
  const place = report.at === undefined ? "" : ` [${report.at}]`;
  const id = report.requestId === undefined ? "" : `\n  request-id: ${report.requestId}`;
  return `fovea: ${report.title} (${report.code})${place}\n  ${report.message}\n  Fix: ${report.fix}${id}\n`;
}
