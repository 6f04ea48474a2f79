// The options that say which platform, and how it is reached. Keys have none: a command line is seen by everybody on the machine.
import { type Command, Option } from "commander";
import { notEmpty } from "./options.ts";

/**
 * Adds them to a command. `--uploads` says whether pictures may be put on the platform.
 * @param uploads what holds where nobody says it
 */
export function withPlatformOptions(command: Command, uploads: "asked" | "auto" = "asked"): Command {
  const option = (flags: string, about: string) => command.option(flags, about, notEmpty);
  option(
    "-p, --platform <name>",
    "a platform (anthropic, aws, bedrock, bedrock-legacy, vertex, google-cloud, foundry, foundry-azure, compatible), a name of fovea.json, or eyes",
  );
  option("--config <file>", "the configuration (default: FOVEA_CONFIG, else ./fovea.json where there is one)");
  option("--region <region>", "AWS region (aws, bedrock, bedrock-legacy)");
  option("--project <id>", "Google Cloud project (vertex, google-cloud)");
  option("--location <location>", "Google Cloud location, like europe-west1 or global (vertex, google-cloud)");
  option("--workspace-id <id>", "Anthropic workspace (aws, google-cloud)");
  option("--resource <name>", "Azure resource (foundry, foundry-azure)");
  option("--base-url <url>", "instead of the platform's own address; needed for compatible");
  option("--profile <name>", "profile of the AWS configuration files");
  return command.addOption(
    new Option(
      "--uploads <uploads>",
      `whether pictures may be put on the platform's Files API (default: ${uploads})`,
    ).choices(["never", "asked", "auto"]),
  );
}

/** What was written on the command line: defaults are not among it, so that they can stand behind the file's. */
export function written<T extends object>(command: Command): Partial<T> {
  const all = command.opts<Record<string, unknown>>();
  return Object.fromEntries(
    Object.entries(all).filter(([name]) => command.getOptionValueSource(name) === "cli"),
  ) as Partial<T>;
}
