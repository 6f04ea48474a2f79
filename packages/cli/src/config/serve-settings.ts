// How `fovea serve` listens: flags win over FOVEA_ variables, these over the file, the file over the defaults.

import type { Env } from "./interpolate.ts";
import { configError, type Problem } from "./problem.ts";
import type { ServeConfig } from "./schema.ts";
import { bytesOf, MIN_BYTES_IN_FLIGHT } from "./size.ts";

export interface ServeSettings {
  readonly host: string;
  readonly port: number;
  /** Undefined: the place of the environment, or of the system. */
  readonly data?: string;
  readonly strict: boolean;
  readonly fit: "never" | "legal" | "seen";
  readonly ledger: "brief" | "full";
  readonly allowUrlHosts: readonly string[];
  readonly allowHosts: readonly string[];
  readonly maxBytesInFlight: number;
}

/** What was said on the command line, and nothing else. */
export interface ServeWords {
  readonly host?: string;
  readonly port?: number;
  readonly data?: string;
  readonly strict?: boolean;
  readonly fit?: "never" | "legal" | "seen";
  readonly ledger?: "brief" | "full";
  readonly allowUrlHost?: readonly string[];
  readonly allowHost?: readonly string[];
  readonly maxBytesInFlight?: number;
}

export const SERVE_DEFAULTS = {
  host: "127.0.0.1",
  port: 8787,
  strict: false,
  fit: "legal",
  ledger: "brief",
  allowUrlHosts: [],
  allowHosts: [],
  maxBytesInFlight: 134_217_728,
} as const;

/** Variable -> how its text is read, and what it sets. */
const VARIABLES = {
  host: { name: "FOVEA_HOST", read: (text: string) => text, expects: "" },
  port: { name: "FOVEA_PORT", read: portOf, expects: "a whole number from 0 to 65535" },
  strict: { name: "FOVEA_STRICT", read: (text: string) => YES_NO[text.toLowerCase()], expects: "1 or 0" },
  fit: {
    name: "FOVEA_FIT",
    read: (text: string) => (text === "never" || text === "legal" || text === "seen" ? text : undefined),
    expects: "never, legal or seen",
  },
  ledger: {
    name: "FOVEA_LEDGER",
    read: (text: string) => (text === "brief" || text === "full" ? text : undefined),
    expects: "brief or full",
  },
  allowUrlHosts: { name: "FOVEA_ALLOW_URL_HOSTS", read: wordsOf, expects: "" },
  allowHosts: { name: "FOVEA_ALLOW_HOSTS", read: wordsOf, expects: "" },
  maxBytesInFlight: {
    name: "FOVEA_MAX_BYTES_IN_FLIGHT",
    read: sizeOf,
    expects: "a number of bytes, or a number and KiB, MiB or GiB, 1MiB at the least",
  },
} as const;

/** @throws CommandError `config.wrong` for a variable that cannot be read */
export function serveSettings(words: ServeWords, env: Env, file: ServeConfig = {}): ServeSettings {
  const problems: Problem[] = [];
  const variables: Record<string, unknown> = {};
  for (const [field, { name, read, expects }] of Object.entries(VARIABLES)) {
    const text = env[name] || undefined;
    if (text === undefined) continue;
    const value = read(text.trim());
    if (value === undefined)
      problems.push({ path: [name], message: `must be ${expects}.`, fix: `Set it again, or unset ${name}.` });
    else variables[field] = value;
  }
  if (problems.length > 0) throw configError(problems, () => "environment");
  const { data, maxBytesInFlight: size, ...rest } = file;
  const bytes = typeof size === "string" ? bytesOf(size) : size;
  // The variable of the directory is read where the directory is looked for, by every command.
  const directory = words.data ?? (env.FOVEA_DATA ? undefined : data);
  const { allowUrlHost, allowHost, data: _, ...said } = words;
  return {
    ...SERVE_DEFAULTS,
    ...rest,
    ...(bytes === undefined || bytes === null ? {} : { maxBytesInFlight: bytes }),
    ...variables,
    ...said,
    ...(allowUrlHost === undefined ? {} : { allowUrlHosts: allowUrlHost }),
    ...(allowHost === undefined ? {} : { allowHosts: allowHost }),
    ...(directory === undefined ? {} : { data: directory }),
  };
}

/** Variables that set something of `fovea serve`, for the documentation. */
export const SERVE_VARIABLES: readonly string[] = Object.values(VARIABLES).map(({ name }) => name);

const YES_NO: Readonly<Record<string, boolean>> = {
  "1": true,
  true: true,
  yes: true,
  "0": false,
  false: false,
  no: false,
};

function portOf(text: string): number | undefined {
  return /^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? Number(text) : undefined;
}

function wordsOf(text: string): readonly string[] {
  return text.split(/[\s,]+/).filter((word) => word !== "");
}

function sizeOf(text: string): number | undefined {
  const bytes = bytesOf(text);
  return bytes === null || bytes < MIN_BYTES_IN_FLIGHT ? undefined : bytes;
}
