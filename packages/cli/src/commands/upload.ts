// `fovea upload INPUT...`: pictures, PDFs and texts are put where they can be named by id, each once. Data alone on stdout, the rest on stderr.
import { Command, InvalidArgumentError, Option } from "commander";
import type { PlatformFlags } from "../config/overlay.ts";
import { doctorFor } from "../connect-platform.ts";
import { expiresInSeconds, secondsOf } from "../files/expiry.ts";
import type { Io } from "../io.ts";
import { reportError } from "../report.ts";
import type { UploadFlags } from "../uploads/upload-inputs.ts";
import { UsageError } from "../usage-error.ts";
import { collect, jsonOption, mendTruncatedOption, notEmpty, stripOption } from "./options.ts";
import { withPlatformOptions } from "./platform-options.ts";

interface Flags extends PlatformFlags, UploadFlags {
  readonly list?: boolean;
  readonly prune?: boolean;
  readonly unused?: number;
  readonly keep?: readonly string[];
}

/** With --prune, when nobody says how long. */
const UNUSED_SECONDS = 30 * 86_400;

export function uploadCommand(io: Io, done: (exit: number) => void): Command {
  return withPlatformOptions(new Command("upload"))
    .description(
      "Upload pictures, PDFs and texts once, and print their ids. Pictures that Claude would refuse are mended first. Without a key the files stay in the data directory of this machine.",
    )
    .usage("[options] INPUT...")
    .argument("[input...]", "path, -, URL or data: URL")
    .option("--expires <time>", "when they are to expire, like 12h or 7d (1h to 90d; default: never)", expiresInSeconds)
    .addOption(
      new Option(
        "--fit <fit>",
        "which pictures are made smaller: none, those that Claude would refuse, or all to the size the model sees",
      )
        .choices(["never", "legal", "seen"])
        .default("legal"),
    )
    .addOption(stripOption())
    .addOption(mendTruncatedOption())
    .option("--list", "list what was uploaded there, newest first")
    .option("--prune", "delete what was uploaded there and not wanted again for a time (--unused)")
    .option("--unused <time>", "with --prune: for so long, like 12h or 7d; 0 for all (default: 30d)", unusedSeconds)
    .option("--keep <id>", "with --prune: a file that stays; may be repeated", keepId)
    .addOption(jsonOption())
    .action(async (inputs: string[], flags: Flags) => {
      try {
        done(await upload(inputs, flags, io));
      } catch (error) {
        done(reportError(error, io, flags.json ?? false, [], undefined, doctorFor(flags, io)));
      }
    });
}

async function upload(inputs: readonly string[], flags: Flags, io: Io): Promise<number> {
  check(inputs, flags);
  const { openUploadPlace } = await import("../uploads/place.ts");
  const place = await openUploadPlace(flags, io);
  try {
    if (flags.list || flags.prune) {
      const { listUploads, pruneUploads } = await import("../uploads/known-uploads.ts");
      const { json = false, unused = UNUSED_SECONDS, keep = [] } = flags;
      return await (flags.list ? listUploads(place, { json }, io) : pruneUploads(place, { json, unused, keep }, io));
    }
    const { uploadInputs } = await import("../uploads/upload-inputs.ts");
    return await uploadInputs(place, inputs, flags, io);
  } finally {
    await place.close();
  }
}

function check(inputs: readonly string[], { list, prune, unused, keep }: Flags): void {
  const example = "For example: fovea upload photo.jpg";
  if (list && prune) throw new UsageError("--list and --prune exclude each other.", "Leave one of the two out.");
  if ((list || prune) && inputs.length > 0)
    throw new UsageError(`--${list ? "list" : "prune"} takes no inputs.`, "Upload first, then list or prune.");
  if (!prune && (unused !== undefined || keep !== undefined))
    throw new UsageError(`--${unused === undefined ? "keep" : "unused"} belongs to --prune.`, "Add --prune.");
  if (!list && !prune && inputs.length === 0) throw new UsageError("No input was given.", example);
}

function unusedSeconds(text: string): number {
  const seconds = secondsOf(text);
  if (Number.isNaN(seconds))
    throw new InvalidArgumentError("Write a number and s, m, h, d or w, like 12h or 7d; or 0.");
  return seconds;
}

function keepId(id: string, earlier: readonly string[] = []): string[] {
  return collect(notEmpty(id), earlier);
}
