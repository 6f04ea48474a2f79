// A value against the shape of fovea.json, with sentences that tell what is expected and never what stands there.
import type { z } from "zod";
import { nearest } from "./nearest.ts";
import type { Path } from "./parse-json.ts";
import type { Problem } from "./problem.ts";
import { type Config, configSchema, namesAt } from "./schema.ts";

export interface Shape {
  /** What of it has the right shape, so that its sense can be checked; null where too little has. */
  readonly config: Config | null;
  readonly problems: readonly Problem[];
}

export function checkShape(value: unknown): Shape {
  const parsed = configSchema.safeParse(value);
  if (parsed.success) return { config: parsed.data, problems: [] };
  const problems = parsed.error.issues.flatMap((issue) => problemsOf(issue, value));
  const rest = configSchema.safeParse(problems.reduce((left, { path }) => without(left, path), value));
  return { config: rest.data ?? null, problems };
}

/** What is missing cannot be taken out; then what it is missing from is. */
function without(value: unknown, path: Path): unknown {
  const [name, ...rest] = path;
  if (name === undefined || typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const entries = Object.entries(value).flatMap(([key, one]): [string, unknown][] => {
    if (key !== name) return [[key, one]];
    const left = rest.length === 0 ? undefined : without(one, rest);
    return left === undefined ? [] : [[key, left]];
  });
  const found = Object.hasOwn(value, name);
  return found || rest.length > 0 ? Object.fromEntries(entries) : undefined;
}

function problemsOf(issue: z.core.$ZodIssue, value: unknown): Problem[] {
  const path = issue.path.filter((part): part is string | number => typeof part !== "symbol");
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((name) => unknownName([...path, name]));
    case "invalid_value":
      return [choice(path, issue.values.map(String), valueAt(value, path))];
    case "invalid_type":
      return [
        wrong(
          path,
          valueAt(value, path) === undefined ? "is missing." : `must be ${KINDS[issue.expected] ?? issue.expected}.`,
        ),
      ];
    case "invalid_union":
      return [wrong(path, "must be a whole number of bytes from 1 up, or a text like 128MiB.")];
    case "too_small":
      return [
        wrong(
          path,
          issue.origin === "string" || issue.origin === "array"
            ? "must not be empty."
            : `must be at least ${issue.minimum}.`,
        ),
      ];
    case "too_big":
      return [wrong(path, `must be at most ${issue.maximum}.`)];
    default:
      return [wrong(path, "has a value that cannot be used.")];
  }
}

const KINDS: Readonly<Record<string, string>> = {
  string: "a text in double quotes",
  int: "a whole number",
  number: "a number",
  boolean: "true or false",
  object: "an object, { ... }",
  record: "an object, { ... }",
  array: "a list, [ ... ]",
};

const SEE = "docs/configuration.md lists every setting; fovea.schema.json lets editors check them.";

function wrong(path: Path, message: string): Problem {
  return { path, message, fix: SEE };
}

function unknownName(path: Path): Problem {
  const known = namesAt(path.slice(0, -1)) ?? [];
  const near = nearest(String(path.at(-1)), known);
  return {
    path,
    message: "is no setting.",
    fix: near === null ? `Take it out. Here may stand: ${known.join(", ")}.` : `Did you mean ${near}?`,
  };
}

function choice(path: Path, known: readonly string[], value: unknown): Problem {
  const near = typeof value === "string" ? nearest(value, known) : null;
  return {
    path,
    message: `must be one of ${known.join(", ")}.`,
    fix: near === null ? SEE : `Did you mean ${near}?`,
  };
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (at, part) => (typeof at === "object" && at !== null ? (at as Record<string | number, unknown>)[part] : undefined),
    value,
  );
}
