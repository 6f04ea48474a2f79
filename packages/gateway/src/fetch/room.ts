// The reservations of one fetch: they are the fetch's as long as it runs, whoever of its callers leaves, and then the first caller's who is there.
import type { GuardedFetchCall } from "@fovea/client/internal/net/guarded-fetch";
import type { FetchUrl } from "../exchange.ts";

export type Reserve = NonNullable<Parameters<FetchUrl>[3]>;
export type Lease = Awaited<ReturnType<Reserve>>;

export interface Room {
  /** For the guarded fetch; nothing where nobody reserves. */
  readonly call: Pick<GuardedFetchCall, "reserve">;
  /** All that was reserved, once. */
  take(): readonly Lease[];
  /** Releases what nobody took, and what is still granted. */
  drop(): void;
}

export function createRoom(reserve: Reserve | undefined, signal: AbortSignal): Room {
  const leases: Lease[] = [];
  let over = false;

  async function hold(bytes: number): Promise<void> {
    const lease = await (reserve as Reserve)(bytes, signal);
    if (over) lease.release();
    else leases.push(lease);
  }

  return {
    call: reserve === undefined ? {} : { reserve: hold },
    take: () => leases.splice(0),
    drop() {
      over = true;
      for (const lease of leases.splice(0)) lease.release();
    },
  };
}
