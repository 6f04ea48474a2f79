// How many threads a model runs on, unless the caller says. The runtime's threads spin while they wait for each other: on an idle machine
// a second one saves 10 to 30 % of the time, on a busy one it costs three to five times (measured November 2026, two cores).
import { availableParallelism, loadavg } from "node:os";

/**
 * @param processes children that share the machine
 * @param load runnable processes in the last minute; 0 where the system does not say (Windows)
 */
export function threadsFor(processes: number, load = loadavg()[0] ?? 0, cores = availableParallelism()): 1 | 2 {
  return processes === 1 && cores > 1 && load < cores ? 2 : 1;
}
