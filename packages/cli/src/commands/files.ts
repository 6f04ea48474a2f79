// `fovea files`: upload once, then name the file by its id. Data alone on stdout, everything else on stderr.
import { Command, type Command as Group } from "commander";
import { expiresInSeconds } from "../files/expiry.ts";
import type { FilesPlace, PlaceFlags } from "../files/place.ts";
import type { Io } from "../io.ts";
import { reportError } from "../report.ts";
import { UsageError } from "../usage-error.ts";
import { jsonOption, notEmpty, positiveInteger } from "./options.ts";

interface CommonFlags extends PlaceFlags {
  readonly json?: boolean;
}

type Done = (exit: number) => void;

export function filesCommand(io: Io, done: Done): Group {
  const group = new Command("files").description(
    "Keep files by the Files API: at a server when a key is in the environment, else in the data directory of this machine.",
  );
  group.addCommand(
    common("upload", "Upload files. Prints the id of each.")
      .argument("<path...>", "files of this machine")
      .option("--expires-in <time>", "when they are to expire, like 12h or 7d (1h to 90d)", expiresInSeconds)
      .action(
        run(io, done, async (place, [paths = []], flags: CommonFlags & { expiresIn?: number }) => {
          const { uploadAll } = await import("../files/upload-all.ts");
          return uploadAll(place, paths as string[], flags, io);
        }),
      ),
  );
  group.addCommand(
    common("list", "List the files, newest first.")
      .option("--limit <number>", "at most so many", positiveInteger)
      .action(
        run(io, done, async (place, _words, flags: CommonFlags & { limit?: number }) => {
          const { listFiles } = await import("../files/list.ts");
          return listFiles(place, flags, io);
        }),
      ),
  );
  group.addCommand(
    common("get", "Show what is known of a file.")
      .argument("<id>", "a file_... id", fileId)
      .action(
        run(io, done, async (place, [id], flags) => {
          const { getFile } = await import("../files/get.ts");
          return getFile(place, String(id), flags, io);
        }),
      ),
  );
  group.addCommand(
    common("download", "Write a file's bytes. Servers give back only what a tool made; a directory gives uploads, too.")
      .argument("<id>", "a file_... id", fileId)
      .option("-o, --output <file>", "where to: a path, which is overwritten, or - for standard output", notEmpty)
      .action(
        run(io, done, async (place, [id], flags: CommonFlags & { output?: string }) => {
          const { download } = await import("../files/download.ts");
          return download(place, String(id), flags, io);
        }),
      ),
  );
  group.addCommand(
    common("delete", "Delete files. Deleted files do not come back.")
      .argument("<id...>", "file_... ids")
      .action(
        run(io, done, async (place, [ids = []], flags) => {
          const { deleteFiles } = await import("../files/delete.ts");
          return deleteFiles(place, (ids as string[]).map(fileId), flags, io);
        }),
      ),
  );
  return group;
}

function common(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .option("--server <url>", "the server, instead of ANTHROPIC_BASE_URL; the key is ANTHROPIC_API_KEY", notEmpty)
    .option("--data <dir>", "the data directory, even when a key is in the environment", notEmpty)
    .option("--workspace <name>", "the workspace in the data directory (default: `default`)", notEmpty)
    .addOption(jsonOption());
}

type Work<F> = (place: FilesPlace, words: readonly unknown[], flags: F) => Promise<number>;

function run<F extends CommonFlags>(io: Io, done: Done, work: Work<F>): (...all: unknown[]) => Promise<void> {
  return async (...all) => {
    // commander calls with the arguments, then the options, then the command.
    const flags = all.at(-2) as F;
    try {
      const { openPlace } = await import("../files/place.ts");
      const place = await openPlace(flags, io);
      try {
        done(await work(place, all.slice(0, -2), flags));
      } finally {
        await place.close();
      }
    } catch (error) {
      done(reportError(error, io, flags.json ?? false));
    }
  };
}

/** An id becomes a segment of a path: nothing that could leave it passes. */
function fileId(text: string): string {
  if (!/^[\w-]{1,256}$/.test(text))
    throw new UsageError(
      `${JSON.stringify(text.slice(0, 60))} is no file id.`,
      "An id looks like file_011CNha8iCJcU1wXNR6q4V8w; `fovea files list` shows them.",
    );
  return text;
}
