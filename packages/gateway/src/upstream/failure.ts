// What undici and the socket say when no reply came, as errors that tell people what to look at.
import { EngineError } from "@fovea/client/internal/errors/errors";

export interface Timeouts {
  /** Until the connection stands, TLS included. Default 10,000. */
  readonly connectTimeoutMs: number;
  /** Until the headers of the reply, counted from the last byte sent. Default 600,000, as the official clients wait. */
  readonly headersTimeoutMs: number;
  /** Longest silence inside a reply. Default 300,000; the Claude API pings a stream every few seconds. */
  readonly idleTimeoutMs: number;
}

// How Node and OpenSSL name a certificate that is not accepted.
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS|ERR_SSL|HOSTNAME_MISMATCH/;

/** `url` as errors print it. */
export function failureOf(cause: unknown, url: string, timeouts: Timeouts): EngineError {
  const reason = reasonOf(cause);
  const options = { cause };
  switch (reason) {
    case "UND_ERR_CONNECT_TIMEOUT":
      return new EngineError(
        "engine.upstream-timeout",
        { url, phase: "connect", timeoutMs: timeouts.connectTimeoutMs },
        options,
      );
    case "UND_ERR_HEADERS_TIMEOUT":
      return new EngineError(
        "engine.upstream-timeout",
        { url, phase: "headers", timeoutMs: timeouts.headersTimeoutMs },
        options,
      );
    case "UND_ERR_BODY_TIMEOUT":
      return new EngineError(
        "engine.upstream-timeout",
        { url, phase: "idle", timeoutMs: timeouts.idleTimeoutMs },
        options,
      );
    default:
      if (CERTIFICATE.test(reason)) return new EngineError("engine.upstream-tls", { url, reason }, options);
      if (reason === NOT_HTTP || reason.startsWith("HPE_") || reason.startsWith("UND_ERR_HEADERS"))
        return new EngineError("engine.upstream-not-http", { url, reason }, options);
      if (NOT_REACHED.has(reason)) return new EngineError("engine.upstream-unreachable", { url, reason }, options);
      return new EngineError("engine.upstream-broken", { url, reason }, options);
  }
}

const NOT_HTTP = "it is not HTTP/1.1";

const NOT_REACHED: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EADDRNOTAVAIL",
  "ETIMEDOUT",
]);

/** A code where there is one; never a sentence of the platform's. */
function reasonOf(cause: unknown): string {
  const { code, name } = (cause ?? {}) as { readonly code?: unknown; readonly name?: unknown };
  if (typeof code === "string" && code !== "") return code;
  return name === "HTTPParserError" ? NOT_HTTP : "closed";
}
