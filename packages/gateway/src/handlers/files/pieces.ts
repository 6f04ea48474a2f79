// Pieces of bytes between one that brings them and one that takes them, who may each be faster than the other.

export interface Pieces {
  /** What was brought and not taken yet; ends after `end`. To be read once. */
  readonly taken: AsyncIterable<Uint8Array>;
  bring(piece: Uint8Array): void;
  /** No more will come. Whoever waits on either side goes on. */
  end(): void;
  /** Resolves when at most `maxBytes` wait to be taken, or there was an end. */
  room(): Promise<void>;
}

/** @param onTheWay bytes that whoever brings has been given and not brought yet */
export function createPieces(maxBytes: number, onTheWay: () => number = () => 0): Pieces {
  const waiting: Uint8Array[] = [];
  let bytes = 0;
  let ended = false;
  const taker = createBell();
  const bringer = createBell();

  async function* take(): AsyncGenerator<Uint8Array> {
    for (;;) {
      for (let piece = waiting.shift(); piece !== undefined; piece = waiting.shift()) {
        bytes -= piece.length;
        bringer.ring();
        yield piece;
      }
      if (ended) return;
      await taker.next();
    }
  }

  return {
    taken: take(),
    bring(piece) {
      waiting.push(piece);
      bytes += piece.length;
      taker.ring();
    },
    end() {
      ended = true;
      taker.ring();
      bringer.ring();
    },
    async room() {
      while (bytes + onTheWay() > maxBytes && !ended) await bringer.next();
    },
  };
}

/** One may wait for it at a time. */
function createBell() {
  let ring = (): void => undefined;
  return {
    ring: (): void => ring(),
    next: (): Promise<void> =>
      new Promise((resolve) => {
        ring = resolve;
      }),
  };
}
