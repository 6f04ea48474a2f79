// Keeps one child process that runs the models: starts it at the first job, gives it one job at a time, kills it when it overruns,
// and starts another for the next job when it is gone. An idle child never keeps the host alive.
import { EyesError, errorFrom } from "../errors.ts";
import { type Child, startChild } from "./fork.ts";
import type { Job, Reply, Results } from "./protocol.ts";

export interface WorkerOptions {
  /** Longest time for one job, the child's start included, ms. @default 60_000; then `eyes.timeout` */
  readonly timeoutMs?: number;
  /** Jobs that may wait behind the one under way. @default 64; then `eyes.busy` */
  readonly maxQueued?: number;
}

export interface Worker {
  /**
   * Runs one job in the child.
   * @throws EyesError by code; the signal's reason when it was aborted (a job under way is finished by the child, unheard)
   */
  run<T extends Job["type"]>(job: Job & { type: T }, signal?: AbortSignal): Promise<Results[T]>;
  /** Ends the child; jobs not answered fail with `eyes.closed`. */
  close(): Promise<void>;
  /** Process id of the child, null when none runs. For tests and diagnostics. */
  pid(): number | null;
}

interface Entry {
  readonly id: number;
  readonly job: Job;
  readonly resolve: (value: never) => void;
  readonly reject: (error: unknown) => void;
}

export function createWorker({ timeoutMs = 60_000, maxQueued = 64 }: WorkerOptions = {}): Worker {
  const queue: Entry[] = [];
  let child: Child | null = null;
  let current: Entry | null = null;
  let timer: NodeJS.Timeout | undefined;
  let lastId = 0;
  let closed = false;

  function next(): void {
    if (current || closed) return;
    current = queue.shift() ?? null;
    if (!current) {
      child?.rest();
      return;
    }
    try {
      child ??= startChild({ onReply: settle, onExit: lost });
    } catch (cause) {
      const detail = cause instanceof Error ? cause.message : String(cause);
      finish((entry) => entry.reject(new EyesError("eyes.unavailable", { detail }, { cause })));
      return;
    }
    child.work();
    timer = setTimeout(overrun, timeoutMs);
    child.send({ id: current.id, job: current.job });
  }

  /** Ends the job under way, whatever its outcome, and goes on to the next. */
  function finish(outcome: (entry: Entry) => void): void {
    const entry = current;
    clearTimeout(timer);
    current = null;
    if (entry) outcome(entry);
    next();
  }

  function settle(reply: Reply): void {
    if (reply.id !== current?.id) return;
    finish((entry) => {
      if ("problem" in reply) entry.reject(errorFrom(reply.problem));
      else entry.resolve(reply.value as never);
    });
  }

  function lost(from: Child, detail: string): void {
    if (from !== child) return;
    child = null;
    finish((entry) => entry.reject(new EyesError("eyes.crashed", { detail })));
  }

  function overrun(): void {
    child?.kill();
    child = null;
    finish((entry) => entry.reject(new EyesError("eyes.timeout", { timeoutMs })));
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
      clearTimeout(timer);
      const last = child;
      child = null;
      const waiting = current ? [current, ...queue] : [...queue];
      current = null;
      queue.length = 0;
      for (const entry of waiting) entry.reject(new EyesError("eyes.closed", {}));
      last?.work();
      last?.kill();
      await last?.gone;
    },
    pid: () => child?.pid ?? null,
  };
}
