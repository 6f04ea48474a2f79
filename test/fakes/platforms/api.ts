// What all platforms share that serve the Claude API's own paths: the routes below a prefix, the envelope, the headers of replies.
import { API_BETAS } from "../betas.ts";
import { LIMITS } from "../limits.ts";
import { apiNaming } from "../models.ts";
import { envelope } from "../refusal.ts";
import type { Call, Received, Wire } from "../wire.ts";

export type Calls = readonly Call["kind"][];

export const ALL: Calls = ["messages", "count_tokens", "files", "batches", "models"];

/** The call of a path below `prefix`, among those this platform has. */
export function routeBelow({ method, path }: Received, prefix: string, has: Calls): Call | null {
  if (!path.startsWith(`${prefix}/v1/`)) return null;
  const parts = path
    .slice(prefix.length + 4)
    .split("/")
    .map(decodeURIComponent);
  const call = read(method, parts);
  return call !== null && has.includes(call.kind) ? call : null;
}

function read(method: string, parts: readonly string[]): Call | null {
  const [first, second, ...more] = parts;
  const rest = parts.slice(1);
  if (first === "files" && rest.length < 3) return { kind: "files", rest };
  if (first === "models" && method === "GET" && rest.length < 2) return { kind: "models", rest };
  if (first !== "messages") return null;
  if (second === "batches" && more.length < 3) return { kind: "batches", rest: more };
  if (method !== "POST" || more.length > 0) return null;
  if (second === undefined) return { kind: "messages", rest: [] };
  return second === "count_tokens" ? { kind: "count_tokens", rest: [] } : null;
}

/** The Claude API in every respect; what a platform has otherwise replaces it. */
export const asTheApi: Omit<Wire, "authenticate" | "route"> = {
  limits: LIMITS.anthropic,
  naming: apiNaming,
  betas: API_BETAS,
  compressed: true,
  body: () => ({ version: "header" }),
  refuse: (refusal, requestId) => ({
    headers: { "content-type": "application/json" },
    body: envelope(refusal, requestId),
  }),
  headers: (requestId) => ({ "request-id": requestId }),
};
