// What urls gave: a picture that was fetched for one turn is the same picture in every later one, whatever its server gives by then.

export interface Kept {
  /** Null where they had to go for others: only what they were is known. */
  readonly bytes: Uint8Array | null;
  /** In hex. */
  readonly sha256: string;
}

export interface UrlMemory {
  get(url: string): Kept | null;
  /** Keeps them, and forgets what was used longest ago where there is no room. */
  put(url: string, bytes: Uint8Array, sha256: string): void;
  /** Bytes held. */
  readonly held: number;
}

/** Most urls of which nothing but the hash is known; each takes some 200 bytes. */
const MAX_HASHES = 20_000;

/** @param maxBytes of all bytes together */
export function createUrlMemory(maxBytes: number): UrlMemory {
  // In the order of use.
  const kept = new Map<string, { bytes: Uint8Array; sha256: string }>();
  const hashes = new Map<string, string>();
  let held = 0;

  function forget(url: string): void {
    const one = kept.get(url);
    if (one === undefined) return;
    kept.delete(url);
    held -= one.bytes.length;
    hashes.set(url, one.sha256);
    for (const oldest of hashes.keys()) {
      if (hashes.size <= MAX_HASHES) break;
      hashes.delete(oldest);
    }
  }

  return {
    get(url) {
      const one = kept.get(url);
      if (one === undefined) {
        const sha256 = hashes.get(url);
        return sha256 === undefined ? null : { bytes: null, sha256 };
      }
      kept.delete(url);
      kept.set(url, one);
      return one;
    },
    put(url, bytes, sha256) {
      forget(url);
      hashes.delete(url);
      kept.set(url, { bytes, sha256 });
      held += bytes.length;
      for (const oldest of kept.keys()) {
        if (held <= maxBytes) break;
        forget(oldest);
      }
    },
    get held() {
      return held;
    },
  };
}
