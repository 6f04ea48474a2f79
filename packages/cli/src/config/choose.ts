// Which platforms there are, and which model goes where: the file's, or the one that a flag or variable names.
import { PLATFORM_ALIASES } from "@fovea/client/internal/platform/platforms";
import type { ModelRoute } from "@fovea/gateway";
import { UsageError } from "../usage-error.ts";
import { fieldProblems, kindOf } from "./check-sense.ts";
import type { Env } from "./interpolate.ts";
import { nearest } from "./nearest.ts";
import { type Overlay, overlayOf, type PlatformFlags, wantedPlatform } from "./overlay.ts";
import { type ConfiguredPlatform, type FlagField, PLATFORM_FLAGS, PLATFORM_IDS } from "./platform-fields.ts";
import { configError, type Problem } from "./problem.ts";
import { isUploads, notUploads } from "./said-uploads.ts";
import type { Config, PlatformConfig } from "./schema.ts";

/** One platform as it will be reached. */
export interface ChosenPlatform extends Omit<PlatformConfig, "platform"> {
  readonly name: string;
  readonly platform: ConfiguredPlatform;
}

export interface Chosen {
  /** Empty: the built-in eyes answer. */
  readonly platforms: readonly ChosenPlatform[];
  readonly routes: readonly ModelRoute[];
  /** Somebody asked for the eyes by name, so no key in the environment counts. */
  readonly eyes: boolean;
}

/** @throws CommandError `config.wrong` for a setting that its platform does not know; UsageError for a platform that is none */
export function choose(config: Config, flags: PlatformFlags, env: Env): Chosen {
  const wanted = wantedPlatform(flags, env);
  const overlay = overlayOf(flags, env);
  const all = Object.entries(config.platforms ?? {});
  if (wanted?.name === "eyes") return { platforms: [], routes: [], eyes: true };
  if (wanted !== null) {
    const one = named(wanted.name, config, wanted.by);
    return {
      platforms: [laidOver(one, overlay, Object.hasOwn(config.platforms ?? {}, one.name))],
      routes: routesTo(one.name, config),
      eyes: false,
    };
  }
  const [given] = Object.values(overlay.by).filter((by) => by.startsWith("--") && by !== "--uploads");
  const [only] = all.length === 1 ? all : [];
  if (only === undefined) {
    if (given !== undefined)
      throw new UsageError(
        `${given} belongs to a platform, and none is named.`,
        `Name it: --platform bedrock ${given} ...`,
      );
    return { platforms: all.map(([name, one]) => chosen(name, one)), routes: routesOf(config), eyes: false };
  }
  return { platforms: [laidOver(chosen(...only), overlay, true)], routes: routesOf(config), eyes: false };
}

function named(name: string, config: Config, by: string): ChosenPlatform {
  const platforms = config.platforms ?? {};
  const found = Object.hasOwn(platforms, name) ? platforms[name] : undefined;
  if (found !== undefined) return chosen(name, found);
  const wanted = name.trim().toLowerCase();
  const kind = PLATFORM_ALIASES.get(wanted) ?? wanted;
  const id = PLATFORM_IDS.find((one) => one === kind);
  if (id !== undefined) return { name: id, platform: id };
  const known = [...Object.keys(platforms), ...PLATFORM_IDS, "eyes"];
  const near = nearest(name, known);
  throw new UsageError(
    `${by} names no platform: ${JSON.stringify(name.slice(0, 60))}.`,
    near === null ? `There are ${[...new Set(known)].join(", ")}.` : `Did you mean ${near}?`,
  );
}

function chosen(name: string, one: PlatformConfig): ChosenPlatform {
  const platform = kindOf(name, one);
  if (platform === null) throw new TypeError(`${name} is no platform`);
  return { ...one, name, platform };
}

/** What is laid over is judged like what stands in the file, but told by the flag or variable. */
function laidOver(one: ChosenPlatform, { settings, by }: Overlay, inFile: boolean): ChosenPlatform {
  const whole = { ...one, ...settings };
  const { platform: kind, name, ...fields } = whole;
  const nameOf = (field: string): string => {
    const flag = PLATFORM_FLAGS[field as FlagField]?.flag;
    return by[field as FlagField] ?? (inFile || flag === undefined ? `platforms.${name}.${field}` : flag);
  };
  const problems: Problem[] = fieldProblems(kind, fields, (field) => [nameOf(field)]);
  if (settings.uploads !== undefined && !isUploads(settings.uploads))
    problems.push(notUploads(by.uploads ?? "uploads"));
  if (problems.length > 0) throw configError(problems, (path) => String(path[0]));
  return whole;
}

function routesOf({ models = {} }: Config): ModelRoute[] {
  return Object.entries(models).map(([model, { platform, as, planAs }]) => ({
    model,
    upstream: platform,
    ...(as === undefined ? {} : { as }),
    ...(planAs === undefined ? {} : { planAs }),
  }));
}

/** Everything goes to one platform: names that the file gives its models stay. */
function routesTo(name: string, config: Config): ModelRoute[] {
  const kept = routesOf(config).filter(({ upstream }) => upstream === name);
  if (kept.length === 0 || kept.some(({ model }) => model === "*")) return kept;
  return [...kept, { model: "*", upstream: name }];
}
