// What was fetched, kept for a while: the least recently used goes first when there is too much of it.
import type { Caching } from "@fovea/client/internal/net/caching";

export interface Kept {
  readonly bytes: Uint8Array;
  /** What the server said of them, last. */
  readonly caching: Caching;
  /** ms since 1970: until then the bytes are given without asking. */
  readonly freshUntil: number;
  /** ms since 1970: then they are forgotten. */
  readonly keptUntil: number;
}

export interface KeptBytes {
  get(key: string, now: number): Kept | null;
  set(key: string, kept: Kept): void;
  delete(key: string): void;
  /** Bytes held. */
  readonly held: number;
}

/** `maxBytes`: of all that is kept together; what alone has more is not kept. */
export function createKeptBytes(maxBytes: number): KeptBytes {
  // In the order of use: a map gives its keys back as they were put in.
  const entries = new Map<string, Kept>();
  let held = 0;

  function remove(key: string): void {
    held -= entries.get(key)?.bytes.length ?? 0;
    entries.delete(key);
  }

  return {
    get(key, now) {
      for (const [other, { keptUntil }] of entries) if (keptUntil <= now) remove(other);
      const kept = entries.get(key);
      if (kept === undefined) return null;
      entries.delete(key);
      entries.set(key, kept);
      return kept;
    },
    set(key, kept) {
      remove(key);
      if (kept.bytes.length > maxBytes) return;
      entries.set(key, kept);
      held += kept.bytes.length;
      for (const oldest of entries.keys()) {
        if (held <= maxBytes) return;
        remove(oldest);
      }
    },
    delete: remove,
    get held() {
      return held;
    },
  };
}
