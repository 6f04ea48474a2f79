// `fovea ask [INPUT...] PROMPT`: pictures before text, the answer on stdout, everything else on stderr.
import { access } from "node:fs/promises";
import { resolve } from "node:path";
import type { Answer, AskOptions, FoveaOptions } from "@fovea/client";
import { Command } from "commander";
import { type ConnectFlags, type Connection, connectFrom } from "../connect.ts";
import { doctorFor, namesPlatform } from "../connect-platform.ts";
import { EXIT_CODES } from "../exit-codes.ts";
import { fetchFrom, type Io } from "../io.ts";
import { withLocalFiles } from "../local-inputs.ts";
import { type PlanTarget, planTarget } from "../plan-target.ts";
import { reportError } from "../report.ts";
import { type Status, showStatus } from "../terminal/status.ts";
import { UsageError } from "../usage-error.ts";
import {
  asImagesOption,
  collect,
  fitOption,
  jsonOption,
  mendTruncatedOption,
  methodOption,
  notEmpty,
  positiveInteger,
  stripOption,
} from "./options.ts";
import { withPlatformOptions } from "./platform-options.ts";
import { readSchema } from "./schema-file.ts";

interface AskFlags extends ConnectFlags {
  readonly input: readonly string[];
  readonly model?: string;
  readonly system?: string;
  readonly maxTokens?: number;
  readonly schema?: string;
  readonly method: "auto" | "base64" | "url" | "file";
  readonly fit?: "never" | "legal" | "seen";
  readonly strip?: boolean;
  readonly mendTruncated?: boolean;
  readonly asImages?: boolean;
  readonly json?: boolean;
  readonly stream: boolean;
}

export function askCommand(io: Io, done: (exit: number) => void): Command {
  const command = new Command("ask");
  withPlatformOptions(command)
    .description("Ask about pictures. The last word is the question; everything before it is an input.")
    .usage("[options] [INPUT...] PROMPT")
    .argument("[words...]", "inputs (path, -, URL, data: URL, file_... id), then the question")
    .option("-i, --input <input>", "an input; may be repeated (also -a)", collect, [])
    .option("-a <input>", "the same as -i", collect, [])
    .option("-m, --model <model>", "the model that answers", notEmpty)
    .option("-s, --system <text>", "instructions that stand before the question")
    .option("--max-tokens <number>", "longest answer, in tokens", positiveInteger)
    .option("--schema <file>", "answer as JSON that fits the JSON schema in this file")
    .addOption(methodOption())
    .addOption(fitOption())
    .addOption(stripOption())
    .addOption(mendTruncatedOption())
    .addOption(asImagesOption())
    .addOption(jsonOption())
    .option("--no-stream", "print the answer when it is whole")
    .option(
      "--allow-url-host <origin>",
      "with --platform: fetch images from this origin, too, though it is not public; may be repeated",
      collect,
    )
    .action(async (words: string[], { a, ...flags }: AskFlags & { a: string[] }) => {
      const { inputs, prompt } = await splitWords(words, [...flags.input, ...a], io.cwd);
      try {
        done(await ask(inputs, prompt, flags, io));
      } catch (error) {
        done(reportError(error, io, flags.json ?? false, inputs, undefined, doctorFor(flags, io)));
      }
    });
  return command;
}

async function ask(inputs: readonly string[], prompt: string, flags: AskFlags, io: Io): Promise<number> {
  const schema = flags.schema === undefined ? undefined : await readSchema(flags.schema, io.cwd);
  const target = await targetOf(flags, io);
  // What a platform without files is asked about is sent as its bytes, so the plan can be that of the platform.
  const held = target?.gateway && !target.takesFiles ? await withLocalFiles(inputs, io) : inputs;
  const files = held.some((input) => typeof input === "string" && isFileId(input));
  const uploads = flags.method === "file";
  const connection = await connectFrom(io, { quiet: flags.json ?? false, files, uploads }, flags);
  const status = showStatus(io.stderr, connection.engine === "eyes" ? "looking ..." : "waiting for the answer ...");
  try {
    const { createFovea } = await import("@fovea/client");
    const fovea = createFovea({
      ...connection.options,
      // An id that is not known here is for the gateway to find, or to refuse.
      ...(target !== null && connection.platform !== undefined && (target.takesFiles || !files) ? rowOf(target) : {}),
      ...modelFor(flags, connection.options),
      // What is more than that the gateway does by itself.
      ...(connection.uploads === "never" ? { uploads: "never" as const } : {}),
      ...urlsOf(connection.options, io),
    });
    const options: AskOptions = {
      method: flags.method,
      ...(flags.fit === undefined ? {} : { fit: flags.fit }),
      stripMetadata: flags.strip ?? false,
      mendTruncated: flags.mendTruncated ?? false,
      ...(flags.asImages === undefined ? {} : { asImages: flags.asImages }),
      stdin: io.stdin,
      cwd: io.cwd,
      signal: io.signal,
      ...(flags.system === undefined ? {} : { system: flags.system }),
      ...(flags.maxTokens === undefined ? {} : { maxTokens: flags.maxTokens }),
      ...(schema === undefined ? {} : { schema }),
    };
    if (!flags.json && flags.stream) {
      const stream = fovea.stream(held, prompt, options);
      await printPieces(stream, status, io);
      return endOf((await stream.answer).message.stop_reason, io);
    }
    const answer = await fovea.ask(held, prompt, options);
    status.clear();
    io.stdout.write(flags.json ? `${jsonOf(answer, connection)}\n` : lineOf(answer.text));
    return endOf(answer.message.stop_reason, flags.json ? null : io);
  } finally {
    status.clear();
    await connection.close();
  }
}

/** Null where no platform is named, and where no route leads to one: who is asked says that better. */
async function targetOf(flags: AskFlags, io: Io): Promise<PlanTarget | null> {
  if (!namesPlatform(flags, io)) return null;
  return planTarget(flags, io).catch((error: unknown) => {
    if (error instanceof UsageError) return null;
    throw error;
  });
}

/** The gateway in this process takes anything; what is planned is what its platform gets. */
function rowOf({ platform, capabilities }: PlanTarget): FoveaOptions {
  return { ...(platform === undefined ? {} : { platform }), ...(capabilities === undefined ? {} : { capabilities }) };
}

/** The world's own fetch is not one that was opened. */
function urlsOf({ openedOrigins = [] }: FoveaOptions, io: Io): Pick<FoveaOptions, "fetchUrl"> {
  return openedOrigins.length > 0 ? {} : fetchFrom(io);
}

/** As the library tells file ids from paths. */
function isFileId(input: string): boolean {
  return /^file_[A-Za-z0-9]+$/.test(input);
}

/** Whatever was printed ends with a line break, also when the answer breaks off: an error then has a line of its own. */
async function printPieces(pieces: AsyncIterable<string>, status: Status, io: Io): Promise<void> {
  let last = "\n";
  try {
    for await (const piece of pieces) {
      status.clear();
      io.stdout.write(piece);
      if (piece !== "") last = piece;
    }
  } finally {
    if (!last.endsWith("\n")) io.stdout.write("\n");
  }
}

/** The last word is the question, unless it is plainly a file and no question was asked. */
async function splitWords(
  words: readonly string[],
  named: readonly string[],
  cwd: string,
): Promise<{ inputs: string[]; prompt: string }> {
  const example = 'Ask something, for example: fovea ask photo.jpg "What is in this picture?"';
  const prompt = words.at(-1);
  if (prompt === undefined || prompt.trim() === "") throw new UsageError("No question was given.", example);
  if (prompt === "-" || (await exists(resolve(cwd, prompt))))
    throw new UsageError(`No question was given: the last word, ${prompt}, is an input.`, example);
  const inputs = [...named, ...words.slice(0, -1)];
  if (inputs.length === 0)
    throw new UsageError(`No picture was given: the only word, ${quoted(prompt)}, is taken for the question.`, example);
  return { inputs, prompt };
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

function modelFor(flags: AskFlags, options: FoveaOptions): { model?: string } {
  const model = flags.model ?? options.model;
  return model === undefined ? {} : { model };
}

function jsonOf(answer: Answer, { engine, platform }: Connection): string {
  const { text, cost, images, plan } = answer;
  const { model, stop_reason, usage } = answer.message;
  const where = platform === undefined ? {} : { platform };
  return JSON.stringify({ text, model, engine, ...where, stop_reason, usage, cost, images, plan });
}

function lineOf(text: string): string {
  return text.endsWith("\n") ? text : `${text}\n`;
}

/** An answer that was cut, or refused, looks finished on stdout: say so. A refusal is no answer, and has the platform's exit code. */
function endOf(reason: string | null, io: Io | null): number {
  const note = reason === null ? undefined : NOTES[reason];
  if (note !== undefined) io?.stderr.write(`fovea: ${note}\n`);
  return reason === "refusal" ? EXIT_CODES.platform.code : EXIT_CODES.ok.code;
}

const NOTES: Readonly<Record<string, string>> = {
  max_tokens: "the answer was cut at --max-tokens.",
  model_context_window_exceeded: "the answer was cut: the model's context is full.",
  pause_turn: "the answer is not finished: the platform paused the turn.",
  refusal: "the model declined to answer.",
  tool_use: "the answer is not finished: the model asks for a tool.",
};

function quoted(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}...` : text);
}
