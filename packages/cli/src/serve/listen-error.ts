// Why a port could not be had, in words.
import { CommandError } from "../command-error.ts";

/** The error to report instead of Node's; others stay as they are. */
export function listenError(error: unknown, host: string, port: number): unknown {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  const row = code === undefined || !Object.hasOwn(ROWS, code) ? undefined : ROWS[code];
  if (row === undefined) return error;
  const { message, ...rest } = row;
  return new CommandError({ exit: "listen", ...rest, message: message(host, port) }, { cause: error });
}

interface Row {
  readonly code: string;
  readonly title: string;
  readonly message: (host: string, port: number) => string;
  readonly fix: string;
}

const NO_SUCH_HOST: Row = {
  code: "serve.no-such-host",
  title: "The host is none of this machine",
  message: (host) => `${host} is no address that this machine can listen on.`,
  fix: "Use 127.0.0.1, or an address of this machine; 0.0.0.0 means all of them.",
};

const ROWS: Readonly<Record<string, Row>> = {
  EADDRINUSE: {
    code: "serve.port-in-use",
    title: "The port is taken",
    message: (host, port) => `Another process listens on ${host}:${port}.`,
    fix: "Stop it, or choose another port: `fovea serve --port 8788` (0 takes any that is free).",
  },
  EACCES: {
    code: "serve.port-not-allowed",
    title: "The port is not yours to take",
    message: (host, port) => `The system does not let you listen on ${host}:${port}.`,
    fix: "Choose a port from 1024 up, and a proxy in front of it where it must be 80 or 443.",
  },
  EADDRNOTAVAIL: NO_SUCH_HOST,
  ENOTFOUND: NO_SUCH_HOST,
  EAI_AGAIN: NO_SUCH_HOST,
  EINVAL: NO_SUCH_HOST,
};
