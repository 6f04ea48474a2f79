// One at a time for each name, in the order asked, within this process.

export interface Turns {
  /** Runs `work` when all that was asked before under the same name has ended. @throws the signal's reason, while waiting */
  run<T>(name: string, work: () => Promise<T>, signal?: AbortSignal): Promise<T>;
}

export function createTurns(): Turns {
  const last = new Map<string, Promise<void>>();

  return {
    async run(name, work, signal) {
      signal?.throwIfAborted();
      const before = last.get(name) ?? Promise.resolve();
      let end: () => void = () => undefined;
      const ended = new Promise<void>((resolve) => {
        end = resolve;
      });
      // Whoever leaves the queue keeps the order: those behind wait for those before.
      const mine = before.then(() => ended);
      last.set(name, mine);
      try {
        await orAborted(before, signal);
        return await work();
      } finally {
        end();
        if (last.get(name) === mine) last.delete(name);
      }
    },
  };
}

async function orAborted(turn: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined) return turn;
  let leave: () => void = () => undefined;
  const left = new Promise<never>((_, reject) => {
    leave = () => reject(signal.reason);
    signal.addEventListener("abort", leave, { once: true });
  });
  try {
    await Promise.race([turn, left]);
    signal.throwIfAborted();
  } finally {
    signal.removeEventListener("abort", leave);
  }
}
