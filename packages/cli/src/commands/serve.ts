// `fovea serve`: the Claude API on this machine.
import { Command, InvalidArgumentError, Option } from "commander";
import { SERVE_DEFAULTS } from "../config/serve-settings.ts";
import { bytesOf, MIN_BYTES_IN_FLIGHT } from "../config/size.ts";
import type { Io } from "../io.ts";
import { reportError } from "../report.ts";
import type { ServeFlags } from "../serve/serve.ts";
import { collect, notEmpty } from "./options.ts";
import { withPlatformOptions, written } from "./platform-options.ts";

export function serveCommand(io: Io, done: (exit: number) => void): Command {
  const command = new Command("serve").description(
    "Serve the Claude API on this machine, with the built-in eyes, a platform, or several behind it. The first start makes a key and prints it.",
  );
  return withPlatformOptions(command)
    .option(
      "--upstream <url>",
      "relay to this server of the Claude wire, with the environment's key, instead of a platform",
      notEmpty,
    )
    .option(
      "--host <address>",
      "where to listen; other machines reach anything but loopback",
      notEmpty,
      SERVE_DEFAULTS.host,
    )
    .option("--port <number>", "the port; 0 takes any that is free", port, SERVE_DEFAULTS.port)
    .option(
      "--data <dir>",
      "where files and keys are kept (default: FOVEA_DATA, or the platform's place for data)",
      notEmpty,
    )
    .option("--strict", "mend nothing: refuse what the platform would refuse")
    .option(
      "--allow-url-host <origin>",
      "fetch images from this origin, too, though it is not public: http://10.0.0.5:8080; may be repeated",
      collect,
      [],
    )
    .option("--allow-host <name>", "a name of this server that the Host header may have; may be repeated", collect, [])
    .addOption(
      new Option(
        "--fit <fit>",
        "which pictures are written anew: none, those that would be refused, or all to the size that the model sees",
      )
        .choices(["never", "legal", "seen"])
        .default(SERVE_DEFAULTS.fit),
    )
    .addOption(
      new Option("--ledger <detail>", "what the image ledger says: `full` adds the sha256 of every image")
        .choices(["brief", "full"])
        .default(SERVE_DEFAULTS.ledger),
    )
    .addOption(
      new Option("--max-bytes-in-flight <size>", "memory that request bodies share")
        .argParser(size)
        .default(SERVE_DEFAULTS.maxBytesInFlight, "128MiB"),
    )
    .option("--json", "log JSON lines on stderr, and print the address and key as one JSON object")
    .action(async () => {
      const flags: ServeFlags = written<ServeFlags>(command);
      try {
        const { serve } = await import("../serve/serve.ts");
        done(await serve(flags, io));
      } catch (error) {
        done(reportError(error, io, flags.json ?? false));
      }
    });
}

function port(text: string): number {
  const number = Number(text);
  if (!/^\d{1,5}$/.test(text) || number > 65_535)
    throw new InvalidArgumentError("It must be a whole number from 0 to 65535.");
  return number;
}

function size(text: string): number {
  const bytes = bytesOf(text);
  if (bytes === null || bytes < MIN_BYTES_IN_FLIGHT)
    throw new InvalidArgumentError("Write a number and KiB, MiB or GiB, 1MiB at the least.");
  return bytes;
}
