// What the eyes' own process uses. Its kernel is asked, because the caller's own figures do not contain a child that lives.
import { readFileSync } from "node:fs";

/** Clock ticks a second, the same on every Linux that Node supports. */
const TICKS_PER_SECOND = 100;

/** Process ids of the children of this process; empty where there is no /proc. */
export function childrenNow(): number[] {
  return [...read(`/proc/self/task/${process.pid}/children`).matchAll(/\d+/g)].map(Number);
}

/** CPU time so far of a process, user and system, ms; null where there is no /proc. */
export function cpuMs(pid: number): number | null {
  // The name in brackets may contain spaces: fields are counted from behind it.
  const fields = read(`/proc/${pid}/stat`).split(") ")[1]?.split(" ");
  return fields ? ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS_PER_SECOND : null;
}

/** Resident memory now and at most so far, MB; null where there is no /proc. */
export function residentMb(pid: number): { now: number; peak: number } | null {
  const status = read(`/proc/${pid}/status`);
  const of = (name: string): number => Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1]) / 1024;
  return status === "" ? null : { now: of("VmRSS"), peak: of("VmHWM") };
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
