// One child process with one job at a time: started at its first job, killed when a job overruns, replaced when it is gone.
import { EyesError, errorFrom } from "../errors.ts";
import { type Child, startChild } from "./fork.ts";
import type { Job, Reply } from "./protocol.ts";

/** A job and whoever waits for it. */
export interface Entry {
  readonly id: number;
  readonly job: Job;
  readonly resolve: (value: never) => void;
  readonly reject: (error: unknown) => void;
}

export interface Slot {
  busy(): boolean;
  /** Runs an entry to its end; the entry's promise always settles. Only when not busy. */
  run(entry: Entry): void;
  /** Ends the child; the entry under way fails with `eyes.closed`. */
  close(): Promise<void>;
  /** Process id of the child, null when none runs. */
  pid(): number | null;
}

export interface SlotOptions {
  readonly timeoutMs: number;
  /** Asked whenever a child is started. */
  readonly threads: () => number;
  /** Called whenever the slot has become free. */
  readonly onFree: () => void;
}

export function createSlot({ timeoutMs, threads, onFree }: SlotOptions): Slot {
  let child: Child | null = null;
  let current: Entry | null = null;
  let timer: NodeJS.Timeout | undefined;

  /** Ends the job under way, whatever its outcome. */
  function finish(outcome: (entry: Entry) => void): void {
    const entry = current;
    clearTimeout(timer);
    current = null;
    child?.rest();
    if (entry) outcome(entry);
    onFree();
  }

  function settle(from: Child, reply: Reply): void {
    if (from !== child || reply.id !== current?.id) return;
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
    busy: () => current !== null,
    run(entry) {
      current = entry;
      try {
        child ??= startChild({ threads: threads(), onReply: settle, onExit: lost });
      } catch (cause) {
        const detail = cause instanceof Error ? cause.message : String(cause);
        finish(({ reject }) => reject(new EyesError("eyes.unavailable", { detail }, { cause })));
        return;
      }
      child.work();
      timer = setTimeout(overrun, timeoutMs);
      child.send({ id: entry.id, job: entry.job });
    },
    async close() {
      const last = child;
      child = null;
      clearTimeout(timer);
      current?.reject(new EyesError("eyes.closed", {}));
      current = null;
      // Awaiting the end must keep the host alive, or its top-level await would never settle.
      last?.work();
      last?.kill();
      await last?.gone;
    },
    pid: () => child?.pid ?? null,
  };
}
