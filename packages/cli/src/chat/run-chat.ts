// A chat from its first line to its last: what is asked goes to the conversation, what begins with a slash is for the chat itself.
import { resolve } from "node:path";
import type { Conversation, ConversationAnswer, ConversationStream, Input, Plan, TurnOptions } from "@fovea/client";
import { EXIT_CODES } from "../exit-codes.ts";
import type { Io } from "../io.ts";
import { reportError, reportOf } from "../report.ts";
import { printable } from "../terminal/printable.ts";
import { showStatus } from "../terminal/status.ts";
import { HELP, type Line, readLine } from "./command-line.ts";
import { type ChatFolder, saveTo } from "./kept-chats.ts";
import { Interrupted, type Lines } from "./lines.ts";
import { endNote, planText, stepText } from "./print-turn.ts";

export interface Chat {
  readonly conversation: Conversation;
  readonly folder: ChatFolder;
  readonly lines: Lines;
  readonly io: Io;
  /** One JSON object a turn instead of text as it comes. */
  readonly json: boolean;
  readonly stream: boolean;
  /** Options of every turn. */
  readonly call: TurnOptions;
  /** What is in every JSON line beside the answer. */
  readonly about: Readonly<Record<string, unknown>>;
  readonly waiting: string;
  /** For reports of what the platform says. */
  readonly doctor: string | undefined;
}

/** Returns the exit code. In a terminal an error is told and the chat goes on; piped lines end with it, for the next may depend on its answer. */
export async function runChat(chat: Chat, first: readonly string[]): Promise<number> {
  const { io, lines, json, doctor } = chat;
  let added: readonly string[] = [];
  const report = (error: unknown): number => reportError(error, io, json, added, undefined, doctor);
  try {
    if (first.length > 0) added = await add(chat, [], first);
    for (;;) {
      const line = await lines.next(added.length === 0 ? "> " : `[+${added.length}] > `);
      if (line === null) return EXIT_CODES.ok.code;
      const read = readLine(line);
      if (read.kind === "quit") return EXIT_CODES.ok.code;
      const stop = new AbortController();
      lines.onInterrupt(() => stop.abort());
      try {
        added = await obey(chat, read, added, stop.signal);
      } catch (error) {
        if (stop.signal.aborted && !io.signal.aborted) note(io, STOPPED[read.kind === "say" ? "say" : "other"]);
        else if (io.signal.aborted || !lines.terminal) return report(error);
        else report(error);
      } finally {
        lines.onInterrupt(null);
      }
    }
  } catch (error) {
    if (error instanceof Interrupted) return io.signal.aborted ? report(error) : EXIT_CODES.interrupted.code;
    return report(error);
  }
}

const STOPPED = {
  say: "Stopped; the chat goes on as if this had not been asked.",
  other: "Stopped.",
} as const;

/** What is added and not yet sent, after the line. */
async function obey(chat: Chat, line: Line, added: readonly string[], stop: AbortSignal): Promise<readonly string[]> {
  const { io } = chat;
  switch (line.kind) {
    case "say":
      await say(chat, line.text, added, stop);
      return [];
    case "add":
      if (line.inputs.length > 0) return orStopped(add(chat, added, line.inputs, stop), stop);
      note(io, "Name a picture: /add photo.jpg");
      return added;
    case "drop":
      note(
        io,
        added.length === 0 ? "Nothing was added." : `Forgotten: ${added.map((one) => printable(one, 80)).join(", ")}`,
      );
      return [];
    case "plan":
      io.stderr.write(
        planText(await orStopped(planOf(chat, added, line.text, stop), stop), chat.conversation.messages.length),
      );
      return added;
    case "save":
      await orStopped(save(chat, line.file ?? "fovea-chat.json"), stop);
      return added;
    case "help":
      io.stderr.write(HELP);
      return added;
    case "unknown":
      note(io, `/${printable(line.word, 40)} is no command; /help lists them.`);
      return added;
    default:
      return added;
  }
}

/** Looks at what is added now, not when it is sent: the next question does not fail over a name that was misspelt. */
async function add(
  chat: Chat,
  added: readonly string[],
  more: readonly string[],
  stop?: AbortSignal,
): Promise<readonly string[]> {
  const all = [...added, ...more];
  const plan = await planOf(chat, all, "", stop);
  const index = `messages.${chat.conversation.messages.length}.`;
  const fresh = plan.steps.filter(({ at }) => at.startsWith(index)).slice(-more.length);
  stop?.throwIfAborted();
  if (chat.lines.terminal) for (const step of fresh) note(chat.io, `Added ${stepText(step)}`);
  return all;
}

function planOf(
  { conversation, call, io }: Chat,
  inputs: readonly Input[],
  words: string,
  stop?: AbortSignal,
): Promise<Plan> {
  const { maxTokens: _, onProgress: _p, ...rest } = call;
  return conversation.plan(inputs, words, { ...rest, signal: AbortSignal.any([io.signal, ...(stop ? [stop] : [])]) });
}

/** Some work cannot be stopped, like opening a pipe that nobody writes to: it is waited for no more. */
async function orStopped<T>(work: Promise<T>, stop: AbortSignal): Promise<T> {
  let reject: (reason: unknown) => void = () => undefined;
  const stopped = new Promise<never>((_, no) => {
    reject = no;
  });
  const listener = (): void => reject(stop.reason);
  stop.addEventListener("abort", listener, { once: true });
  try {
    return await Promise.race([work, stopped]);
  } finally {
    stop.removeEventListener("abort", listener);
  }
}

async function say(chat: Chat, text: string, added: readonly string[], stop: AbortSignal): Promise<void> {
  const { conversation, io, json } = chat;
  const signal = AbortSignal.any([io.signal, stop]);
  const status = showStatus(io.stderr, chat.waiting);
  try {
    const options: TurnOptions = { ...chat.call, signal };
    const answer =
      json || !chat.stream
        ? await conversation.ask(added, text, options)
        : await printed(conversation.stream(added, text, options), () => status.clear(), io);
    status.clear();
    if (json) io.stdout.write(`${JSON.stringify(lineOf(answer, chat))}\n`);
    else if (!chat.stream) io.stdout.write(answer.text.endsWith("\n") ? answer.text : `${answer.text}\n`);
    const why = json ? null : endNote(answer.message.stop_reason);
    if (why !== null) note(io, `fovea: ${why}`);
    await keep(chat);
  } finally {
    status.clear();
  }
}

async function printed(stream: ConversationStream, began: () => void, io: Io): Promise<ConversationAnswer> {
  let last = "\n";
  try {
    for await (const piece of stream) {
      began();
      io.stdout.write(piece);
      if (piece !== "") last = piece;
    }
  } finally {
    // An error then has a line of its own.
    if (!last.endsWith("\n")) io.stdout.write("\n");
  }
  return stream.answer;
}

/** A chat that cannot be kept goes on all the same, and says so. */
async function keep({ conversation, folder, io }: Chat): Promise<void> {
  try {
    await folder.keep(await conversation.save());
  } catch (error) {
    note(io, `fovea: this chat cannot be continued later: ${printable(reportOf(error).message)}`);
  }
}

async function save({ conversation, folder, io }: Chat, name: string): Promise<void> {
  const file = resolve(io.cwd, name);
  const pictures = await saveTo(file, await conversation.save(), folder.pictures);
  note(
    io,
    `Saved in ${printable(file, 200)}, pictures in ${printable(pictures, 200)}. Go on with it: fovea chat --from ${printable(name, 200)}`,
  );
}

function lineOf({ turn, text, message, usage, cost, kept, sent, mended }: ConversationAnswer, { about }: Chat): object {
  const { model, stop_reason } = message;
  return { turn, text, model, ...about, stop_reason, kept, usage, cost, sent, mended };
}

function note(io: Io, text: string): void {
  io.stderr.write(`${text}\n`);
}
