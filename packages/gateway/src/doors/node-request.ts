// From Node's request to ours. The body is lazy: nothing is read of it, and nobody is told to send it, before a handler asks.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { GatewayRequest } from "../exchange.ts";
import { bodyOf } from "./body.ts";

export interface RequestOptions {
  /** The client waits for `100 Continue` before it sends the body. */
  readonly expectsContinue: boolean;
  /** Longest silence in the middle of a body that is being read, in ms. */
  readonly bodyIdleTimeoutMs: number;
}

export interface DoorRequest extends GatewayRequest {
  /** Whether anybody began to read the body. */
  readonly bodyAsked: () => boolean;
}

/** The signal is aborted when the connection ends before the reply does. */
export function gatewayRequest(req: IncomingMessage, res: ServerResponse, options: RequestOptions): DoorRequest {
  const gone = new AbortController();
  const leave = (): void => gone.abort(new DOMException("The client closed the connection.", "AbortError"));
  res.once("close", () => {
    if (!res.writableFinished) leave();
  });
  const target = req.url ?? "/";
  let asked = false;
  const body = bodyOf(req, {
    idleMs: options.bodyIdleTimeoutMs,
    onBegin() {
      asked = true;
      if (options.expectsContinue) res.writeContinue();
    },
    // Node's own error says only that the connection broke.
    broken() {
      leave();
      return gone.signal.reason;
    },
  });
  const mark = target.indexOf("?");
  return {
    method: req.method ?? "GET",
    path: mark === -1 ? target : target.slice(0, mark),
    query: new URLSearchParams(mark === -1 ? "" : target.slice(mark + 1)),
    headers: headersOf(req),
    body,
    signal: gone.signal,
    bodyAsked: () => asked,
  };
}

/** Node gives a list for set-cookie alone, which requests do not have. */
function headersOf(req: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(req.headers))
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(", ") : value;
  return headers;
}
