// Calls for the same thing at the same time become one. Each caller may leave; the call ends when all have.

export interface SharedCalls<T, R> {
  run(key: string, signal: AbortSignal, call: (signal: AbortSignal) => Promise<T>): Promise<R>;
}

interface Running<T> {
  readonly result: Promise<T>;
  readonly controller: AbortController;
  callers: number;
}

/** `given`: what a caller gets of the result. `left` is told of a result once no caller is left to be given any. */
export function createSharedCalls<T, R>(given: (result: T) => R, left: (result: T) => void): SharedCalls<T, R> {
  const running = new Map<string, Running<T>>();

  function start(key: string, call: (signal: AbortSignal) => Promise<T>): Running<T> {
    const controller = new AbortController();
    const result = call(controller.signal).finally(() => {
      if (running.get(key) === one) running.delete(key);
    });
    // Whoever is still there hears of it; when nobody is, nobody needs to.
    result.catch(() => undefined);
    const one: Running<T> = { result, controller, callers: 0 };
    running.set(key, one);
    return one;
  }

  return {
    async run(key, signal, call) {
      signal.throwIfAborted();
      const one = running.get(key) ?? start(key, call);
      one.callers++;
      let leave: () => void = () => undefined;
      const gone = new Promise<never>((_, reject) => {
        leave = () => reject(signal.reason);
        signal.addEventListener("abort", leave, { once: true });
      });
      try {
        return given(await Promise.race([one.result, gone]));
      } finally {
        signal.removeEventListener("abort", leave);
        if (--one.callers === 0) {
          if (running.get(key) === one) running.delete(key);
          one.controller.abort(new Error("nobody waits for it any more"));
          one.result.then(left, () => undefined);
        }
      }
    },
  };
}
