// How many requests one who is limited may begin: a bucket of tokens for each, filled evenly over the minute; and how many at the same time.

/** What counts together: a key, or a workspace. */
export interface Allowance {
  /** Null: any number. */
  readonly requestsPerMinute: number | null;
  /** Requests at the same time; null: any number. */
  readonly maxInFlight: number | null;
}

/** A request that was let in, or why it was not. Waits and times are ms; `fullAt` is ms since 1970, when the bucket will be full again. */
export type Entrance =
  | { readonly outcome: "in"; readonly remaining: number; readonly fullAt: number; readonly leave: () => void }
  | { readonly outcome: "rate"; readonly waitMs: number; readonly fullAt: number }
  | { readonly outcome: "in-flight" };

export interface RequestRate {
  /** `leave` once, when the reply has gone; more often does nothing. */
  enter(name: string, allowance: Allowance): Entrance;
  /** Names remembered now. */
  readonly size: number;
}

interface Bucket {
  /** Whole and broken tokens. */
  tokens: number;
  /** When they were counted, in ms since 1970. */
  at: number;
  capacity: number;
  inFlight: number;
}

/** Names remembered at once, before those that say nothing any more are forgotten. */
const MAX_REMEMBERED = 10_000;
const MINUTE_MS = 60_000;

/** In memory, gone with the process. `now` is ms since 1970. */
export function createRequestRate(now: () => number, maxRemembered: number = MAX_REMEMBERED): RequestRate {
  const buckets = new Map<string, Bucket>();

  function bucketOf(name: string, capacity: number): Bucket {
    const at = now();
    const there = buckets.get(name);
    if (there === undefined) {
      if (buckets.size >= maxRemembered) forget(at);
      const fresh = { tokens: capacity, at, capacity, inFlight: 0 };
      buckets.set(name, fresh);
      return fresh;
    }
    there.tokens = tokensAt(there, at);
    // A clock that was put back gives nothing, and takes nothing.
    there.at = at;
    return there;
  }

  /** A full bucket that nobody is using is as good as a new one. Where all are in use, the oldest goes: somebody is let in too early. */
  function forget(at: number): void {
    for (const [name, bucket] of buckets)
      if (bucket.inFlight === 0 && tokensAt(bucket, at) >= bucket.capacity) buckets.delete(name);
    const [oldest] = buckets.keys();
    if (buckets.size >= maxRemembered && oldest !== undefined) buckets.delete(oldest);
  }

  return {
    enter(name, { requestsPerMinute, maxInFlight }) {
      const bucket = bucketOf(name, requestsPerMinute ?? 0);
      if (maxInFlight !== null && bucket.inFlight >= maxInFlight) return { outcome: "in-flight" };
      if (requestsPerMinute !== null) {
        if (bucket.tokens < 1) {
          const waitMs = ((1 - bucket.tokens) * MINUTE_MS) / requestsPerMinute;
          return { outcome: "rate", waitMs, fullAt: fullAt(bucket) };
        }
        bucket.tokens -= 1;
      }
      bucket.inFlight += 1;
      let left = false;
      return {
        outcome: "in",
        remaining: Math.floor(bucket.tokens),
        fullAt: fullAt(bucket),
        leave() {
          if (left) return;
          left = true;
          bucket.inFlight -= 1;
        },
      };
    },
    get size() {
      return buckets.size;
    },
  };
}

function tokensAt({ tokens, at, capacity }: Bucket, now: number): number {
  return Math.min(capacity, tokens + (Math.max(0, now - at) * capacity) / MINUTE_MS);
}

function fullAt({ tokens, at, capacity }: Bucket): number {
  return capacity === 0 ? at : at + ((capacity - tokens) * MINUTE_MS) / capacity;
}
