// Runs analyses one after the other within one budget of time. A picture that is too much for one of them still gets the others' answers,
// and the perception says which analysis is missing.
import { EyesError } from "../errors.ts";
import type { Analysis, Unfinished } from "../perception.ts";

export interface Schedule {
  /**
   * Runs an analysis unless the time is over; measures it.
   * @param work is asked to look at `stop` between its steps and to end early with what it has when it is true
   * @returns what it found, or `nothing` when there was no time or it failed
   */
  run<T>(analysis: Analysis, nothing: T, work: (stop: () => boolean) => Promise<T> | T): Promise<T>;
  readonly unfinished: readonly Unfinished[];
  readonly ms: Readonly<Record<string, number>>;
}

/** @param budgetMs from now, for all analyses together */
export function createSchedule(budgetMs: number, now: () => number = () => performance.now()): Schedule {
  const deadline = now() + budgetMs;
  const unfinished: Unfinished[] = [];
  const ms: Record<string, number> = {};
  return {
    unfinished,
    ms,
    async run(analysis, nothing, work) {
      let late = false;
      const stop = (): boolean => {
        late ||= now() >= deadline;
        return late;
      };
      if (stop()) {
        unfinished.push({ analysis, reason: "time" });
        return nothing;
      }
      const start = now();
      try {
        const found = await work(stop);
        if (late) unfinished.push({ analysis, reason: "time" });
        return found;
      } catch (error) {
        // A model that cannot be loaded is this system's fault, not the picture's: the caller must know.
        if (error instanceof EyesError) throw error;
        unfinished.push({ analysis, reason: "failure", detail: String(error) });
        return nothing;
      } finally {
        ms[analysis] = (ms[analysis] ?? 0) + Math.round(now() - start);
      }
    },
  };
}
