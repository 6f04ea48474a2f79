// `fovea chat [INPUT...]`: several turns about pictures, from a terminal or piped in, kept so that they can be continued.

import { resolve } from "node:path";
import type { Conversation, ConversationOptions, TurnOptions } from "@fovea/client";
import { Command } from "commander";
import { forTheTerminal } from "../chat/cannot-go-on.ts";
import { type ChatFolder, lastFolder, loadFrom, newFolder } from "../chat/kept-chats.ts";
import { type Lines, linesOf } from "../chat/lines.ts";
import { runChat } from "../chat/run-chat.ts";
import { type ConnectFlags, type Connection, connectFrom } from "../connect.ts";
import { doctorFor } from "../connect-platform.ts";
import { fetchFrom, type Io } from "../io.ts";
import { reportError } from "../report.ts";
import { UsageError } from "../usage-error.ts";
import {
  asImagesOption,
  collect,
  fitOption,
  mendTruncatedOption,
  methodOption,
  notEmpty,
  positiveInteger,
  stripOption,
} from "./options.ts";
import { withPlatformOptions } from "./platform-options.ts";

interface ChatFlags extends ConnectFlags {
  readonly input: readonly string[];
  readonly continue?: boolean;
  readonly from?: string;
  readonly model?: string;
  readonly system?: string;
  readonly maxTokens?: number;
  readonly method: "auto" | "base64" | "url" | "file";
  readonly fit?: "never" | "legal" | "seen";
  readonly uploads?: "never" | "asked" | "auto";
  readonly strip?: boolean;
  readonly mendTruncated?: boolean;
  readonly asImages?: boolean;
  readonly json?: boolean;
  readonly stream: boolean;
}

export function chatCommand(io: Io, done: (exit: number) => void): Command {
  return withPlatformOptions(new Command("chat"), "auto")
    .description(
      "Several turns about pictures: from a terminal, or piped in, a line a turn. Pictures are put on the platform once, where it has files, unless --uploads says otherwise.",
    )
    .usage("[options] [INPUT...]")
    .argument("[input...]", "what the first question is about: path, URL, data: URL, file_... id")
    .option("-c, --continue", "go on with the last chat")
    .option("--from <file>", "go on with a chat that /save wrote", notEmpty)
    .option("-i, --input <input>", "an input; may be repeated (also -a)", collect, [])
    .option("-a <input>", "the same as -i", collect, [])
    .option("-m, --model <model>", "the model that answers", notEmpty)
    .option("-s, --system <text>", "instructions that stand before the chat")
    .option("--max-tokens <number>", "longest answer, in tokens", positiveInteger)
    .addOption(methodOption())
    .addOption(fitOption())
    .addOption(stripOption())
    .addOption(mendTruncatedOption())
    .addOption(asImagesOption())
    .option("--json", "print one JSON object a turn, errors too")
    .option("--no-stream", "print each answer when it is whole")
    .option(
      "--allow-url-host <origin>",
      "with --platform: fetch images from this origin, too, though it is not public; may be repeated",
      collect,
    )
    .action(async (words: string[], { a, ...flags }: ChatFlags & { a: string[] }) => {
      const inputs = [...flags.input, ...a, ...words];
      try {
        done(await chat(inputs, flags, io));
      } catch (error) {
        done(reportError(error, io, flags.json ?? false, inputs, undefined, doctorFor(flags, io)));
      }
    });
}

async function chat(inputs: readonly string[], flags: ChatFlags, io: Io): Promise<number> {
  if (inputs.includes("-"))
    throw new UsageError(
      "Standard input is where the questions come from.",
      "Give the picture as a file: fovea chat photo.jpg",
    );
  if (flags.continue && flags.from !== undefined)
    throw new UsageError("-c and --from each name a chat to go on with.", "Use one of them.");
  const lines = linesOf(io);
  try {
    return await talk(inputs, flags, lines, io);
  } finally {
    lines.close();
  }
}

async function talk(inputs: readonly string[], flags: ChatFlags, lines: Lines, io: Io): Promise<number> {
  const last = flags.continue ? await lastFolder(io) : null;
  const folder = last?.folder ?? (await newFolder(io));
  const saved = flags.from === undefined ? (last?.saved ?? null) : await loadFrom(resolve(io.cwd, flags.from), folder);
  const json = flags.json ?? false;
  const connection = await connected(inputs, flags, io);
  try {
    const conversation = await conversationOf(connection, folder, flags, io);
    if (last !== null || flags.from !== undefined)
      await conversation.load(saved).catch((error: unknown) => {
        throw forTheTerminal(error, flags.from ?? last?.file ?? "");
      });
    greet(conversation, last?.at ?? null, lines, io);
    return await runChat(
      {
        conversation,
        folder,
        lines,
        io,
        json,
        stream: flags.stream,
        call: callOf(flags, io),
        about: aboutOf(connection),
        waiting: connection.engine === "eyes" ? "looking ..." : "waiting for the answer ...",
        doctor: doctorFor(flags, io),
      },
      inputs,
    );
  } finally {
    await connection.close();
  }
}

const FILE_ID = /^file_[A-Za-z0-9]+$/;

/** Files go to the platform itself where there is one, and where it has any; several have no place in common, and pictures then go as base64. */
async function connected(inputs: readonly string[], flags: ChatFlags, io: Io): Promise<Connection> {
  const how = { quiet: flags.json ?? false, files: inputs.some((one) => FILE_ID.test(one)) };
  return connectFrom(io, { ...how, uploads: true }, flags).catch((error: unknown) => {
    if (error instanceof UsageError) return connectFrom(io, how, flags);
    throw error;
  });
}

async function conversationOf(
  { options, uploads }: Connection,
  folder: ChatFolder,
  flags: ChatFlags,
  io: Io,
): Promise<Conversation> {
  const { createFovea } = await import("@fovea/client");
  const opened = options.openedOrigins ?? [];
  const fovea = createFovea({ ...options, ...(opened.length > 0 ? {} : fetchFrom(io)) });
  const { model, system, maxTokens, fit, method } = flags;
  const wanted: ConversationOptions = {
    directory: folder.pictures,
    method,
    ...(model === undefined ? {} : { model }),
    ...(system === undefined ? {} : { system }),
    ...(maxTokens === undefined ? {} : { maxTokens }),
    ...(fit === undefined ? {} : { fit }),
    ...(uploads === undefined ? {} : { uploads }),
  };
  return fovea.conversation(wanted);
}

function callOf({ strip, mendTruncated, asImages }: ChatFlags, io: Io): TurnOptions {
  return {
    stripMetadata: strip ?? false,
    mendTruncated: mendTruncated ?? false,
    ...(asImages === undefined ? {} : { asImages }),
    cwd: io.cwd,
  };
}

function aboutOf({ engine, platform }: Connection): Readonly<Record<string, unknown>> {
  return { engine, ...(platform === undefined ? {} : { platform }) };
}

function greet({ turns, messages }: Conversation, at: Date | null, lines: Lines, io: Io): void {
  if (!lines.terminal) return;
  if (turns > 0) {
    const when = at === null ? "" : ` of ${at.toISOString().slice(0, 16).replace("T", " ")} UTC`;
    const pictures = messages.flatMap(({ content }) => content).filter(({ type }) => type === "image").length;
    io.stderr.write(
      `Going on with the chat${when}: ${turns} turn${turns === 1 ? "" : "s"}, ${pictures} picture${pictures === 1 ? "" : "s"}.\n`,
    );
  }
  io.stderr.write("/add FILE adds a picture, /help lists the rest. Ctrl-C ends an answer, Ctrl-D the chat.\n");
}
