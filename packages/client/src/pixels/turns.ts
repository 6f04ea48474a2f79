// At most so many at the same time: codecs take a thread of Node's own pool each, and files and names need some of those too.

export interface Turns {
  /** @throws the signal's reason when it is aborted while it waits */
  take<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T>;
}

export function createTurns(maxAtOnce: number): Turns {
  const waiting = new Set<() => void>();
  let running = 0;

  function wait(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const begin = (): void => {
        signal?.removeEventListener("abort", leave);
        resolve();
      };
      const leave = (): void => {
        waiting.delete(begin);
        reject(signal?.reason);
      };
      signal?.addEventListener("abort", leave, { once: true });
      waiting.add(begin);
    });
  }

  return {
    async take(work, signal) {
      signal?.throwIfAborted();
      // Who is let in inherits the place of who leaves, so that nobody slips in between.
      if (running >= maxAtOnce) await wait(signal);
      else running++;
      try {
        return await work();
      } finally {
        const [next] = waiting;
        if (next === undefined) running--;
        else {
          waiting.delete(next);
          next();
        }
      }
    },
  };
}
