// What was said of uploads on the command line or by a variable: it counts wherever the question goes, with a configuration or without.
import type { Env } from "./interpolate.ts";
import type { PlatformFlags } from "./overlay.ts";
import { PLATFORM_FLAGS } from "./platform-fields.ts";
import { configError, type Problem } from "./problem.ts";

export type Uploads = NonNullable<PlatformFlags["uploads"]>;

/**
 * Undefined where nobody said anything.
 * @throws CommandError `config.wrong` for a variable that says what there is not
 */
export function saidUploads({ uploads }: PlatformFlags, env: Env): Uploads | undefined {
  if (uploads !== undefined) return uploads;
  const { variable } = PLATFORM_FLAGS.uploads;
  const said = env[variable] || undefined;
  if (said === undefined || isUploads(said)) return said;
  throw configError([notUploads(variable)], (path) => String(path[0]));
}

export function isUploads(value: string): value is Uploads {
  return value === "never" || value === "asked" || value === "auto";
}

/** @param by what said it */
export function notUploads(by: string): Problem {
  return { path: [by], message: "must be never, asked or auto.", fix: "Write one of these." };
}
