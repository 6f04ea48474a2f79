// Room for a body, asked for while it arrives. An announced length is no reason to hold any: whoever announces much and sends little would hold it.
import type { Watch } from "./watch.ts";

/** Asked before so many more bytes are held; the body waits meanwhile. What it throws ends the fetch as it is. */
export type Reserve = (bytes: number) => Promise<void>;

export interface Room {
  /** Resolves when there is room for so many bytes in all. */
  make(bytes: number): Promise<void>;
  /** Whether this is what the reservation threw. */
  refused(error: unknown): boolean;
}

/** What is reserved first, in bytes; then as much again as there is, each time it is used up. */
const FIRST_BYTES = 256 * 1024;

/** `most`: what the body can have, in bytes. */
export function roomFor(reserve: Reserve | undefined, most: number, watch: Watch): Room {
  let held = 0;
  let refusal: { readonly error: unknown } | null = null;
  return {
    async make(bytes) {
      if (reserve === undefined || bytes <= held) return;
      const more = Math.max(bytes, Math.min(most, Math.max(FIRST_BYTES, 2 * held))) - held;
      // Silence while there is no room is not the server's.
      watch.rest();
      try {
        await watch.race(reserve(more));
      } catch (error) {
        refusal = { error };
        throw error;
      }
      held += more;
    },
    refused: (error) => refusal !== null && refusal.error === error,
  };
}
