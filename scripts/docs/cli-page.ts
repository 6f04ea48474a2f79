// docs/cli.md: every command and option, from the command tree itself.
import type { Command } from "commander";
import { EXIT_CODES } from "../../packages/cli/src/exit-codes.ts";
import { program } from "../../packages/cli/src/main.ts";
import { GENERATED, table } from "./markdown.ts";

export function cliPage(): string {
  const quiet = { write: () => true };
  const root = program(
    { stdin: process.stdin, stdout: quiet, stderr: quiet, env: {}, cwd: ".", signal: new AbortController().signal },
    () => undefined,
  );
  return `${GENERATED}
# The command line

\`\`\`
fovea ask [INPUT...] PROMPT
fovea chat [INPUT...]
fovea find INPUT WHAT
fovea plan INPUT...
fovea estimate INPUT...
fovea serve
fovea upload INPUT...
fovea files upload PATH... | list | get ID | download ID | delete ID...
fovea keys add [NAME] | list | revoke ID
fovea doctor [FILE]
\`\`\`

An input is a path, \`-\` (standard input), an \`https:\` URL, a \`data:\` URL, or a \`file_...\` id. From a checkout write \`npm run -s fovea --\`
in place of \`fovea\`.

The answer, and nothing else, goes to standard output; notes and errors go to standard error. With \`--json\` both are JSON:
one object, or one a line where there are several (a chat's turns, files that could not be uploaded).
Tasks, step by step: [find things in a picture](coordinates.md), [what it costs](costs.md), [a server on your machine](serve.md), [upload once, ask often](files.md).

## Environment

${table(
  ["variable", "meaning"],
  [
    ["`ANTHROPIC_API_KEY`", "key of the platform; without it (and without a token) the built-in eyes answer"],
    ["`ANTHROPIC_AUTH_TOKEN`", "bearer token, used when there is no key"],
    [
      "`ANTHROPIC_BASE_URL`",
      "where requests go instead of the Claude API; planned for as `compatible`, base64 only, unless the key is one of `fovea serve`",
    ],
    [
      "`FOVEA_DATA`",
      "the data directory where `--data` names none; else `$XDG_DATA_HOME/fovea` (`~/.local/share/fovea`), `~/Library/Application Support/fovea`, `%APPDATA%\\fovea`",
    ],
    [
      "`FOVEA_CONFIG`, `FOVEA_PLATFORM` and others",
      "stand for the flags of the same names: [every variable](configuration.md#every-variable)",
    ],
  ],
)}

With \`--platform\` or \`--config\` the key and address of the environment do not count: the question goes through a gateway in this process to that
platform, with [its own credentials](platforms.md#credentials).

${root.commands
  .flatMap((command) => [command, ...command.commands])
  .map(commandText)
  .join("\n\n")}

## Exit codes

${table(
  ["code", "meaning"],
  Object.values(EXIT_CODES).map(({ code, meaning }) => [String(code), meaning]),
)}
`;
}

function commandText(command: Command): string {
  const name = command.parent?.parent ? `fovea ${command.parent.name()} ${command.name()}` : `fovea ${command.name()}`;
  const heading = `${command.parent?.parent ? "###" : "##"} ${name}\n\n${command.description()}`;
  if (command.commands.length > 0) return heading;
  const options = command.options.map((option) => [
    `\`${option.flags}\``,
    option.description + (option.argChoices ? ` (${option.argChoices.join(", ")})` : ""),
    option.defaultValueDescription ? `\`${option.defaultValueDescription}\`` : defaultOf(option.defaultValue),
  ]);
  return `${heading}\n\n\`${name} ${command.usage()}\`\n\n${table(["option", "meaning", "default"], options)}`;
}

function defaultOf(value: unknown): string {
  if (value === undefined || value === true || (Array.isArray(value) && value.length === 0)) return "";
  return `\`${String(value)}\``;
}
