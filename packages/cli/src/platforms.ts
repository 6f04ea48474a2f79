// The configured platforms, ready to be asked.
import type { Router, Upstream, UpstreamSettings } from "@fovea/gateway";
import { CommandError, type CommandProblem } from "./command-error.ts";
import type { Chosen, ChosenPlatform } from "./config/choose.ts";
import type { Io } from "./io.ts";

/** Null where the built-in eyes answer. @throws CommandError `config.platform`: what the platforms lack, all of it at once */
export async function openRouter({ platforms, routes }: Chosen, io: Io): Promise<Router | null> {
  if (platforms.length === 0) return null;
  const { createRouter } = await import("@fovea/gateway");
  const opened = await Promise.allSettled(platforms.map((one) => openPlatform(one, io)));
  const upstreams = opened.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
  const failures = opened.flatMap((one): unknown[] => (one.status === "rejected" ? [one.reason] : []));
  if (failures.length === 0) return createRouter(upstreams, routes);
  await Promise.all(upstreams.map((one) => one.close()));
  throw together(failures);
}

/** @throws CommandError `config.platform` for what is missing or cannot be */
export async function openPlatform(one: ChosenPlatform, io: Io): Promise<Upstream> {
  const { createUpstream } = await import("@fovea/gateway");
  try {
    return await createUpstream(settingsOf(one), io.env);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new CommandError(
      {
        exit: "config",
        code: "config.platform",
        title: "A platform cannot be reached like this",
        message: error.message,
        fix: "docs/platforms.md says what each platform needs, and where else it is looked for.",
        at: `platforms.${one.name}`,
      },
      { cause: error },
    );
  }
}

export function settingsOf({ uploads, foreignFiles, ...one }: ChosenPlatform): UpstreamSettings {
  const files = {
    ...(uploads === undefined ? {} : { uploads }),
    ...(foreignFiles === undefined ? {} : { foreignFiles }),
  };
  return { ...one, files } as UpstreamSettings;
}

function together(failures: readonly unknown[]): unknown {
  const problems = failures.map((one): CommandProblem | null => (one instanceof CommandError ? one.problem : null));
  const [first] = problems;
  if (failures.length === 1 || !first || problems.includes(null))
    return failures.find((one) => !(one instanceof CommandError)) ?? failures[0];
  return new CommandError({ ...first, problems: problems as CommandProblem[] });
}
