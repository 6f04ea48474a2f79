// Which file is read: the one that was named, else ./fovea.json where there is one.
import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { CommandError } from "../command-error.ts";
import type { Io } from "../io.ts";

export const CONFIG_NAME = "fovea.json";

export interface FoundConfig {
  /** Absolute. */
  readonly path: string;
  /** As people know it: what they wrote, or `fovea.json`. */
  readonly shown: string;
}

/**
 * Named by `--config`, else by `FOVEA_CONFIG`, else `fovea.json` in the current directory; null where none of these is there.
 * @throws CommandError `config.not-yours` for a `fovea.json` that nobody named and that belongs to another user: it decides where keys are sent
 */
export async function findConfig(named: string | undefined, io: Io): Promise<FoundConfig | null> {
  const chosen = named ?? (io.env.FOVEA_CONFIG || undefined);
  if (chosen !== undefined) return { path: resolve(io.cwd, chosen), shown: chosen };
  const path = resolve(io.cwd, CONFIG_NAME);
  const found = await stat(path).catch(() => null);
  if (found === null) return null;
  const me = process.getuid?.();
  if (me !== undefined && found.uid !== me && found.uid !== 0) throw notYours();
  return { path, shown: CONFIG_NAME };
}

function notYours(): CommandError {
  return new CommandError({
    exit: "config",
    code: "config.not-yours",
    title: "The configuration belongs to someone else",
    message: `${CONFIG_NAME} in this directory belongs to another user, and it would decide where keys and pictures are sent.`,
    fix: `Name it, if you trust it: --config ${CONFIG_NAME}. Or run the command elsewhere.`,
  });
}
