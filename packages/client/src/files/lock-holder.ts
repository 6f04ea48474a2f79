// Who holds a lock file: a process, told apart from any other that had or will have its number.
import { readFile, readlink } from "node:fs/promises";
import { hostname } from "node:os";

export interface Holder {
  readonly pid: number;
  /** The machine, since it was started, and where it counts its processes: pids of another say nothing. */
  readonly machine: string;
  /** When the process was started, as the system counts; null where the system does not tell. */
  readonly started: string | null;
  /** Of this one holding. */
  readonly token: string;
}

export type Process = Omit<Holder, "token">;

let self: Promise<Process> | undefined;

export function thisProcess(): Promise<Process> {
  self ??= describe();
  return self;
}

async function describe(): Promise<Process> {
  const read = (path: string): Promise<string> => readFile(path, "utf8").catch(() => "");
  const [boot, namespace, started] = await Promise.all([
    read("/proc/sys/kernel/random/boot_id"),
    readlink("/proc/self/ns/pid").catch(() => ""),
    startOf(process.pid),
  ]);
  return { pid: process.pid, machine: [hostname(), boot.trim(), namespace].join(" "), started };
}

/** Field 22 of proc(5): clock ticks from the start of the machine. Null where there is no such file. */
async function startOf(pid: number): Promise<string | null> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => null);
  // The name of the program stands in brackets and may have any characters in it.
  return stat === null ? null : (stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? null);
}

/** True for a process of this machine that is gone; false where it lives, or nobody here can say. */
export async function isGone(holder: Holder): Promise<boolean> {
  if (holder.machine !== (await thisProcess()).machine) return false;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
  const started = await startOf(holder.pid);
  return started !== null && holder.started !== null && started !== holder.started;
}

/** Null for what is no holder's name. */
export function readHolder(text: string): Holder | null {
  try {
    const { pid, machine, started, token } = JSON.parse(text) as Partial<Record<keyof Holder, unknown>>;
    return typeof pid === "number" &&
      Number.isSafeInteger(pid) &&
      pid > 0 &&
      typeof machine === "string" &&
      (started === null || typeof started === "string") &&
      typeof token === "string" &&
      /^[0-9a-f]{16}$/.test(token)
      ? { pid, machine, started, token }
      : null;
  } catch {
    return null;
  }
}
