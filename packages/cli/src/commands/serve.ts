// `fovea serve`: the Claude API on this machine.
import { Command, InvalidArgumentError, Option } from "commander";
import type { Io } from "../io.ts";
import { reportError } from "../report.ts";
import type { ServeFlags } from "../serve/serve.ts";
import { collect, notEmpty } from "./options.ts";

export function serveCommand(io: Io, done: (exit: number) => void): Command {
  return new Command("serve")
    .description(
      "Serve the Claude API on this machine, with the built-in eyes or another server behind it. The first start makes a key and prints it.",
    )
    .option("--host <address>", "where to listen; other machines reach anything but loopback", notEmpty, "127.0.0.1")
    .option("--port <number>", "the port; 0 takes any that is free", port, 8787)
    .option(
      "--data <dir>",
      "where files and keys are kept (default: FOVEA_DATA, or the platform's place for data)",
      notEmpty,
    )
    .option(
      "--upstream <url>",
      "relay to this server of the Claude wire, with the environment's key, instead of looking",
      notEmpty,
    )
    .option("--strict", "mend nothing: refuse what the Claude API would refuse")
    .option(
      "--allow-url-host <origin>",
      "fetch images from this origin, too, though it is not public: http://10.0.0.5:8080; may be repeated",
      collect,
      [],
    )
    .option("--allow-host <name>", "a name of this server that the Host header may have; may be repeated", collect, [])
    .addOption(
      new Option("--ledger <detail>", "what the image ledger says: `full` adds the sha256 of every image")
        .choices(["brief", "full"])
        .default("brief"),
    )
    .addOption(
      new Option("--max-bytes-in-flight <size>", "memory that request bodies share")
        .argParser(size)
        .default(134_217_728, "128MiB"),
    )
    .option("--json", "log JSON lines on stderr, and print the address and key as one JSON object")
    .action(async (flags: ServeFlags) => {
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

const UNITS: Readonly<Record<string, number>> = { "": 1, b: 1, kib: 1024, mib: 1_048_576, gib: 1_073_741_824 };

/** Bytes; a number alone is bytes. */
function size(text: string): number {
  const [, digits = "", unit = ""] = /^(\d{1,15}) ?([kmg]ib|b)?$/i.exec(text.trim()) ?? [];
  const bytes = Number(digits) * (UNITS[unit.toLowerCase()] ?? Number.NaN);
  if (digits === "" || !Number.isSafeInteger(bytes) || bytes < 1_048_576)
    throw new InvalidArgumentError("Write a number and KiB, MiB or GiB, 1MiB at the least.");
  return bytes;
}
