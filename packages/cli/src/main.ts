// The command line: `main(argv, io)` parses, runs one command and returns the exit code. Commands load what they need when they run,
// so that --help stays quick.
import { Command, CommanderError } from "commander";
import { askCommand } from "./commands/ask.ts";
import { chatCommand } from "./commands/chat.ts";
import { doctorCommand } from "./commands/doctor.ts";
import { estimateCommand } from "./commands/estimate.ts";
import { filesCommand } from "./commands/files.ts";
import { findCommand } from "./commands/find.ts";
import { keysCommand } from "./commands/keys.ts";
import { planCommand } from "./commands/plan.ts";
import { serveCommand } from "./commands/serve.ts";
import { uploadCommand } from "./commands/upload.ts";
import { EXIT_CODES } from "./exit-codes.ts";
import type { Io } from "./io.ts";
import { reportError } from "./report.ts";
import { UsageError } from "./usage-error.ts";
import { VERSION } from "./version.ts";

export type { Io } from "./io.ts";

/** Runs the command line. Never throws. */
export async function main(argv: readonly string[], world: Io): Promise<number> {
  const io: Io = { ...world, secrets: world.secrets ?? new Set() };
  const json = argv.includes("--json");
  let exit: number = EXIT_CODES.ok.code;
  const done = (code: number): void => {
    exit = code;
  };
  const root = program(io, done);
  try {
    await root.parseAsync([...argv], { from: "user" });
    return exit;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return EXIT_CODES.ok.code;
      return reportError(usageOf(error, root, argv), io, json);
    }
    return reportError(error, io, json);
  }
}

/** The whole command tree; docs/cli.md is generated from it. */
export function program(io: Io, done: (exit: number) => void): Command {
  const output = {
    writeOut: (text: string) => void io.stdout.write(text),
    // What commander would print as an error is reported in our form.
    writeErr: () => undefined,
    outputError: () => undefined,
  };
  const root = new Command("fovea")
    .description("Ask Claude about any picture, on any platform. Without a key, Fovea's built-in eyes answer, offline.")
    .version(VERSION, "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .helpCommand(false)
    .exitOverride()
    .configureOutput(output);
  const settle = (command: Command): Command => {
    for (const part of command.commands) settle(part);
    if (command.commands.length > 0)
      command
        .helpCommand(false)
        .allowExcessArguments()
        .action(() => noCommand(command));
    return command.exitOverride().configureOutput(output).helpOption("-h, --help", "print this help");
  };
  for (const make of [
    askCommand,
    chatCommand,
    findCommand,
    planCommand,
    estimateCommand,
    serveCommand,
    uploadCommand,
    filesCommand,
    keysCommand,
    doctorCommand,
  ])
    root.addCommand(settle(make(io, done)));
  root.allowExcessArguments().action(() => noCommand(root));
  return root.addHelpText(
    "after",
    `
Examples:
  fovea ask photo.jpg "What is in this picture?"
  fovea ask before.png after.png "What changed?"
  curl -s https://example.com/a.png | fovea ask - "Read the text."
  fovea chat photo.jpg
  fovea find photo.jpg "the cup" --draw found.png
  fovea plan photo.jpg --platform bedrock
  fovea estimate photo.jpg --turns 20 --cache 5m
  fovea ask --platform bedrock --region eu-west-1 photo.jpg "What is this?"
  fovea serve
  fovea files upload photo.jpg
  fovea doctor --platform vertex

Exit codes:
${Object.values(EXIT_CODES)
  .map(({ code, meaning }) => `  ${String(code).padStart(3)}  ${meaning}`)
  .join("\n")}`,
  );
}

function noCommand(parent: Command): never {
  const [word] = parent.args;
  const words = parent.commands.map((command) => command.name());
  const names = `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
  const whole = parent.parent === null ? "fovea" : `fovea ${parent.name()}`;
  throw new UsageError(
    word === undefined ? `No command was given; there are ${names}.` : `"${word}" is no command; there are ${names}.`,
    parent.parent === null
      ? 'Run `fovea --help`, or try: fovea ask photo.jpg "What is in this picture?"'
      : `Run \`${whole} --help\`.`,
  );
}

function usageOf(error: CommanderError, root: Command, argv: readonly string[]): UsageError {
  const message = error.message.replace(/^error: /, "");
  return new UsageError(
    `${message.charAt(0).toUpperCase()}${message.slice(1)}${/[.?)]$/.test(message) ? "" : "."}`,
    `${dashFix(error)}Run \`${wordsOf(root, argv)} --help\`.`,
  );
}

/** An option that looks like a file's name may be one. */
function dashFix({ code, message }: CommanderError): string {
  const word = code === "commander.unknownOption" ? /'(-[^']*\.\w+)'/.exec(message)?.[1] : undefined;
  return word === undefined ? "" : `A file whose name begins with a dash is written ./${word}. `;
}

/** The command that was meant, as far as its words are known: `fovea files upload`. */
function wordsOf(command: Command, [word, ...rest]: readonly string[]): string {
  const next = command.commands.find((one) => one.name() === word);
  return next === undefined ? command.name() : `${command.name()} ${wordsOf(next, rest)}`;
}
