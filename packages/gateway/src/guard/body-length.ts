// How long a body says it is, how much memory to reserve for it, and what is too long.
import { ReplyError } from "../reply/envelope.ts";

type Headers = Readonly<Record<string, string>>;

/** Bytes to reserve for a body: the length it declares, or the most it may have where it declares none. */
export function bodyBytes(headers: Headers, maxBytes: number): number {
  return Math.min(declaredLength(headers) ?? maxBytes, maxBytes);
}

/** The length a body declares; null when it declares none. */
export function declaredLength(headers: Headers): number | null {
  const declared = headers["content-length"];
  return declared !== undefined && /^\d+$/.test(declared) ? Number(declared) : null;
}

export function bodyTooLong(maxBytes: number): ReplyError {
  return new ReplyError(413, "Request exceeds the maximum size", {
    error_code: "limit.request-bytes",
    limit: maxBytes,
  });
}
