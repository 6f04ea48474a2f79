// What a handler takes and gives: plain data, no framework. Doors translate to and from sockets and fetch.
import type { Engine } from "./engine/engine.ts";

/** A request as every handler sees it. Header names are lower case. */
export interface GatewayRequest {
  readonly method: string;
  /** Path without the query, like `/v1/messages`. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The body as it arrives; nothing has been read of it. */
  readonly body: AsyncIterable<Uint8Array>;
  /** Aborted when the caller is gone. */
  readonly signal: AbortSignal;
}

/** What a handler answers. A body of pieces is streamed. */
export interface GatewayReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | AsyncIterable<string>;
}

export type Handler = (request: GatewayRequest, context: GatewayContext) => Promise<GatewayReply>;

/** What handlers share. */
export interface GatewayContext {
  readonly engine: Engine;
  /** `req_...`, new for each request; in the reply's `request-id` header and in error bodies. */
  readonly requestId: string;
  /** Longest request body, in bytes. */
  readonly maxBodyBytes: number;
}
