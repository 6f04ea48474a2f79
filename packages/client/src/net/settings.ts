// The options of the guarded fetch: their defaults, in one place, and the refusal of values that make no sense.
import { type Resolve, systemResolve } from "./resolve.ts";

/** Limits and exceptions of a guarded fetch. */
export interface GuardedFetchOptions {
  /** Cap on a body in bytes. Default 31457280 (30 MiB): a request of 32 MB carries 24 MB of picture as base64; the rest is room to resize. */
  readonly maxBytes?: number;
  /** Cap on the answer's headers in bytes. Default 16384. */
  readonly maxHeaderBytes?: number;
  /** Redirects that are followed. Default 3. */
  readonly maxRedirects?: number;
  /** For resolving the host, and again for the connection with its TLS handshake. Default 5000. */
  readonly connectTimeoutMs?: number;
  /** From the request sent to the last header. Default 10000. */
  readonly headersTimeoutMs?: number;
  /** Longest silence inside a body. Default 10000. */
  readonly idleTimeoutMs?: number;
  /** For the whole fetch with its redirects, not counting the wait for a free place. Default 60000. */
  readonly totalTimeoutMs?: number;
  /** Hops that run at once. Default 8. */
  readonly maxConcurrent?: number;
  /** Hops that run at once to one host. Default 4. */
  readonly maxConcurrentPerHost?: number;
  /** Hops that may wait for a place; one more is refused with `fetch.busy`. Default 256. */
  readonly maxQueued?: number;
  /** The `user-agent` header. Default `fovea`. */
  readonly userAgent?: string;

  /**
   * Origins (`http://10.0.0.5:8080`: scheme, host and port exactly) that may be asked though they are not https, not on port 443 or not public.
   * One hop: a redirect is followed under the usual rules. Link-local and metadata addresses stay closed. Default: none.
   */
  readonly allowOrigins?: readonly string[];

  /** For tests and private networks: finds the addresses of a host. Its answers are checked like any. Default: the system's resolver. */
  readonly resolve?: Resolve;
  /** For tests and private networks: certificates in PEM that are trusted instead of the system's. They are verified like any. */
  readonly ca?: string;
  /** For tests and private networks: addresses to ask though they are not public. Default: none. */
  readonly allowAddress?: (address: string) => boolean;
  /** For tests and private networks: a port that may be asked besides 443. Default: none. */
  readonly port?: number;
}

export interface Settings {
  readonly maxBytes: number;
  readonly maxHeaderBytes: number;
  readonly maxRedirects: number;
  readonly connectTimeoutMs: number;
  readonly headersTimeoutMs: number;
  readonly idleTimeoutMs: number;
  readonly totalTimeoutMs: number;
  readonly maxConcurrent: number;
  readonly maxConcurrentPerHost: number;
  readonly maxQueued: number;
  readonly userAgent: string;
  readonly allowOrigins: ReadonlySet<string>;
  readonly resolve: Resolve;
  readonly ca: string | undefined;
  readonly allowAddress: (address: string) => boolean;
  readonly port: number | null;
}

/** The options with their defaults. Throws a `TypeError` that names the option. */
export function settingsOf(options: GuardedFetchOptions): Settings {
  return {
    maxBytes: wholeNumber("maxBytes", options.maxBytes, 31_457_280, 1),
    maxHeaderBytes: wholeNumber("maxHeaderBytes", options.maxHeaderBytes, 16_384, 1),
    maxRedirects: wholeNumber("maxRedirects", options.maxRedirects, 3, 0),
    connectTimeoutMs: wholeNumber("connectTimeoutMs", options.connectTimeoutMs, 5_000, 1, MAX_TIMER_MS),
    headersTimeoutMs: wholeNumber("headersTimeoutMs", options.headersTimeoutMs, 10_000, 1, MAX_TIMER_MS),
    idleTimeoutMs: wholeNumber("idleTimeoutMs", options.idleTimeoutMs, 10_000, 1, MAX_TIMER_MS),
    totalTimeoutMs: wholeNumber("totalTimeoutMs", options.totalTimeoutMs, 60_000, 1, MAX_TIMER_MS),
    maxConcurrent: wholeNumber("maxConcurrent", options.maxConcurrent, 8, 1),
    maxConcurrentPerHost: wholeNumber("maxConcurrentPerHost", options.maxConcurrentPerHost, 4, 1),
    maxQueued: wholeNumber("maxQueued", options.maxQueued, 256, 0),
    userAgent: options.userAgent ?? "fovea",
    allowOrigins: new Set((options.allowOrigins ?? []).map(originOf)),
    resolve: options.resolve ?? systemResolve,
    ca: options.ca,
    allowAddress: options.allowAddress ?? (() => false),
    port: options.port === undefined ? null : wholeNumber("port", options.port, 0, 1, 65_535),
  };
}

/** @throws TypeError for anything but `scheme://host` or `scheme://host:port`, http or https */
export function originOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  const bare = url !== null && (url.protocol === "http:" || url.protocol === "https:") && `${url.origin}/` === url.href;
  if (!bare)
    throw new TypeError(`An origin is a scheme, a host and a port, like http://127.0.0.1:8080; "${text}" is none.`);
  return url.origin;
}

/** Longer timers fire at once in Node. */
const MAX_TIMER_MS = 2_147_483_647;

/** The value, or its default; anything but a whole number in range is a mistake of the program. */
export function wholeNumber(
  name: string,
  value: number | undefined,
  byDefault: number,
  min: number,
  max: number = Number.MAX_SAFE_INTEGER,
): number {
  if (value === undefined) return byDefault;
  if (Number.isSafeInteger(value) && value >= min && value <= max) return value;
  throw new TypeError(`${name} must be a whole number from ${min}, not ${String(value)}.`);
}
