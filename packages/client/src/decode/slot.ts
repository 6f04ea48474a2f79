// One child process with one job at a time: started at its first job, killed when a job overruns, replaced when it is gone.
import { EngineError, errorOf, LimitError } from "../errors/errors.ts";
import { type Child, type ChildOptions, startChild } from "./fork.ts";
import type { Job, Reply } from "./protocol.ts";
import { MEMORY_WORD } from "./watch-memory.ts";

/** A job and whoever waits for it. */
export interface Entry {
  readonly id: number;
  readonly job: Job;
  /** For errors. */
  readonly at: string | undefined;
  readonly resolve: (value: never) => void;
  readonly reject: (error: unknown) => void;
}

export interface Slot {
  /** The entry under way, or null. */
  current(): Entry | null;
  /** Runs an entry to its end; the entry's promise always settles. Only when not busy. */
  run(entry: Entry): void;
  /** Kills the child in the middle of its entry, which nobody waits for any more. */
  drop(): void;
  /** Ends the child; the entry under way fails with `engine.decoder-closed`. */
  close(): Promise<void>;
  /** Process id of the child, null when none runs. */
  pid(): number | null;
}

export interface SlotOptions extends Pick<ChildOptions, "maxMemoryBytes" | "execArgv"> {
  readonly timeoutMs: number;
  /** Called whenever the slot has become free. */
  readonly onFree: () => void;
}

export function createSlot({ timeoutMs, maxMemoryBytes, execArgv, onFree }: SlotOptions): Slot {
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
    if ("problem" in reply && reply.last) child = null;
    finish((entry) => {
      if ("problem" in reply) entry.reject(errorOf(reply.problem.code, reply.problem.facts, placed(entry)));
      else entry.resolve(reply.value as never);
    });
  }

  function lost(from: Child, end: string, words: string): void {
    if (from !== child) return;
    child = null;
    finish((entry) => entry.reject(whyLost(end, words, entry)));
  }

  function whyLost(end: string, words: string, entry: Entry): Error {
    const [, rss] = new RegExp(`${MEMORY_WORD}(\\d+)`).exec(words) ?? [];
    if (rss === undefined) {
      const last = words.trim().split("\n").slice(-3).join(" ").slice(0, 300);
      return new EngineError(
        "engine.decoder-crashed",
        { detail: last === "" ? end : `${end}: ${last}` },
        placed(entry),
      );
    }
    const facts = { limit: maxMemoryBytes, actual: Number(rss), unit: "bytes of memory" } as const;
    return new LimitError("limit.decode-memory", facts, placed(entry));
  }

  function overrun(): void {
    child?.kill();
    child = null;
    const facts = { limit: timeoutMs, actual: timeoutMs, unit: "ms" } as const;
    finish((entry) => entry.reject(new LimitError("limit.decode-time", facts, placed(entry))));
  }

  return {
    current: () => current,
    run(entry) {
      current = entry;
      try {
        child ??= startChild({ maxMemoryBytes, execArgv, onReply: settle, onExit: lost });
      } catch (cause) {
        const detail = cause instanceof Error ? cause.message : String(cause);
        finish(({ reject }) =>
          reject(new EngineError("engine.decoder-crashed", { detail }, { ...placed(entry), cause })),
        );
        return;
      }
      child.work();
      timer = setTimeout(overrun, timeoutMs);
      child.send({ id: entry.id, job: entry.job });
    },
    drop() {
      child?.kill();
      child = null;
      finish(() => undefined);
    },
    async close() {
      const last = child;
      child = null;
      clearTimeout(timer);
      current?.reject(new EngineError("engine.decoder-closed", {}));
      current = null;
      // Awaiting the end must keep the host alive, or its top-level await would never settle.
      last?.work();
      last?.kill();
      await last?.gone;
    },
    pid: () => child?.pid ?? null,
  };
}

function placed({ at }: Entry): { at?: string } {
  return at === undefined ? {} : { at };
}
