// Where a chat's lines come from: a terminal, in which Ctrl-C ends an answer and not the chat, or whatever is piped in, a line a turn.
import process from "node:process";
import { createInterface, type Interface } from "node:readline";
import type { Io } from "../io.ts";

export interface Lines {
  readonly terminal: boolean;
  /** Null at the end. */
  next(prompt: string): Promise<string | null>;
  /** Ctrl-C goes here until the listener is taken off. */
  onInterrupt(listener: (() => void) | null): void;
  close(): void;
}

export function linesOf(io: Io): Lines {
  return io.stdin.isTTY === true && io.stderr.isTTY === true ? terminalLines(io) : pipedLines(io);
}

/** Why a terminal's chat ended without being asked to: Ctrl-C at an empty line, twice. */
export class Interrupted extends Error {}

function terminalLines(io: Io): Lines {
  // The words that are typed are no answer: they go where notes go.
  const streams = {
    input: io.stdin as unknown as NodeJS.ReadableStream,
    output: io.stderr as unknown as NodeJS.WritableStream,
  };
  const terminal: Interface = createInterface({ ...streams, terminal: true, historySize: 200 });
  const typed: string[] = [];
  let ended = false;
  let twice = false;
  let waiting: { resolve(line: string | null): void; reject(error: Error): void } | null = null;
  let interrupted: (() => void) | null = null;
  const stop = (): void => waiting?.reject(new Interrupted());
  io.signal.addEventListener("abort", stop, { once: true });

  /** The shell's prompt then has a line of its own. */
  const leaveLine = (): void => void io.stderr.write("\n");

  terminal.on("line", (line) => {
    twice = false;
    if (waiting === null) typed.push(line);
    else waiting.resolve(line);
  });
  terminal.on("close", () => {
    ended = true;
    if (waiting !== null) leaveLine();
    waiting?.resolve(null);
  });
  terminal.on("SIGINT", () => {
    if (interrupted !== null) return interrupted();
    // Nothing was asked yet, and the terminal hands keys to us alone: it is what Ctrl-C is anywhere else.
    if (waiting === null) return void process.kill(process.pid, "SIGINT");
    if (terminal.line === "" && twice) {
      leaveLine();
      return waiting?.reject(new Interrupted());
    }
    twice = terminal.line === "";
    io.stderr.write(twice ? "\n(Ctrl-C again, Ctrl-D or /quit leaves.)\n" : "\n");
    // What was typed so far is dropped, as a shell does.
    terminal.write(null, { ctrl: true, name: "e" });
    terminal.write(null, { ctrl: true, name: "u" });
    terminal.prompt();
  });

  return {
    terminal: true,
    next(prompt) {
      const before = typed.shift();
      if (before !== undefined) return Promise.resolve(before);
      if (ended) return Promise.resolve(null);
      return new Promise<string | null>((resolve, reject) => {
        const done =
          <T>(settle: (value: T) => void) =>
          (value: T): void => {
            waiting = null;
            settle(value);
          };
        waiting = { resolve: done(resolve), reject: done(reject) };
        if (io.signal.aborted) return stop();
        terminal.setPrompt(prompt);
        // What was typed while an answer came stays, and the cursor behind it.
        terminal.prompt(true);
      });
    },
    onInterrupt(listener) {
      interrupted = listener;
    },
    close() {
      io.signal.removeEventListener("abort", stop);
      terminal.close();
    },
  };
}

function pipedLines(io: Io): Lines {
  const lines = split(io.stdin);
  return {
    terminal: false,
    async next() {
      const { done, value } = await raced(lines.next(), io.signal);
      return done ? null : value;
    },
    onInterrupt: () => undefined,
    close() {
      // Reading may be under way, and is not waited for.
      void lines.return(undefined).catch(() => undefined);
    },
  };
}

async function raced<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  if (signal.aborted) throw new Interrupted();
  let stop: () => void = () => undefined;
  const stopped = new Promise<never>((_, reject) => {
    stop = () => reject(new Interrupted());
    signal.addEventListener("abort", stop, { once: true });
  });
  try {
    return await Promise.race([work, stopped]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

async function* split(bytes: AsyncIterable<Uint8Array | string>): AsyncGenerator<string, undefined> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const piece of bytes) {
    rest += typeof piece === "string" ? piece : decoder.decode(piece, { stream: true });
    const lines = rest.split(/\r?\n/);
    rest = lines.pop() ?? "";
    yield* lines;
  }
  rest += decoder.decode();
  if (rest !== "") yield rest;
  return undefined;
}
