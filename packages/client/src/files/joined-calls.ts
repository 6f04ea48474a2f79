// Calls for the same thing at the same time become one, whoever began it; each caller may leave alone. When all have left, a call that may stop is
// stopped; any other goes on to its end, for what was sent may have arrived.

export interface JoinedCall<T> {
  readonly signal?: AbortSignal | undefined;
  /** Asked when the last caller leaves: whether the call is to end then. That of whoever began it counts. */
  readonly mayStop: () => boolean;
  /** How long a call that may not stop goes on when all have left, in ms. Default: to its end. */
  readonly lingerMs?: number;
  readonly call: (signal: AbortSignal) => Promise<T>;
}

export interface JoinedCalls<T> {
  run(key: string, call: JoinedCall<T>): Promise<T>;
  /** Resolves when the calls whose key fits have ended, well or not. */
  settled(fits: (key: string) => boolean): Promise<void>;
  /** Aborts all. */
  close(reason: unknown): Promise<void>;
}

interface Running<T> {
  readonly result: Promise<T>;
  readonly controller: AbortController;
  readonly mayStop: () => boolean;
  readonly lingerMs: number | undefined;
  callers: number;
  lingering: NodeJS.Timeout | undefined;
}

const nobody = (): Error => new Error("nobody waits for it any more");

export function createJoinedCalls<T>(): JoinedCalls<T> {
  const running = new Map<string, Running<T>>();
  const all = new Set<Running<T>>();

  function start(key: string, { call, mayStop, lingerMs }: JoinedCall<T>): Running<T> {
    const controller = new AbortController();
    const result = call(controller.signal).finally(() => {
      if (running.get(key) === one) running.delete(key);
      all.delete(one);
      clearTimeout(one.lingering);
    });
    // Whoever is still there hears of it; when nobody is, nobody needs to.
    result.catch(() => undefined);
    const one: Running<T> = { result, controller, mayStop, lingerMs, callers: 0, lingering: undefined };
    running.set(key, one);
    all.add(one);
    return one;
  }

  function leftAlone(key: string, one: Running<T>): void {
    if (one.mayStop()) {
      if (running.get(key) === one) running.delete(key);
      one.controller.abort(nobody());
    } else if (one.lingerMs !== undefined) {
      one.lingering = setTimeout(() => one.controller.abort(nobody()), one.lingerMs).unref();
    }
  }

  async function settled(fits: (key: string) => boolean): Promise<void> {
    await Promise.allSettled([...running].filter(([key]) => fits(key)).map(([, { result }]) => result));
  }

  return {
    async run(key, asked) {
      const { signal } = asked;
      signal?.throwIfAborted();
      const one = running.get(key) ?? start(key, asked);
      one.callers++;
      clearTimeout(one.lingering);
      let leave: () => void = () => undefined;
      const left = new Promise<never>((_, reject) => {
        leave = () => reject(signal?.reason);
        signal?.addEventListener("abort", leave, { once: true });
      });
      try {
        return await Promise.race([one.result, left]);
      } finally {
        signal?.removeEventListener("abort", leave);
        if (--one.callers === 0 && all.has(one)) leftAlone(key, one);
      }
    },
    settled,
    async close(reason) {
      for (const { controller } of all) controller.abort(reason);
      await Promise.allSettled([...all].map(({ result }) => result));
    },
  };
}
