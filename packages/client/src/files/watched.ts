// Bytes that are read while a client sends them: when they fail, the call ends, and the caller hears why rather than what the client made of it.
import type { BytesRef } from "../content/edit.ts";

export interface Watched {
  readonly ref: BytesRef;
  /** Aborted with the caller's signal, and when the bytes failed. */
  readonly signal: AbortSignal;
  /** The first of: why the caller left, why the bytes failed, what was thrown. */
  reason(thrown: unknown): unknown;
}

export function watched(bytes: BytesRef, signal: AbortSignal | undefined): Watched {
  const broken = new AbortController();
  let failure: { readonly reason: unknown } | null = null;
  return {
    ref: {
      length: bytes.length,
      async *open() {
        let count = 0;
        try {
          for await (const piece of bytes.open()) {
            count += piece.length;
            if (count > bytes.length) break;
            yield piece;
          }
          if (count !== bytes.length) throw new Error(`${count} bytes came of a file of ${bytes.length}`);
        } catch (reason) {
          failure ??= { reason };
          broken.abort(reason);
          throw reason;
        }
      },
    },
    signal: signal === undefined ? broken.signal : AbortSignal.any([signal, broken.signal]),
    reason: (thrown) => {
      if (signal?.aborted) return signal.reason;
      return failure === null ? thrown : (failure as { readonly reason: unknown }).reason;
    },
  };
}
