// `${NAME}` and `${NAME:-default}` in the strings of a configuration, so that secrets stay in the environment. Names are told, values never.
import type { Path } from "./parse-json.ts";
import type { Problem } from "./problem.ts";

export type Env = Readonly<Record<string, string | undefined>>;

export interface Interpolated {
  readonly value: unknown;
  readonly problems: readonly Problem[];
  /** Paths, as JSON, of strings that something of the environment went into. */
  readonly fromEnv: ReadonlySet<string>;
}

/** `$${` is a `${` that stays. An empty variable counts as not set. What comes from a variable is not looked through again. */
export function interpolate(value: unknown, env: Env): Interpolated {
  const problems: Problem[] = [];
  const fromEnv = new Set<string>();

  function text(raw: string, path: Path): string {
    return raw.replace(/\$\$\{|\$\{([^}]*)(\}?)/g, (found: string, inside: string | undefined, end: string) => {
      if (inside === undefined) return "${";
      const [, name = "", fallback] = /^([A-Za-z_][A-Za-z0-9_]*)(?::-([\s\S]*))?$/.exec(inside) ?? [];
      if (name === "" || end === "") {
        problems.push({
          path,
          message: "has a dollar sign and brace that no variable's name and brace follow.",
          fix: `Write \${NAME} or \${NAME:-default}; $\${ stands for \${ itself.`,
        });
        return found;
      }
      fromEnv.add(JSON.stringify(path));
      const set = (Object.hasOwn(env, name) ? env[name] : undefined) || fallback;
      if (set !== undefined) return set;
      problems.push({
        path,
        message: `needs the environment variable ${name}, which is not set or is empty.`,
        fix: `Set ${name}, or write a default: \${${name}:-default}.`,
      });
      return "";
    });
  }

  function walk(one: unknown, path: Path): unknown {
    if (typeof one === "string") return text(one, path);
    if (Array.isArray(one)) return one.map((item, index) => walk(item, [...path, index]));
    if (typeof one !== "object" || one === null) return one;
    return Object.fromEntries(Object.entries(one).map(([name, item]) => [name, walk(item, [...path, name])]));
  }

  return { value: walk(value, []), problems, fromEnv };
}
