// From Node's request to ours. The body is lazy: nothing is read of it, and nobody is told to send it, before a handler asks.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { GatewayRequest } from "../exchange.ts";
import { ReplyError } from "../reply/envelope.ts";

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
  async function* body(): AsyncGenerator<Uint8Array> {
    asked = true;
    if (options.expectsContinue) res.writeContinue();
    yield* piecesOf(req, options.bodyIdleTimeoutMs, () => {
      leave();
      return gone.signal.reason;
    });
  }
  const mark = target.indexOf("?");
  return {
    method: req.method ?? "GET",
    path: mark === -1 ? target : target.slice(0, mark),
    query: new URLSearchParams(mark === -1 ? "" : target.slice(mark + 1)),
    headers: headersOf(req),
    body: body(),
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

async function* piecesOf(req: IncomingMessage, idleMs: number, broken: () => unknown): AsyncGenerator<Uint8Array> {
  // The reply goes over the same connection: a reader that stops early must not end it.
  const pieces = req.iterator({ destroyOnReturn: false }) as AsyncIterableIterator<Uint8Array>;
  let fail: ((reason: unknown) => void) | null = null;
  // One timer for the whole body, set back at each piece. It runs on while the handler is busy, and then says nothing.
  const timer = setTimeout(() => fail?.(tooSlow(idleMs)), idleMs);
  const next = (): Promise<IteratorResult<Uint8Array>> =>
    new Promise((resolve, reject) => {
      fail = reject;
      timer.refresh();
      pieces.next().then(resolve, reject);
    });
  try {
    for (let step = await next(); !step.done; step = await next()) {
      fail = null;
      yield step.value;
    }
  } catch (error) {
    if (error instanceof ReplyError) throw error;
    // Node's own error says that the connection broke in the middle of the body.
    throw broken();
  } finally {
    clearTimeout(timer);
    // Lets go of the stream, so that what still comes can be thrown away. Not waited for: a body that stopped would never let it end.
    void pieces.return?.().catch(() => undefined);
  }
}

function tooSlow(ms: number): ReplyError {
  return new ReplyError(408, `No byte of the request body came for ${ms / 1000} seconds.`, {
    error_code: "gateway.body-idle",
    title: "The request body stopped coming",
    fix: "Check the connection and send the request again.",
  });
}
