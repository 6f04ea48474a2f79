// `fovea keys`: who may use the server of a data directory. Works beside a running server, which honours it within a second.
import { Command, type Command as Group } from "commander";
import { dataDirectory } from "../data-directory.ts";
import { refuseFile } from "../directory.ts";
import type { Io } from "../io.ts";
import { reportError } from "../report.ts";
import { jsonOption, notEmpty } from "./options.ts";

interface KeysFlags {
  readonly data?: string;
  readonly json?: boolean;
}

type Done = (exit: number) => void;

export function keysCommand(io: Io, done: Done): Group {
  const group = new Command("keys").description("Make, list and revoke the keys of `fovea serve`.");
  group.addCommand(
    common("add", "Make a key and print it. It is shown this once: only its hash is stored.")
      .argument("[name]", "what the key is for", notEmpty, "key")
      .option("--workspace <name>", "the workspace whose files it sees; made where it is missing", notEmpty, "default")
      .action(
        run(io, done, async (keys, [name], flags: KeysFlags & { workspace: string }) =>
          (await import("../keys.ts")).addKey(keys, String(name), flags, io),
        ),
      ),
  );
  group.addCommand(
    common("list", "List the keys, revoked ones too. Shows the first characters of each.").action(
      run(io, done, async (keys, _, flags) => (await import("../keys.ts")).listKeys(keys, flags, io)),
    ),
  );
  group.addCommand(
    common("revoke", "Close a key for good. A running server refuses it within a second.")
      .argument("<id>", "a key_... id", notEmpty)
      .action(
        run(io, done, async (keys, [id], flags) => (await import("../keys.ts")).revokeKey(keys, String(id), flags, io)),
      ),
  );
  return group;
}

function common(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .option("--data <dir>", "the data directory of the server (default: see `fovea serve --help`)", notEmpty)
    .addOption(jsonOption());
}

type OpenKeys = Awaited<ReturnType<typeof import("@fovea/gateway").openKeys>>;
type Work<F> = (keys: OpenKeys, words: readonly unknown[], flags: F) => Promise<number>;

function run<F extends KeysFlags>(io: Io, done: Done, work: Work<F>): (...all: unknown[]) => Promise<void> {
  return async (...all) => {
    // commander calls with the arguments, then the options, then the command.
    const flags = all.at(-2) as F;
    try {
      const { openKeys } = await import("@fovea/gateway");
      const directory = dataDirectory(flags.data, io);
      await refuseFile(directory);
      const keys = await openKeys(directory);
      try {
        done(await work(keys, all.slice(0, -2), flags));
      } finally {
        await keys.close();
      }
    } catch (error) {
      done(reportError(error, io, flags.json ?? false));
    }
  };
}
