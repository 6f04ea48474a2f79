// Names what went wrong on a connection by how far it had come: reaching the server, agreeing on TLS, or the answer's headers.
import { FetchError } from "../errors/errors.ts";
import type { Target } from "./target.ts";

export type Stage = "connect" | "tls" | "answer";

/** The error for a connection that failed in a stage; `cause` is null when it just closed. */
export function failureOf(stage: Stage, target: Target, cause: Error | null): FetchError {
  const { printed: url, host } = target;
  // What an abort throws has a number there.
  const given: unknown = (cause as NodeJS.ErrnoException | null)?.code;
  const code = typeof given === "string" ? given : "closed";
  const options = cause === null ? {} : { cause };
  if (stage === "connect") return new FetchError("fetch.connect", { url, host, reason: code }, options);
  if (stage === "tls") return new FetchError("fetch.tls", { url, host, reason: code }, options);
  if (code === "HPE_HEADER_OVERFLOW")
    return new FetchError("fetch.protocol", { url, reason: "its headers are too large" }, options);
  if (code.startsWith("HPE_")) return new FetchError("fetch.protocol", { url, reason: code }, options);
  return new FetchError("fetch.broken", { url, received: 0, expected: null }, options);
}
