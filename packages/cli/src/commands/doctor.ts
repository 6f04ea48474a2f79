// `fovea doctor`: what a start would need, looked at; with a file, a transcript repaired.
import { Command } from "commander";
import type { DoctorFlags } from "../doctor/doctor.ts";
import type { TranscriptFlags } from "../doctor/transcript.ts";
import type { Io } from "../io.ts";
import { reportError } from "../report.ts";
import { UsageError } from "../usage-error.ts";
import { jsonOption, notEmpty } from "./options.ts";
import { withPlatformOptions, written } from "./platform-options.ts";

export function doctorCommand(io: Io, done: (exit: number) => void): Command {
  const command = new Command("doctor")
    .description(
      "Check the configuration, credentials, reachability, clock and data directory, and print what each platform accepts. With a FILE: repair a transcript (.jsonl or .json) that a platform refuses for its pictures, keeping a backup.",
    )
    .usage("[options] [FILE]")
    .argument("[file]", "a message list or request body as JSON, or a session with one JSON object a line");
  return withPlatformOptions(command)
    .option(
      "-m, --model <model>",
      "the model to count a word's tokens for; of a FILE, the one it goes to (default: that of its last answer)",
      notEmpty,
    )
    .option("--data <dir>", "the data directory (default: as for `fovea serve`)", notEmpty)
    .option("--offline", "ask nobody: leave out what needs the network")
    .option("--dry-run", "of a FILE: say what would be done, and write nothing")
    .option(
      "--refusal <text>",
      "of a FILE: how the platform refused it; a stricter limit that it names counts (default: what a session tells of)",
      notEmpty,
    )
    .option(
      "--deep",
      "of a FILE: decode every picture to its last pixel (default: where it tells of one that could not be processed)",
    )
    .addOption(jsonOption())
    .action(async (file: string | undefined) => {
      const flags = written<DoctorFlags & TranscriptFlags>(command);
      try {
        if (file !== undefined) {
          const { doctorTranscript } = await import("../doctor/transcript.ts");
          done(await doctorTranscript(file, flags, io));
          return;
        }
        const [misplaced] = (["dryRun", "deep", "refusal"] as const).filter((name) => flags[name] !== undefined);
        if (misplaced !== undefined)
          throw new UsageError(
            `--${misplaced === "dryRun" ? "dry-run" : misplaced} belongs to a FILE, and none is named.`,
            "Name the transcript: fovea doctor session.jsonl --dry-run",
          );
        const { doctor } = await import("../doctor/doctor.ts");
        done(await doctor(flags, io));
      } catch (error) {
        done(reportError(error, io, flags.json ?? false));
      }
    });
}
