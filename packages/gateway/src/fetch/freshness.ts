// How long fetched bytes may be given again without asking, as a private cache (RFC 9111): each workspace has its own, so `private` allows it
// and `s-maxage`, which speaks to shared caches, is not heeded. Nothing is guessed: a server that says nothing is asked every time.
import type { Caching } from "@fovea/client/internal/net/caching";

/** Longest that anything is given, or kept, without being asked for again: five minutes. Ours; servers may say less, not more. */
export const MAX_FRESH_MS = 300_000;

export interface Freshness {
  /** Whether the bytes may be kept at all. */
  readonly storable: boolean;
  /** From the moment the request was sent; 0: keep, and ask whether they still hold. */
  readonly freshMs: number;
}

export function freshnessOf(caching: Caching): Freshness {
  const directives = directivesOf(caching.cacheControl ?? "");
  if (directives.has("no-store") || caching.vary?.includes("*")) return { storable: false, freshMs: 0 };
  const fresh = directives.has("no-cache") ? 0 : lifetimeMs(directives, caching) - seconds(caching.age) * 1000;
  const freshMs = Math.min(Math.max(fresh, 0), MAX_FRESH_MS);
  return { storable: freshMs > 0 || caching.etag !== null || caching.lastModified !== null, freshMs };
}

function lifetimeMs(directives: ReadonlyMap<string, string>, { expires, date }: Caching): number {
  const maxAge = directives.get("max-age");
  if (maxAge !== undefined) return seconds(maxAge) * 1000;
  if (expires === null || date === null) return 0;
  const lifetime = Date.parse(expires) - Date.parse(date);
  return Number.isFinite(lifetime) ? lifetime : 0;
}

/** Names in lower case; of a directive that stands twice the first counts. Quotes around a value are dropped. */
function directivesOf(header: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const part of header.split(",")) {
    const [name = "", value = ""] = part.split("=", 2).map((text) => text.trim());
    const key = name.toLowerCase();
    if (!found.has(key)) found.set(key, value.replace(/^"|"$/g, ""));
  }
  return found;
}

/** Whole seconds; what is no number counts as none at all, which is the careful reading of a lifetime. */
function seconds(text: string | null): number {
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : 0;
}
