// The gateway: one request handler and the doors to it.
import { createFetchDoor, type FetchDoor } from "./doors/fetch.ts";
import type { Engine } from "./engine/engine.ts";
import type { GatewayReply, GatewayRequest } from "./exchange.ts";
import { errorReply, ReplyError } from "./reply/envelope.ts";
import { newId } from "./reply/id.ts";
import { routeOf } from "./routes.ts";

/** 32 MB, as the Claude API. Source: claude overview documentation, read 2026-09-26. */
export const DEFAULT_MAX_BODY_BYTES = 32 * 1024 * 1024;

export interface GatewayOptions {
  /** What answers. */
  readonly engine: Engine;
  /** Longest request body in bytes. Default 33,554,432 (32 MiB). */
  readonly maxBodyBytes?: number;
}

export interface Gateway {
  /** The handler every door leads to. What goes wrong is a reply; only an aborted signal rejects. */
  handle(request: GatewayRequest): Promise<GatewayReply>;
  /** The door for use in one process: give it to an official SDK as `fetch`. */
  readonly fetch: FetchDoor;
  /** Ends the engine. */
  close(): Promise<void>;
}

export function createGateway(options: GatewayOptions): Gateway {
  const { engine, maxBodyBytes = DEFAULT_MAX_BODY_BYTES } = options;
  async function handle(request: GatewayRequest): Promise<GatewayReply> {
    const requestId = newId("req");
    try {
      const handler = routeOf(request.method, request.path);
      if (!handler) throw new ReplyError(404, `${request.method} ${request.path} does not exist here.`);
      return await handler(request, { engine, requestId, maxBodyBytes });
    } catch (error) {
      // The caller is gone: let the door say so in its own way, as fetch does.
      if (request.signal.aborted) throw request.signal.reason;
      return errorReply(error, requestId);
    }
  }
  return { handle, fetch: createFetchDoor(handle), close: () => engine.close() };
}
