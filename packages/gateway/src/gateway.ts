// The gateway: what a request meets on its way, put together once, and the doors to it.
import { drawForeign } from "@fovea/client/internal/client/draw-foreign";
import { createPixels, type PixelWriter } from "@fovea/client/internal/pixels/create-pixels";
import type { Policy } from "@fovea/client/internal/plan/plan";
import { createFetchDoor, type FetchDoor } from "./doors/fetch.ts";
import type { Engine } from "./engine/engine.ts";
import type { Entry, FetchUrl, GatewayReply, GatewayRequest, Mode } from "./exchange.ts";
import { createFetchUrl } from "./fetch/fetch-url.ts";
import { createKeyAuthentication, withoutKeys } from "./guard/authenticate.ts";
import { createKeyLimiter, type LimitsTable } from "./guard/key-limits.ts";
import { type BytePoolOptions, createBytePool } from "./guard/pool.ts";
import { createHandle } from "./handle.ts";
import { type Log, SILENT_LOG } from "./observe/log.ts";
import type { Metrics } from "./observe/metrics.ts";
import { createPooledPixels } from "./pixels/pooled.ts";
import { createMemoryStore } from "./store/memory/store.ts";
import type { Store } from "./store/store.ts";
import { createUploads } from "./uploads/uploads.ts";
import { createRouter, type Router } from "./upstream/router.ts";
import type { Upstream } from "./upstream/upstream.ts";

/** 32 MB, as the Claude API. Source: claude overview documentation, read 2026-09-26. */
export const DEFAULT_MAX_BODY_BYTES = 32 * 1024 * 1024;

export interface GatewayOptions {
  /** What answers. */
  readonly engine: Engine;
  /** Where requests go instead of to the engine. Default: nowhere, the engine answers. */
  readonly upstream?: Upstream;
  /** Where requests for which model go; instead of `upstream`, when there are several. */
  readonly router?: Router;
  /** Files and keys. Default: a store in memory, gone with the process. */
  readonly store?: Store;
  /** `none` (default): everybody may ask and shares the workspace `local`. `keys`: callers need a key of the store. */
  readonly auth?: "none" | "keys";
  /** What keys may do, by the name or id of a key or workspace; `*`: all others. Default: everything. */
  readonly limits?: LimitsTable;
  /** Default `mend`; a request may tighten it with the header `fovea-mode: strict`. */
  readonly mode?: Mode;
  /** Longest request body in bytes, content-encoding undone. Default 33,554,432 (32 MiB). Uploads of files have a limit of their own. */
  readonly maxBodyBytes?: number;
  /** The memory that the bodies of all requests share. */
  readonly pool?: BytePoolOptions;
  /** Fetches url images. Default: `createFetchUrl()`, public https addresses only. */
  readonly fetchUrl?: FetchUrl;
  /**
   * Which pictures are written anew: `never`, those that would be refused otherwise (`legal`, the default), or all to the size that the model sees
   * (`seen`). Strict requests get none.
   */
  readonly fit?: Policy["fit"];
  /** Writes pixels. Default: `createPixels()`, for which the package sharp is needed. */
  readonly pixels?: PixelWriter;
  /** The memory that pictures share while they are written. Default: 134,217,728 bytes (128 MiB), in which every picture reserves all its pixels. */
  readonly pixelPool?: BytePoolOptions;
  /** Where lines go, `await createLog()` for example. Default: nowhere. */
  readonly log?: Log;
  /** `full`: the image ledger has the sha256 of every image. Default `brief`: of those that were hashed anyway. */
  readonly ledgerDetail?: "brief" | "full";
  /** What `/metrics` shows, `await createMetrics()`. Default: nothing is counted, and `/metrics` is 404. */
  readonly metrics?: Metrics;
  /** ms since 1970. Default `Date.now`. */
  readonly now?: () => number;
}

export interface Gateway {
  /**
   * The handler every door leads to. What goes wrong is a reply; only an aborted signal rejects. Doors read a reply's body to its end, or call
   * its iterator's `return`.
   * @param entry how the request came in. Default: in this process, where there is no Host to check.
   */
  handle(request: GatewayRequest, entry?: Entry): Promise<GatewayReply>;
  /** The door for use in one process: give it to an official SDK as `fetch`. */
  readonly fetch: FetchDoor;
  readonly log: Log;
  /** Ends the engine, the upstream and the store. Close the servers first. */
  close(): Promise<void>;
}

const IN_PROCESS: Entry = { hosts: null, loopback: true, draining: () => false };

/** @throws TypeError when callers should have keys and there is no store to know them, and for limits that no request could keep */
export function createGateway(options: GatewayOptions): Gateway {
  const { engine, auth = "none", log = SILENT_LOG, metrics = null, now = Date.now } = options;
  if (auth === "keys" && !options.store) throw new TypeError('auth "keys" needs a store');
  const store = options.store ?? createMemoryStore({ now });
  const { upstream, mode = "mend", maxBodyBytes = DEFAULT_MAX_BODY_BYTES } = options;
  const router = options.router ?? (upstream === undefined ? null : createRouter([upstream]));
  const pool = createBytePool(options.pool);
  const uploads = createUploads({
    rows: store.uploads,
    files: store.files,
    upstreams: router?.upstreams ?? [],
    now,
    report: log.event,
  });
  metrics?.watch(pool);
  const handle = createHandle({
    engine,
    router,
    files: store.files,
    batches: store.batches,
    uploads,
    fetchUrl: options.fetchUrl ?? createFetchUrl(),
    fit: options.fit ?? "legal",
    pixels: createPooledPixels(options.pixels ?? createPixels({ drawForeign }), options.pixelPool),
    authenticate: auth === "keys" ? createKeyAuthentication(store.keys, { now }) : withoutKeys,
    limiter: createKeyLimiter({ table: options.limits ?? {}, workspaces: () => store.keys.workspaces(), now }),
    mode,
    maxBodyBytes,
    pool,
    log,
    ledgerDetail: options.ledgerDetail ?? "brief",
    metrics,
    now,
    check: () => store.check(),
  });
  return {
    handle: (request, entry = IN_PROCESS) => handle(request, entry),
    fetch: createFetchDoor((request) => handle(request, IN_PROCESS)),
    log,
    async close() {
      // Its last rows are written, and its last deletions sent, before there is nothing to write to.
      await uploads.close();
      await Promise.all([engine.close(), router?.close(), store.close()]);
    },
  };
}
