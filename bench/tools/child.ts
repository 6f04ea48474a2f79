// A server in a process of its own, its processor time and its memory.
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ServerKind, ServerSettings } from "../servers/servers.ts";

export interface Child {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly directory: string;
  /** Processor time of all its threads so far, in µs. */
  cpuUs(): Promise<number>;
  /** How late the event loop was since this was asked last, in ms. */
  delay(): Promise<{ readonly p99Ms: number; readonly maxMs: number }>;
  /** Resident memory now, in bytes. Linux alone tells it of another process. */
  rssBytes(): number;
  stop(): Promise<void>;
}

export async function startServer(kind: ServerKind, settings: Omit<ServerSettings, "directory">): Promise<Child> {
  const directory = mkdtempSync(join(tmpdir(), "fovea-bench-"));
  const child = fork(new URL("../servers/main.ts", import.meta.url), [kind], {
    execArgv: ["--conditions=@fovea/source"],
    env: { ...process.env, FOVEA_BENCH: JSON.stringify({ ...settings, directory } satisfies ServerSettings) },
  });
  const { url, headers } = (await message(child)) as Pick<Child, "url" | "headers">;
  return {
    url,
    headers,
    directory,
    async cpuUs() {
      child.send("usage");
      const { usage } = (await message(child)) as { usage: NodeJS.CpuUsage };
      return usage.user + usage.system;
    },
    async delay() {
      child.send("delay");
      return (await message(child)) as { p99Ms: number; maxMs: number };
    },
    rssBytes: () => Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, "latin1"))?.[1]) * 1024,
    async stop() {
      const gone = once(child, "exit");
      child.send("stop");
      await gone;
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function message(child: ChildProcess): Promise<unknown> {
  const over = new AbortController();
  const { signal } = over;
  const gone = once(child, "exit", { signal }).then(([code]) => {
    throw new Error(`a server of the bench ended with ${code}`);
  });
  gone.catch(() => undefined);
  try {
    const [answer] = (await Promise.race([once(child, "message", { signal }), gone])) as [unknown];
    return answer;
  } finally {
    over.abort();
  }
}
