// What all requests of a gateway share, and the context that one of them gets of it.
import type { Admitted, Rules } from "./admit.ts";
import type { Entry, GatewayContext } from "./exchange.ts";
import type { KeyLimiter, KeyLimits } from "./guard/key-limits.ts";
import type { BytePool } from "./guard/pool.ts";
import type { Observers } from "./observe/record.ts";

export interface Shared
  extends Rules,
    Observers,
    Pick<GatewayContext, "engine" | "router" | "files" | "batches" | "uploads" | "fetchUrl" | "fit" | "pixels"> {
  readonly ledgerDetail: "brief" | "full";
  readonly pool: BytePool;
  readonly limiter: KeyLimiter;
  readonly check: () => Promise<void>;
}

/** What belongs to one request alone. */
export interface Own {
  readonly requestId: string;
  readonly params: GatewayContext["params"];
  readonly admitted: Admitted;
  readonly limits: KeyLimits | null;
  readonly pool: BytePool;
  readonly entry: Entry;
}

export function contextOf(shared: Shared, own: Own): GatewayContext {
  const { engine, router, files, batches, uploads, fetchUrl, fit, pixels, ledgerDetail, now, log, metrics, check } =
    shared;
  const { requestId, params, admitted, pool, entry } = own;
  const { caller, version, betas, mode, maxBodyBytes } = admitted;
  return {
    engine,
    router,
    requestId,
    params,
    caller,
    limits: own.limits,
    version,
    betas,
    mode,
    files,
    batches,
    uploads,
    fetchUrl,
    fit,
    pixels,
    pool,
    ledger(line) {
      log.images(line);
      metrics?.images(line);
    },
    ledgerDetail,
    maxBodyBytes,
    now,
    service: {
      check,
      get draining() {
        return entry.draining();
      },
      metrics: async () => metrics?.text() ?? null,
    },
  };
}
