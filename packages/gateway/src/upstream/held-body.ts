// A request body on its way upstream, always one piece behind: what was read last is sent only once the body has gone on or ended well. A body that
// throws, even behind its last byte, so leaves the platform with less than it was promised: an HTTP server drops such a request.

export interface HeldBody extends AsyncIterable<Uint8Array> {
  /** Whether anything was asked of the body; from then on the request cannot be sent again. */
  readonly begun: boolean;
  /** What the body threw; null while it has not. */
  readonly failure: { readonly error: unknown } | null;
}

export function holdBack(body: AsyncIterable<Uint8Array>): HeldBody {
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
      let held: Uint8Array | null = null;
      try {
        for await (const piece of body) {
          if (piece.length === 0) continue;
          if (held !== null) yield held;
          held = piece;
        }
      } catch (error) {
        failure = { error };
        throw error;
      }
      if (held !== null) yield held;
    },
  };
}
