// Errors for people and programs: title, sentence and fix on stderr, never a stack, and the exit code.
import { FoveaError } from "@fovea/client/internal/errors/errors";
import { CommandError } from "./command-error.ts";
import { EXIT_CODES, type Exit } from "./exit-codes.ts";
import type { Io } from "./io.ts";
import { withoutSecrets } from "./secrets.ts";
import { printable } from "./terminal/printable.ts";
import { UsageError } from "./usage-error.ts";

/** An error as a command reports it. */
export interface Report {
  readonly exit: Exit;
  readonly code: string;
  readonly title: string;
  readonly message: string;
  readonly fix: string;
  readonly at?: string;
  /** The word of the command line that `at` came from. */
  readonly input?: string;
  readonly status?: number;
  readonly requestId?: string;
  readonly problems?: readonly Report[];
}

/**
 * Prints the report and returns the exit code.
 * @param inputs the words of the command line that the blocks of the request came from
 * @param input the one word that was being worked on
 * @param doctor the command that looks into the platform that was asked through the gateway in this process
 */
export function reportError(
  error: unknown,
  io: Io,
  json: boolean,
  inputs: readonly string[] = [],
  input?: string,
  doctor?: string,
): number {
  const told = behindGateway(named(reportOf(error, io.signal), inputs), doctor);
  const report = { ...told, ...(input === undefined ? {} : { input }) };
  io.stderr.write(withoutSecrets(json ? `${JSON.stringify({ error: report })}\n` : textOf(report), io));
  return EXIT_CODES[report.exit].code;
}

/** Behind the gateway in this process: files are those of this machine, and credentials not those of the Claude API. */
function behindGateway(report: Report, doctor: string | undefined): Report {
  if (doctor === undefined) return report;
  if (report.code === "engine.credentials") return { ...report, fix: LOOKED_FOR(doctor) };
  // What the gateway says of itself has a fix of its own.
  if (report.exit !== "platform" || report.code.startsWith("gateway.")) return report;
  if (report.status === 404 && NOT_FOUND.test(report.message))
    return {
      ...report,
      exit: "input",
      title: "The file is not on this machine, nor on the platform",
      fix: "`fovea files list` and `fovea upload --list` show the files that are; `fovea upload` adds one.",
    };
  const fix = report.status === undefined ? undefined : FIXES_BEHIND_GATEWAY[report.status];
  return fix === undefined ? report : { ...report, fix: fix(doctor) };
}

const CREDENTIALS = (doctor: string): string =>
  `Check the platform's credentials and their permissions: \`${doctor}\`.`;

const LOOKED_FOR = (doctor: string): string =>
  `Run \`${doctor}\`: it says where credentials are looked for, and what was found.`;

const FIXES_BEHIND_GATEWAY: Readonly<Record<number, (doctor: string) => string>> = {
  401: CREDENTIALS,
  403: CREDENTIALS,
  404: (doctor) => `Check the model's name (-m), the region and the routes of the configuration: \`${doctor}\`.`,
};

/** Says which input a block's path means. Several inputs have a label before each. */
function named(report: Report, inputs: readonly string[]): Report {
  const block = /^messages\.0\.content\.(\d+)$/.exec(report.at ?? "")?.[1];
  const input = block === undefined ? undefined : inputs[inputs.length > 1 ? (Number(block) - 1) / 2 : Number(block)];
  return {
    ...report,
    ...(input === undefined ? {} : { input: input.length > 80 ? `${input.slice(0, 77)}...` : input }),
    ...(report.problems ? { problems: report.problems.map((problem) => named(problem, inputs)) } : {}),
  };
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
  if (error instanceof CommandError) return error.problem;
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

/** The family is the first word of a code. A URL that must not be asked is one that could not be fetched, whoever would have. */
function exitOf(code: string): Exit {
  if (code === "input.unknown-platform") return "usage";
  if (code.startsWith("input.url-")) return "fetch";
  const special = Object.hasOwn(SPECIAL_EXITS, code) ? SPECIAL_EXITS[code] : undefined;
  if (special !== undefined) return special;
  const [family = ""] = code.split(".");
  if (family === "eyes") return "engine";
  if (family === "gateway") return "platform";
  return Object.hasOwn(EXIT_CODES, family) ? (family as Exit) : "unexpected";
}

/** Of the family `store`, and of the Claude API's own codes, those that speak of one file and not of the directory. */
const SPECIAL_EXITS: Readonly<Record<string, Exit>> = {
  "store.file-not-found": "input",
  "store.file-expired": "input",
  "store.file-too-large": "limit",
  "store.quota": "limit",
  "input.directory-unusable": "store",
  file_expired: "input",
  file_not_downloadable: "capability",
  storage_quota_exceeded: "limit",
};

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
  // An error event in a stream has a body and no status: the reply had begun with 200.
  if (typeof status !== "number" && body?.error === undefined)
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
  const number = typeof status === "number" ? status : 0;
  const eyesInput = code.startsWith("eyes.") && number < 500;
  const known = Object.hasOwn(FIXES_BY_CODE, code) ? FIXES_BY_CODE[code] : undefined;
  const at = typeof details.at === "string" ? { at: details.at } : {};
  return {
    exit: ours ? (eyesInput ? "input" : exitOf(code)) : "platform",
    code,
    title: ours
      ? String(details.title)
      : `The platform answered ${number || "with an error"} ${String(inner?.type ?? "")}`.trim(),
    message: text,
    fix: ours
      ? String(details.fix)
      : (known ??
        (NOT_FOUND.test(text) ? NO_FILE : FIXES[number]) ??
        (inner?.type === "overloaded_error" ? FIXES[529] : undefined) ??
        "Read the platform's message; `fovea plan` shows what was sent."),
    ...at,
    ...(number === 0 ? {} : { status: number }),
    ...(typeof requestID === "string" ? { requestId: requestID } : {}),
  };
}

const NOT_FOUND = /\bFile `?[\w-]+`? not found/;

const NO_FILE =
  "Check the file id, and that the key belongs to the workspace that uploaded the file; deleted files do not come back.";

const FIXES_BY_CODE: Readonly<Record<string, string>> = {
  file_not_downloadable: "Keep the file you uploaded: the Files API gives back only files that a tool made.",
  file_expired: "Upload the file again, with a later expiry or none.",
  storage_quota_exceeded: "Delete files that are no longer needed (`fovea files list`, `fovea files delete`).",
};

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
    return `${report.problems.map((problem) => textOf(problem)).join("")}${report.problems.length} problems; nothing was ${report.exit === "config" ? "started" : "sent"}.\n`;
  const place = report.input ?? report.at;
  const id = report.requestId === undefined ? "" : `\n  request-id: ${printable(report.requestId)}`;
  const where = place === undefined ? "" : ` [${printable(place)}]`;
  return `fovea: ${printable(report.title)} (${printable(report.code)})${where}\n  ${printable(report.message)}\n  Fix: ${report.fix}${id}\n`;
}
