// Pictures that were written, kept for a while: the same bytes under the same wishes are the same picture again. The least recently used goes first.
import type { Written } from "./write.ts";

export interface Results {
  /** The picture, made once however many ask at the same time. What fails is not kept. */
  get(key: string, make: () => Promise<Written>): Promise<Written>;
  /** Bytes held. */
  readonly held: number;
}

/** `maxBytes`: of all that is kept together. 0 keeps nothing. */
export function createResults(maxBytes: number): Results {
  // In the order of use: a map gives its keys back as they were put in.
  const kept = new Map<string, Written>();
  const making = new Map<string, Promise<Written>>();
  let held = 0;

  function keep(key: string, written: Written): void {
    if (written.bytes.length > maxBytes) return;
    kept.set(key, written);
    held += written.bytes.length;
    for (const [oldest, { bytes }] of kept) {
      if (held <= maxBytes) return;
      kept.delete(oldest);
      held -= bytes.length;
    }
  }

  return {
    async get(key, make) {
      const found = kept.get(key);
      if (found !== undefined) {
        kept.delete(key);
        kept.set(key, found);
        return found;
      }
      // Who made it first may have left: then it is made again.
      const other = await making.get(key)?.catch(() => null);
      if (other) return other;
      const one = make().finally(() => making.delete(key));
      making.set(key, one);
      const written = await one;
      keep(key, written);
      return written;
    },
    get held() {
      return held;
    },
  };
}
