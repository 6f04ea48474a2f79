// Starts the child process: what it may know, how it may end, and when it keeps the host alive.
import { fork, type Serializable } from "node:child_process";
import { fileURLToPath } from "node:url";
import { isReply, type Reply, type Request } from "./protocol.ts";

export interface Child {
  readonly pid: number | null;
  send(request: Request): void;
  /** The host stays alive until the answer comes. */
  work(): void;
  /** The host may end: the child then ends too. */
  rest(): void;
  kill(): void;
  /** Settles when the process is gone. */
  readonly gone: Promise<void>;
}

/** The only variables the child sees: keys and tokens of the host are none of its business. */
const KEPT = ["PATH", "TMPDIR", "TEMP", "TMP", "SystemRoot", "LD_LIBRARY_PATH"];
/** Bytes of the child's stderr that are kept to explain a crash. */
const KEPT_STDERR = 2048;

export interface ChildOptions {
  /** Threads a model runs on. */
  readonly threads: number;
  readonly onReply: (child: Child, reply: Reply) => void;
  readonly onExit: (child: Child, detail: string) => void;
}

export function startChild({ threads, onReply, onExit }: ChildOptions): Child {
  const forked = fork(fileURLToPath(import.meta.resolve("@fovea/eyes/child")), [String(threads)], {
    serialization: "advanced",
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    env: minimalEnvironment(),
    // Flags of the host (--inspect, --test, a heap limit) are not meant for the child, which needs none of its own.
    execArgv: [],
  });
  let words = "";
  forked.stderr?.setEncoding("utf8").on("data", (text: string) => {
    words = (words + text).slice(-KEPT_STDERR);
  });
  forked.on("message", (message: unknown) => {
    if (isReply(message)) onReply(child, message);
  });
  // "close" comes after "exit" and the end of stderr. "error" comes when the process could not be started at all.
  const gone = new Promise<void>((resolve) => {
    const ended = (detail: string): void => {
      resolve();
      onExit(child, detail);
    };
    forked.once("close", (code, signal) => ended(describe(signal ?? `exit code ${code}`, words)));
    forked.once("error", (error) => ended(error.message));
  });
  // A pipe in stdio is a socket, with its own hold on the event loop.
  const pipe = forked.stderr as unknown as { ref(): void; unref(): void } | null;
  const child: Child = {
    pid: forked.pid ?? null,
    gone,
    // A send to a child that just died fails here; its "close" event tells the caller.
    send: (request) => void forked.send(request as unknown as Serializable, () => {}),
    work() {
      forked.ref();
      forked.channel?.ref();
      pipe?.ref();
    },
    rest() {
      forked.unref();
      forked.channel?.unref();
      pipe?.unref();
    },
    kill: () => void forked.kill("SIGKILL"),
  };
  return child;
}

function minimalEnvironment(): NodeJS.ProcessEnv {
  // glibc makes an arena a thread: with two, 36 pictures left 440 MB resident instead of 610 (measured).
  const env: NodeJS.ProcessEnv = { MALLOC_ARENA_MAX: "2" };
  for (const name of KEPT) if (process.env[name] !== undefined) env[name] = process.env[name];
  return env;
}

function describe(end: string, stderr: string): string {
  const last = stderr.trim().split("\n").slice(-3).join(" ").slice(0, 300);
  return last ? `${end}: ${last}` : end;
}
