// Bytes kept in memory.
import { StoreError } from "@fovea/client/internal/errors/errors";
import type { Blobs } from "../blobs.ts";

/** `maxBytes`: what all blobs together may hold; more is `store.full`. */
export function createMemoryBlobs(maxBytes: number, now: () => number): Blobs {
  const kept = new Map<
    string,
    { readonly pieces: readonly Uint8Array[]; readonly bytes: number; readonly at: number }
  >();
  let held = 0;

  return {
    async create() {
      let pieces: Uint8Array[] = [];
      let bytes = 0;
      return {
        async write(piece) {
          if (held + piece.length > maxBytes) throw new StoreError("store.full", {});
          held += piece.length;
          bytes += piece.length;
          pieces.push(Uint8Array.from(piece));
        },
        async keep(name) {
          kept.set(name, { pieces, bytes, at: now() });
          pieces = [];
          bytes = 0;
        },
        async drop() {
          held -= bytes;
          pieces = [];
          bytes = 0;
        },
      };
    },
    async read(name) {
      const blob = kept.get(name);
      if (blob === undefined) return null;
      return {
        length: blob.bytes,
        async *open() {
          yield* blob.pieces;
        },
      };
    },
    async remove(name) {
      held -= kept.get(name)?.bytes ?? 0;
      kept.delete(name);
    },
    async *names() {
      yield [...kept.keys()];
    },
    writtenAt: async (name) => kept.get(name)?.at ?? null,
    check: async () => undefined,
  };
}
