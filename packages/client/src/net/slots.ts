// How many hops run at once, in all and per host. A hop takes one place in both counts together and never holds one while it waits, so that
// fetches redirecting to each other's hosts cannot lock up.

export interface Slots {
  /** Runs the task when a place is free; first come first served among those whose host has room. Rejects with the signal's reason. */
  run<T>(host: string, call: SlotCall, task: () => Promise<T>): Promise<T>;
}

export interface SlotsOptions {
  readonly maxConcurrent: number;
  readonly maxConcurrentPerHost: number;
  readonly maxQueued: number;
}

export interface SlotCall {
  readonly signal: AbortSignal | undefined;
  /** Makes the error for a task that finds the queue full. */
  readonly full: (waiting: number) => Error;
}

interface Waiting {
  readonly host: string;
  readonly start: () => void;
}

export function createSlots({ maxConcurrent, maxConcurrentPerHost, maxQueued }: SlotsOptions): Slots {
  const running = new Map<string, number>();
  const queue: Waiting[] = [];
  let total = 0;

  const hasRoom = (host: string) => total < maxConcurrent && (running.get(host) ?? 0) < maxConcurrentPerHost;

  function take(host: string): void {
    total += 1;
    running.set(host, (running.get(host) ?? 0) + 1);
  }

  function release(host: string): void {
    total -= 1;
    const left = (running.get(host) ?? 1) - 1;
    if (left === 0) running.delete(host);
    else running.set(host, left);
    const next = queue.findIndex((waiting) => hasRoom(waiting.host));
    const [waiting] = next < 0 ? [] : queue.splice(next, 1);
    if (waiting === undefined) return;
    take(waiting.host);
    waiting.start();
  }

  function turn(host: string, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        queue.splice(queue.indexOf(waiting), 1);
        reject(signal?.reason);
      };
      const start = () => {
        signal?.removeEventListener("abort", leave);
        resolve();
      };
      const waiting: Waiting = { host, start };
      signal?.addEventListener("abort", leave, { once: true });
      queue.push(waiting);
    });
  }

  return {
    async run(host, { signal, full }, task) {
      signal?.throwIfAborted();
      if (hasRoom(host)) take(host);
      else if (queue.length >= maxQueued) throw full(queue.length);
      else await turn(host, signal);
      try {
        return await task();
      } finally {
        release(host);
      }
    },
  };
}
