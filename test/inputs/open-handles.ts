// What this process holds open: files by their paths, and timers or requests that would keep it alive.
import { readdirSync, readlinkSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** Paths of open files and pipes. Null where the system does not tell. */
export function openFiles(): string[] | null {
  try {
    return readdirSync("/proc/self/fd").flatMap((fd) => {
      try {
        const target = readlinkSync(`/proc/self/fd/${fd}`);
        return target.startsWith("/") && !target.startsWith("/proc/") && !target.startsWith("/dev/") ? [target] : [];
      } catch {
        return []; // closed meanwhile: the one that listed the others
      }
    });
  } catch {
    return null;
  }
}

/** Kinds of what keeps the process alive, without sockets and servers: the test's own stay open between calls. */
export function activeResources(): string[] {
  return process.getActiveResourcesInfo().filter((kind) => !/^(TCP|PipeWrap|TTY|ProcessWrap|MessagePort)/.test(kind));
}

/** Waits until `holds` does, for as long as a test may take at all. */
export async function until(holds: () => boolean): Promise<boolean> {
  for (let tries = 0; tries < 500; tries++) {
    if (holds()) return true;
    await sleep(10);
  }
  return false;
}
