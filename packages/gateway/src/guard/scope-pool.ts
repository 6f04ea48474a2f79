// One request's view of the pool: whatever a handler forgets to release is released when its reply has gone.
import type { BytePool, Lease } from "./pool.ts";

export interface ScopedPool {
  readonly pool: BytePool;
  /** Releases all that this request still holds. */
  release(): void;
}

export function scopePool(shared: BytePool): ScopedPool {
  const leases = new Set<Lease>();
  let over = false;
  function adopt(lease: Lease): void {
    if (over) lease.release();
    else leases.add(lease);
  }
  const pool: BytePool = {
    async reserve(bytes, signal) {
      const lease = await shared.reserve(bytes, signal);
      adopt(lease);
      return {
        bytes: lease.bytes,
        release() {
          leases.delete(lease);
          lease.release();
        },
      };
    },
    whole: shared,
    adopt,
    maxBytes: shared.maxBytes,
    get used() {
      return shared.used;
    },
    get waiting() {
      return shared.waiting;
    },
  };
  function release(): void {
    over = true;
    for (const lease of leases) lease.release();
    leases.clear();
  }
  return { pool, release };
}
