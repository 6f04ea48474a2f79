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

/** The only variables the child sees: keys and tokens of the host are none of its business. The last two are where fonts are looked for. */
const KEPT = ["PATH", "TMPDIR", "TEMP", "TMP", "SystemRoot", "LD_LIBRARY_PATH", "HOME", "FONTCONFIG_PATH"];
/** Bytes of the child's stderr that are kept to explain a crash. */
const KEPT_STDERR = 2048;
/** What Node's own heap may take, in MB: decoded pictures and WebAssembly are outside of it. */
const HEAP_MB = 256;

export interface ChildOptions {
  /** Memory of the whole process, in bytes. */
  readonly maxMemoryBytes: number;
  /** More flags for the child's Node. */
  readonly execArgv: readonly string[];
  readonly onReply: (child: Child, reply: Reply) => void;
  /** `words`: the end of its stderr. */
  readonly onExit: (child: Child, end: string, words: string) => void;
}

export function startChild({ maxMemoryBytes, execArgv, onReply, onExit }: ChildOptions): Child {
  const entry = fileURLToPath(import.meta.resolve("@fovea/client/internal/decode/child"));
  const forked = fork(entry, [String(maxMemoryBytes)], {
    serialization: "advanced",
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    env: minimalEnvironment(),
    // Flags of the host (--inspect, --test) are not meant for the child.
    execArgv: [`--max-old-space-size=${HEAP_MB}`, ...execArgv],
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
    const ended = (end: string): void => {
      resolve();
      onExit(child, end, words);
    };
    forked.once("close", (code, signal) => ended(signal ?? `exit code ${code}`));
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
  const env: NodeJS.ProcessEnv = { MALLOC_ARENA_MAX: "2" };
  for (const name of KEPT) if (process.env[name] !== undefined) env[name] = process.env[name];
  return env;
}
