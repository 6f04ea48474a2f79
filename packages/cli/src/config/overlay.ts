// Flags and FOVEA_ variables for one platform, laid over the file. Flags win over variables, variables over the file.
import type { Env } from "./interpolate.ts";
import { type FlagField, PLATFORM_FLAGS } from "./platform-fields.ts";
import type { PlatformConfig } from "./schema.ts";

/** The options that `serve`, `ask`, `plan` and `doctor` share, as commander names them. */
export interface PlatformFlags {
  readonly config?: string;
  readonly platform?: string;
  readonly region?: string;
  readonly project?: string;
  readonly location?: string;
  readonly workspaceId?: string;
  readonly resource?: string;
  readonly baseUrl?: string;
  readonly profile?: string;
  readonly uploads?: "never" | "asked" | "auto";
}

/** A setting that was not in the file, and what set it: `--region` or `FOVEA_REGION`. */
export interface Overlay {
  readonly settings: Partial<Pick<PlatformConfig, FlagField>>;
  readonly by: Readonly<Partial<Record<FlagField, string>>>;
}

export function overlayOf(flags: PlatformFlags, env: Env): Overlay {
  const settings: Record<string, string> = {};
  const by: Partial<Record<FlagField, string>> = {};
  for (const [field, { flag, variable }] of Object.entries(PLATFORM_FLAGS) as [
    FlagField,
    { flag: string; variable: string },
  ][]) {
    const given = flags[field === "projectId" ? "project" : field];
    const value = given ?? (env[variable] || undefined);
    if (value === undefined) continue;
    settings[field] = value;
    by[field] = given === undefined ? variable : flag;
  }
  return { settings, by };
}

/** The platform that everything goes to, and who says so; null where the file decides. */
export function wantedPlatform(
  { platform }: PlatformFlags,
  env: Env,
): { readonly name: string; readonly by: string } | null {
  if (platform !== undefined) return { name: platform, by: "--platform" };
  const named = env.FOVEA_PLATFORM || undefined;
  return named === undefined ? null : { name: named, by: "FOVEA_PLATFORM" };
}
