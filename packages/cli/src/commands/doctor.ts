// `fovea doctor`: what a start would need, looked at.
import { Command } from "commander";
import type { DoctorFlags } from "../doctor/doctor.ts";
import type { Io } from "../io.ts";
import { reportError } from "../report.ts";
import { jsonOption, notEmpty } from "./options.ts";
import { withPlatformOptions, written } from "./platform-options.ts";

export function doctorCommand(io: Io, done: (exit: number) => void): Command {
  const command = new Command("doctor").description(
    "Check the configuration, credentials, reachability, clock and data directory, and print what each platform accepts.",
  );
  return withPlatformOptions(command)
    .option("-m, --model <model>", "the model to count a word's tokens for", notEmpty)
    .option("--data <dir>", "the data directory (default: as for `fovea serve`)", notEmpty)
    .option("--offline", "ask nobody: leave out what needs the network")
    .addOption(jsonOption())
    .action(async () => {
      const flags = written<DoctorFlags>(command);
      try {
        const { doctor } = await import("../doctor/doctor.ts");
        done(await doctor(flags, io));
      } catch (error) {
        done(reportError(error, io, flags.json ?? false));
      }
    });
}
