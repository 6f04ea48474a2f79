// A request body on its way upstream, always one piece behind: what was read last is sent only once the body has gone on or ended well. A body that
// throws, even behind its last byte, so leaves the platform with less than it was promised: an HTTP server drops such a request.
import { free, isOfOneReader } from "../passing-memory.ts";
import { watchWritten } from "./written-pieces.ts";

export interface HeldBody extends AsyncIterable<Uint8Array> {
  /** Whether anything was asked of the body; from then on the request cannot be sent again. */
  readonly begun: boolean;
  /** What the body threw; null while it has not. */
  readonly failure: { readonly error: unknown } | null;
}

/** `onSent` is called once when the body has ended well and every byte of it has left the process; not when anything failed. */
export function holdBack(body: AsyncIterable<Uint8Array>, onSent?: () => void): HeldBody {
  let begun = false;
  let failure: { readonly error: unknown } | null = null;
  return {
    get begun() {
      return begun;
    },
    get failure() {
      return failure;
    },
    async *[Symbol.asyncIterator]() {
      begun = true;
      let ended = false;
      let underway = 0;
      const tell = (): void => {
        if (ended && underway === 0) onSent?.();
      };
      const give = (piece: Uint8Array): Uint8Array => {
        const ours = isOfOneReader(piece);
        if (onSent === undefined && !ours) return piece;
        underway++;
        return watchWritten(piece, () => {
          if (ours) free(piece);
          underway--;
          tell();
        });
      };
      let held: Uint8Array | null = null;
      try {
        for await (const piece of body) {
          if (piece.length === 0) continue;
          if (held !== null) yield give(held);
          held = piece;
        }
      } catch (error) {
        failure = { error };
        throw error;
      }
      if (held !== null) yield give(held);
      ended = true;
      tell();
    },
  };
}
