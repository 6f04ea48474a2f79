// The gateway: one request handler and the doors to it.
import { createGuardedFetch } from "@fovea/client/internal/net/guarded-fetch";
import { createFetchDoor, type FetchDoor } from "./doors/fetch.ts";
import type { Engine } from "./engine/engine.ts";
import type { FetchUrl, GatewayReply, GatewayRequest, Mode } from "./exchange.ts";
import { type BytePoolOptions, createBytePool } from "./guard/pool.ts";
import { scopePool } from "./guard/scope-pool.ts";
import { matchRoute } from "./match-route.ts";
import { errorReply, ReplyError } from "./reply/envelope.ts";
import { newId } from "./reply/id.ts";
import type { FileStore } from "./store/file-store.ts";

/** 32 MB, as the Claude API. Source: claude overview documentation, read 2026-09-26. */
export const DEFAULT_MAX_BODY_BYTES = 32 * 1024 * 1024;

export interface GatewayOptions {
  /** What answers. */
  readonly engine: Engine;
  /** Default `mend`; a request may tighten it with the header `fovea-mode`. */
  readonly mode?: Mode;
  /** Longest request body in bytes. Default 33,554,432 (32 MiB). */
  readonly maxBodyBytes?: number;
  /** The memory that the bodies of all requests share. */
  readonly pool?: BytePoolOptions;
  /** Fetches url images. Default: the guarded fetch, public https addresses only. */
  readonly fetchUrl?: FetchUrl;
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
  const { engine, maxBodyBytes = DEFAULT_MAX_BODY_BYTES, mode = "mend", fetchUrl = guardedFetchUrl() } = options;
  const shared = createBytePool(options.pool);
  async function handle(request: GatewayRequest): Promise<GatewayReply> {
    const requestId = newId("req");
    const { pool, release } = scopePool(shared);
    try {
      const { route, params } = matchRoute(request.method, request.path);
      return await route.handler(request, {
        engine,
        upstream: null,
        requestId,
        params,
        caller: { workspace: "local", keyId: null },
        version: "2023-06-01",
        betas: new Set(),
        mode,
        files: NO_FILES,
        fetchUrl,
        pool,
        ledger: () => undefined,
        maxBodyBytes,
        now: Date.now,
        service: { check: async () => undefined, draining: false, metrics: async () => null },
      });
    } catch (error) {
      // The caller is gone: let the door say so in its own way, as fetch does.
      if (request.signal.aborted) throw request.signal.reason;
      return errorReply(error, requestId);
    } finally {
      release();
    }
  }
  return { handle, fetch: createFetchDoor(handle), close: () => engine.close() };
}

function guardedFetchUrl(): FetchUrl {
  const fetch = createGuardedFetch();
  return async (_workspace, url, signal) => ({ bytes: (await fetch(url, { signal })).bytes });
}

const refuse = async (): Promise<never> => {
  throw new ReplyError(400, "This gateway was made without a store, so it has no files.");
};
const NO_FILES: FileStore = { add: refuse, get: refuse, list: refuse, pick: refuse, open: refuse, delete: refuse };
