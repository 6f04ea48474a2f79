// Where files and keys are kept when nobody says where: each platform's own place for the data of programs.
import { homedir } from "node:os";
import { isAbsolute, join, resolve } from "node:path";
import type { Io } from "./io.ts";

/**
 * The directory named by `--data`, else by `FOVEA_DATA`, else `fovea` in the platform's place: `%APPDATA%` on Windows,
 * `~/Library/Application Support` on macOS, `$XDG_DATA_HOME` or `~/.local/share` elsewhere. It need not exist.
 */
export function dataDirectory(named: string | undefined, { env, cwd }: Io, platform = process.platform): string {
  const chosen = named ?? (env.FOVEA_DATA || undefined);
  if (chosen !== undefined) return resolve(cwd, chosen);
  const home = env.HOME || homedir();
  if (platform === "win32") return join(env.APPDATA || join(home, "AppData", "Roaming"), "fovea");
  if (platform === "darwin") return join(home, "Library", "Application Support", "fovea");
  // XDG Base Directory Specification 0.8: a path that is not absolute is to be ignored.
  const data = env.XDG_DATA_HOME ?? "";
  return join(isAbsolute(data) ? data : join(home, ".local", "share"), "fovea");
}

/** How the directory is named on a command line: nothing where it is found without. */
export function dataWords(directory: string, io: Io): string {
  if (directory === dataDirectory(undefined, io)) return "";
  return ` --data ${/^[\w./:\\-]+$/.test(directory) ? directory : JSON.stringify(directory)}`;
}
