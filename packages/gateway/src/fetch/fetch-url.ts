// Fetches the pictures behind urls, guarded, and remembers them for a while: by workspace and url, so that no workspace learns what another
// has asked for. robots.txt is not consulted: a person asked for this one picture.
import type { Caching } from "@fovea/client/internal/net/caching";
import {
  createGuardedFetch,
  type Fetched,
  type GuardedFetchCall,
  type GuardedFetchOptions,
} from "@fovea/client/internal/net/guarded-fetch";
import type { FetchUrl } from "../exchange.ts";
import { freshnessOf, MAX_FRESH_MS } from "./freshness.ts";
import { createKeptBytes } from "./kept-bytes.ts";
import { createRoom, type Lease, type Reserve, type Room } from "./room.ts";
import { createSharedCalls } from "./shared-calls.ts";

export interface FetchUrlOptions {
  /**
   * Origins (`http://10.0.0.5:8080`) that may be asked though they are not https or not public: scheme, host and port exactly, no redirects out of
   * the usual rules. Link-local and metadata addresses never. Default none.
   */
  readonly allow?: readonly string[];
  /** Most bytes kept of all that was fetched. 0 keeps nothing. Default 67,108,864 (64 MiB). */
  readonly maxCacheBytes?: number;
  /** ms since 1970. Default Date.now. */
  readonly now?: () => number;
  /** Caps, timeouts and the seams of tests (see the guarded fetch). */
  readonly fetch?: Omit<GuardedFetchOptions, "allowOrigins">;
}

interface Arrived {
  readonly bytes: Uint8Array;
  readonly room: Room;
}

/**
 * @returns a function that throws a `FetchError` (`fetch.*`), a `LimitError` (`limit.fetch-bytes`) or the signal's own reason
 * @throws TypeError when an option is out of range, or an origin is none
 */
export function createFetchUrl(options: FetchUrlOptions = {}): FetchUrl {
  const { allow = [], maxCacheBytes = 64 * 1024 * 1024, now = Date.now } = options;
  const guarded = createGuardedFetch({ ...options.fetch, allowOrigins: allow });
  const kept = createKeptBytes(maxCacheBytes);
  const calls = createSharedCalls(
    ({ bytes, room }: Arrived) => ({ bytes, leases: room.take() }),
    ({ room }) => room.drop(),
  );

  async function ask(url: string, key: string, call: GuardedFetchCall): Promise<Uint8Array> {
    const sentAt = now();
    const before = kept.get(key, sentAt);
    const fetched = await guarded(url, { ...call, ...(before === null ? {} : { validators: before.caching }) });
    const unchanged = fetched.unchanged ? before : null;
    const bytes = unchanged?.bytes ?? fetched.bytes;
    keep(key, fetched, updated(unchanged?.caching ?? null, fetched.caching), bytes, sentAt);
    return bytes;
  }

  function keep(key: string, { hops }: Fetched, caching: Caching, bytes: Uint8Array, sentAt: number): void {
    const { storable, freshMs } = freshnessOf(caching);
    // How long a redirect holds is not looked into, so what stands behind one is not kept.
    if (storable && hops === 0)
      kept.set(key, { bytes, caching, freshUntil: sentAt + freshMs, keptUntil: sentAt + MAX_FRESH_MS });
    else kept.delete(key);
  }

  const fetchUrl = async (
    workspace: string,
    url: string,
    signal: AbortSignal,
    reserve?: Reserve,
  ): Promise<{ readonly bytes: Uint8Array; readonly leases?: readonly Lease[] }> => {
    const key = keyOf(workspace, url);
    // The guarded fetch says what is wrong with it.
    if (key === null) return { bytes: (await guarded(url, { signal })).bytes };
    const found = kept.get(key, now());
    if (found !== null && found.freshUntil > now()) return { bytes: found.bytes };
    return calls.run(key, signal, async (shared) => {
      // Whoever asks first reserves what arrives; those who join it reserve what they are given.
      const room = createRoom(reserve, shared);
      const bytes = await ask(url, key, { signal: shared, ...room.call }).catch((error: unknown) => {
        room.drop();
        throw error;
      });
      return { bytes, room };
    });
  };
  return Object.assign(fetchUrl, { allow: allow.map((origin) => new URL(origin).origin) });
}

/** A 304 need not say again what it said before (RFC 9111 section 3.2); its age is its own. */
function updated(before: Caching | null, now: Caching): Caching {
  if (before === null) return now;
  const { cacheControl, expires, vary, etag, lastModified } = before;
  return {
    ...now,
    cacheControl: now.cacheControl ?? cacheControl,
    expires: now.expires ?? expires,
    vary: now.vary ?? vary,
    etag: now.etag ?? etag,
    lastModified: now.lastModified ?? lastModified,
  };
}

/** Null for what is no URL, and for one with a user name or password: nothing of those is remembered. */
function keyOf(workspace: string, text: string): string | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.username !== "" || url.password !== "") return null;
  url.hash = "";
  return `${workspace} ${url.href}`;
}
