// The queue before the child processes: a bounded line of jobs, one a child at a time. Idle children never keep the host alive.
import { EyesError } from "../errors.ts";
import type { Job, Results } from "./protocol.ts";
import { createSlot, type Entry } from "./slot.ts";
import { threadsFor } from "./threads.ts";

export interface WorkerOptions {
  /** Longest time for one job, the child's start included, ms. @default 60_000; then `eyes.timeout` */
  readonly timeoutMs?: number;
  /** Jobs that may wait behind those under way. @default 64; then `eyes.busy` */
  readonly maxQueued?: number;
  /** Child processes, each started when all others are busy; one takes 0.3 to 0.7 GB. @default 1 */
  readonly processes?: number;
  /** Threads a model runs on. @default 2 for one process while the machine is not busy, else 1; see process/threads.ts */
  readonly threads?: number;
}

export interface Worker {
  /**
   * Runs one job in a child.
   * @throws EyesError by code; the signal's reason when it was aborted (a job under way is finished by the child, unheard)
   */
  run<T extends Job["type"]>(job: Job & { type: T }, signal?: AbortSignal): Promise<Results[T]>;
  /** Ends the children; jobs not answered fail with `eyes.closed`. */
  close(): Promise<void>;
  /** Process ids of the children that run now. For tests and diagnostics. */
  pids(): number[];
}

export function createWorker(options: WorkerOptions = {}): Worker {
  const { timeoutMs = 60_000, maxQueued = 64, processes = 1 } = options;
  const threads = (): number => options.threads ?? threadsFor(processes);
  const queue: Entry[] = [];
  const slots = Array.from({ length: processes }, () => createSlot({ timeoutMs, threads, onFree: next }));
  let lastId = 0;
  let closed = false;

  function next(): void {
    const slot = slots.find((one) => !one.busy());
    const entry = slot && queue.shift();
    if (entry) slot.run(entry);
  }

  return {
    async run<T extends Job["type"]>(job: Job & { type: T }, signal?: AbortSignal): Promise<Results[T]> {
      signal?.throwIfAborted();
      if (closed) throw new EyesError("eyes.closed", {});
      if (queue.length >= maxQueued) throw new EyesError("eyes.busy", { limit: maxQueued });
      let abort: (() => void) | undefined;
      const outcome = new Promise<Results[T]>((resolve, reject) => {
        const entry: Entry = { id: ++lastId, job, resolve, reject };
        abort = () => {
          const place = queue.indexOf(entry);
          if (place >= 0) queue.splice(place, 1);
          reject(signal?.reason);
        };
        signal?.addEventListener("abort", abort);
        queue.push(entry);
      });
      next();
      try {
        return await outcome;
      } finally {
        if (abort) signal?.removeEventListener("abort", abort);
      }
    },
    async close() {
      closed = true;
      for (const entry of queue.splice(0)) entry.reject(new EyesError("eyes.closed", {}));
      await Promise.all(slots.map((slot) => slot.close()));
    },
    pids: () => slots.map((slot) => slot.pid()).filter((pid) => pid !== null),
  };
}
