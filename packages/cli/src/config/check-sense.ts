// What the shape cannot say: that routes lead somewhere, addresses are addresses, and a setting is one that its platform has.
import { nearest } from "./nearest.ts";
import type { Path } from "./parse-json.ts";
import { ALL_PLACE_FIELDS, type ConfiguredPlatform, PLACE_FIELDS, PLATFORM_IDS } from "./platform-fields.ts";
import type { Problem } from "./problem.ts";
import type { Config, PlatformConfig } from "./schema.ts";
import { bytesOf, MIN_BYTES_IN_FLIGHT } from "./size.ts";

export function checkSense({ platforms = {}, models = {}, serve = {} }: Config): Problem[] {
  const names = Object.keys(platforms);
  return [
    ...Object.entries(platforms).flatMap(([name, one]) => ofPlatform(name, one)),
    ...Object.entries(models).flatMap(([model, route]) => leadsSomewhere(model, route.platform, names)),
    ...(names.length > 1 && Object.keys(models).length === 0 ? [NO_ROUTES] : []),
    ...ofServe(serve),
  ];
}

/** The kind of a platform: what it says, else its name where that is one. */
export function kindOf(name: string, one: PlatformConfig): ConfiguredPlatform | null {
  return one.platform ?? PLATFORM_IDS.find((id) => id === name) ?? null;
}

function ofPlatform(name: string, one: PlatformConfig): Problem[] {
  const path = ["platforms", name];
  const kind = kindOf(name, one);
  const problems: Problem[] = [];
  if (!/^[A-Za-z0-9][\w.-]{0,63}$/.test(name) || name === "eyes")
    problems.push({
      path,
      message: "has a name that cannot be used.",
      fix: "Take 1 to 64 letters, digits, dots, hyphens and underscores; `eyes` is the built-in engine.",
    });
  if (kind === null) {
    const near = nearest(name, PLATFORM_IDS);
    problems.push({
      path: [...path, "platform"],
      message: `is missing, and ${JSON.stringify(name.slice(0, 64))} is no platform.`,
      fix: near === null ? `Say which it is: ${PLATFORM_IDS.join(", ")}.` : `Did you mean ${near}?`,
    });
    return problems;
  }
  return [...problems, ...fieldProblems(kind, one, (field) => [...path, field])];
}

/** @param at where a field stands */
export function fieldProblems(
  kind: ConfiguredPlatform,
  one: PlatformConfig,
  at: (field: keyof PlatformConfig) => Path,
): Problem[] {
  const known = PLACE_FIELDS[kind];
  const problems: Problem[] = ALL_PLACE_FIELDS.filter(
    (field) => one[field] !== undefined && !known.includes(field),
  ).map((field) => ({
    path: at(field),
    message: `means nothing to ${kind}.`,
    fix: `Take it out. ${kind} knows ${[...known, "baseUrl"].join(", ")}.`,
  }));
  if (one.baseUrl !== undefined && !isServer(one.baseUrl))
    problems.push({
      path: at("baseUrl"),
      message: "is no address that requests can go to.",
      fix: "Write http:// or https://, a host, and no user name, password, query or fragment.",
    });
  if (kind === "compatible" && one.baseUrl === undefined)
    problems.push({
      path: at("baseUrl"),
      message: "is missing: a compatible server has no address of its own.",
      fix: 'Say where it is, like "http://127.0.0.1:11434".',
    });
  for (const field of ["apiKey", "authToken"] as const)
    if (one[field] !== undefined && !/^[\x21-\x7e]+$/.test(one[field]))
      problems.push({
        path: at(field),
        message: "has a character that no key has: a space, a line break, or one outside ASCII.",
        fix: "Set it again, without quotes or line breaks inside it.",
      });
  return problems;
}

function isServer(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : null;
  return (
    url !== null && /^https?:$/.test(url.protocol) && url.username === "" && url.password === "" && !/[?#]/.test(text)
  );
}

const NO_ROUTES: Problem = {
  path: ["models"],
  message: "is missing: with several platforms nobody knows which of them answers.",
  fix: 'Say it for each model; "*" stands for all others: "models": { "*": { "platform": "..." } }.',
};

function leadsSomewhere(model: string, platform: string, names: readonly string[]): Problem[] {
  if (names.includes(platform)) return [];
  const near = nearest(platform, names);
  return [
    {
      path: ["models", model, "platform"],
      message: "names none of `platforms`.",
      fix: near === null ? `There are: ${names.join(", ") || "none"}.` : `Did you mean ${near}?`,
    },
  ];
}

function ofServe({ maxBytesInFlight: size }: NonNullable<Config["serve"]>): Problem[] {
  const bytes = typeof size === "string" ? bytesOf(size) : size;
  if (bytes === undefined || (bytes !== null && bytes >= MIN_BYTES_IN_FLIGHT)) return [];
  return [
    {
      path: ["serve", "maxBytesInFlight"],
      message: "must be a number of bytes or a number and KiB, MiB or GiB, 1MiB at the least.",
      fix: 'Write "128MiB", for example.',
    },
  ];
}
