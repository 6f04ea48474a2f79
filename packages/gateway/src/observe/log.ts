// The log: a line a request and a line for its images, for people or as JSON. No body, key or query ever reaches it.
import type { AccessLine } from "./access-line.ts";
import { humanLine } from "./human-line.ts";
import type { LedgerLine } from "./image-ledger.ts";

export interface Log {
  access(line: AccessLine): void;
  images(line: LedgerLine): void;
  /** An error nobody expected. Its message may quote a body, so only its name and where it came from are told. */
  failure(requestId: string, error: unknown): void;
  /** What the server does: starts, drains, stops. */
  event(name: string, facts?: Readonly<Record<string, string | number | boolean>>): void;
}

export interface LogOptions {
  /** One JSON object a line instead of text for people. Default false. */
  readonly json?: boolean;
  /** Where lines go, each with its line break. Default: standard error. */
  readonly write?: (line: string) => void;
}

/** A log that says nothing. */
export const SILENT_LOG: Log = {
  access: () => undefined,
  images: () => undefined,
  failure: () => undefined,
  event: () => undefined,
};

/** Makes the log; pino is loaded here, so that those who keep no log do not wait for it. */
export async function createLog(options: LogOptions = {}): Promise<Log> {
  const { json = false, write = (line: string) => void process.stderr.write(line) } = options;
  const { pino } = await import("pino");
  const destination = json ? { write } : { write: (line: string) => write(humanLine(line)) };
  const logger = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination);
  return {
    access: (line) => logger[line.status >= 500 ? "error" : "info"]({ event: "request", ...line }),
    images: (line) => logger.info({ event: "images", ...line }),
    failure: (requestId, error) => logger.error({ event: "failure", requestId, ...told(error) }),
    event: (name, facts = {}) => logger.info({ event: name, ...facts }),
  };
}

function told(error: unknown): { readonly name: string; readonly stack: readonly string[] } {
  if (!(error instanceof Error)) return { name: typeof error, stack: [] };
  // The frames alone: the lines before them are the message.
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  return { name: error.name, stack: frames.map((line) => line.trim()) };
}
