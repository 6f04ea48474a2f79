// The clock of one hop: one abort signal that fires for the caller's abort, for the phase that is slow, and for the time the whole fetch has left.
import { FetchError } from "../errors/errors.ts";
import { raceAbort } from "../input/race-abort.ts";

export type Phase = "resolve" | "connect" | "headers" | "idle";

export interface Watch {
  /** Its reason is what the fetch must throw: the caller's own reason, or a `fetch.timeout`. */
  readonly signal: AbortSignal;
  /** Ends the running phase and gives the next one `timeoutMs`. */
  enter(phase: Phase, timeoutMs: number): void;
  /** Ends the running phase, and the next one has not begun: only the time of the whole fetch runs. */
  rest(): void;
  /** Settles like the promise, or rejects when the signal fires first. */
  race<T>(promise: Promise<T>): Promise<T>;
  /** Ends all timers. Returns the ms that passed since the watch was made. */
  stop(): number;
}

export interface WatchOptions {
  /** The URL as errors name it. */
  readonly url: string;
  readonly signal: AbortSignal | undefined;
  /** What the whole fetch was given, for the sentence. */
  readonly totalTimeoutMs: number;
  /** What is left of it. */
  readonly leftMs: number;
}

export function createWatch({ url, signal, totalTimeoutMs, leftMs }: WatchOptions): Watch {
  const controller = new AbortController();
  const start = performance.now();
  const late = (phase: Phase | "total", timeoutMs: number) =>
    controller.abort(new FetchError("fetch.timeout", { url, phase, timeoutMs }));
  const abort = () => controller.abort(signal?.reason);
  if (signal?.aborted) abort();
  signal?.addEventListener("abort", abort, { once: true });
  const total = setTimeout(late, Math.max(0, leftMs), "total", totalTimeoutMs);
  let phaseTimer: NodeJS.Timeout | undefined;
  return {
    signal: controller.signal,
    enter(phase, timeoutMs) {
      clearTimeout(phaseTimer);
      phaseTimer = setTimeout(late, timeoutMs, phase, timeoutMs);
    },
    rest: () => clearTimeout(phaseTimer),
    race: (promise) => raceAbort(promise, controller.signal),
    stop() {
      clearTimeout(total);
      clearTimeout(phaseTimer);
      signal?.removeEventListener("abort", abort);
      return performance.now() - start;
    },
  };
}
