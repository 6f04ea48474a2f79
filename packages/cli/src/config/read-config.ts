// One file, read once: its text, its variables, its shape, its sense. Either all of it can be used, or all that is wrong is told.
import { readFile, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { CommandError } from "../command-error.ts";
import type { FoundConfig } from "./find-config.ts";
import { type Env, interpolate } from "./interpolate.ts";
import { JsonError, type ParsedJson, type Path, parseJson } from "./parse-json.ts";
import { configError, type Problem, printPath } from "./problem.ts";
import type { Config } from "./schema.ts";

export interface LoadedConfig {
  /** Variables filled in, paths absolute, certificates read. */
  readonly config: Config;
  readonly file: FoundConfig;
  /** Sentences for people; nothing is wrong yet. */
  readonly warnings: readonly string[];
  /** Values that must never be printed. */
  readonly secrets: readonly string[];
}

/** Longer is no configuration. */
const MAX_BYTES = 1_048_576;

/** @throws CommandError `config.unreadable`, `config.not-json`, `config.wrong` */
export async function readConfig(file: FoundConfig, env: Env): Promise<LoadedConfig> {
  const json = parse(await textOf(file), file);
  const where = (path: Path): string => `${file.shown}:${json.lineOf(path)}`;
  const { value, problems, fromEnv } = interpolate(json.value, env);
  const [{ checkShape }, { checkSense }] = await Promise.all([import("./check-shape.ts"), import("./check-sense.ts")]);
  const shape = checkShape(value);
  // What is wrong only because something else is (a variable is missing, a name is misspelt) is told once.
  const all = news(problems, shape.problems);
  const wrong = shape.config === null ? all : news(all, checkSense(shape.config));
  if (shape.config === null || wrong.length > 0) throw configError(inOrder(wrong, json), where);
  const { config, problems: missing } = await withFiles(shape.config, dirname(file.path));
  if (missing.length > 0) throw configError(missing, where);
  return { config, file, ...(await secretsOf(config, fromEnv, file)) };
}

async function textOf({ path, shown }: FoundConfig): Promise<string> {
  const unreadable = (message: string): CommandError =>
    new CommandError({
      exit: "config",
      code: "config.unreadable",
      title: "The configuration cannot be read",
      message: `${shown} ${message}`,
      fix: "Check --config and FOVEA_CONFIG; without both, fovea.json in this directory is read where there is one.",
    });
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw unreadable(error.code === "ENOENT" ? "is not there." : `cannot be opened (${error.code}).`);
  });
  if (!found.isFile()) throw unreadable("is not a file.");
  if (found.size > MAX_BYTES) throw unreadable("is longer than 1 MiB, which no configuration is.");
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw unreadable(`cannot be opened (${error.code}).`);
  });
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw unreadable("is not UTF-8 text.");
  }
}

function parse(text: string, { shown }: FoundConfig): ParsedJson {
  try {
    return parseJson(text);
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    throw new CommandError({
      exit: "config",
      code: "config.not-json",
      title: "The configuration is not JSON",
      message: `Line ${error.line}, column ${error.column}: ${error.message}.`,
      fix: "Names and texts stand in double quotes; commas stand between entries, and not after the last; there are no comments.",
      at: `${shown}:${error.line}`,
    });
  }
}

/** The known ones, and those of the others whose place is not under, or above, that of a known one. */
function news(known: readonly Problem[], others: readonly Problem[]): Problem[] {
  const touches = (a: Path, b: Path): boolean => a.every((part, index) => index >= b.length || part === b[index]);
  return [...known, ...others.filter(({ path }) => !known.some((one) => touches(one.path, path)))];
}

/** As they stand in the file. */
function inOrder(problems: readonly Problem[], json: ParsedJson): Problem[] {
  return [...problems].sort((a, b) => json.lineOf(a.path) - json.lineOf(b.path));
}

/** Certificates are read, and the data directory is found from the file's folder. */
async function withFiles(config: Config, folder: string): Promise<{ config: Config; problems: readonly Problem[] }> {
  const problems: Problem[] = [];
  const platforms: NonNullable<Config["platforms"]> = {};
  for (const [name, one] of Object.entries(config.platforms ?? {})) {
    platforms[name] = one;
    if (one.ca === undefined || one.ca.startsWith("-----BEGIN")) continue;
    const pem = await readFile(resolve(folder, one.ca), "utf8").catch(() => "");
    if (pem.includes("-----BEGIN CERTIFICATE-----")) platforms[name] = { ...one, ca: pem };
    else
      problems.push({
        path: ["platforms", name, "ca"],
        message: "names no file with certificates (PEM).",
        fix: "Name it from the folder of the configuration, or absolutely.",
      });
  }
  const { data } = config.serve ?? {};
  return {
    config: {
      ...config,
      ...(config.platforms === undefined ? {} : { platforms }),
      ...(data === undefined ? {} : { serve: { ...config.serve, data: resolve(folder, data) } }),
    },
    problems,
  };
}

async function secretsOf(
  { platforms = {} }: Config,
  fromEnv: ReadonlySet<string>,
  { path, shown }: FoundConfig,
): Promise<Pick<LoadedConfig, "warnings" | "secrets">> {
  const secrets = Object.entries(platforms).flatMap(([name, one]) =>
    (["apiKey", "authToken"] as const).flatMap((field) => {
      const secret = one[field];
      return secret === undefined ? [] : [{ at: ["platforms", name, field], secret }];
    }),
  );
  const literal = secrets.filter(({ at }) => !fromEnv.has(JSON.stringify(at)));
  const { mode } = await stat(path);
  // Windows has no such bits.
  const open = process.platform !== "win32" && (mode & 0o044) !== 0;
  return {
    secrets: secrets.map(({ secret }) => secret),
    warnings: open
      ? literal.map(
          ({ at }) =>
            `${shown} can be read by others and holds a secret, ${printPath(at)}. Write "\${NAME}" there and set the variable, or chmod 600 ${shown}.`,
        )
      : [],
  };
}
