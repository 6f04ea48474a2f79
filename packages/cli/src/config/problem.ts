// What is wrong with a configuration: all of it at once, each with its place.
import { CommandError } from "../command-error.ts";
import type { Path } from "./parse-json.ts";

export interface Problem {
  /** Where in the file; empty for the file itself. */
  readonly path: Path;
  /** Goes on after the name of the place, with a small letter, and ends with a full stop. Never holds a value that may be secret. */
  readonly message: string;
  readonly fix: string;
}

/** `platforms.main.region`; names with other characters in quotes: `models["*"]`. */
export function printPath(path: Path): string {
  // A flag or a variable.
  if (path.length === 1 && /^[-\w.]+$/.test(String(path[0]))) return String(path[0]);
  let text = "";
  for (const part of path) {
    if (typeof part === "number") text += `[${part}]`;
    else if (/^[A-Za-z_$][\w$-]*$/.test(part)) text += text === "" ? part : `.${part}`;
    else text += `[${JSON.stringify(part.slice(0, 80))}]`;
  }
  return text;
}

/** @param where how the place of a problem is told, like `fovea.json:7` */
export function configError(problems: readonly Problem[], where: (path: Path) => string): CommandError {
  const all = problems.map(({ path, message, fix }) => {
    const name = printPath(path);
    return {
      exit: "config" as const,
      code: "config.wrong",
      title: "The configuration is wrong",
      message: name === "" ? capital(message) : `${name} ${message}`,
      fix,
      at: where(path),
    };
  });
  const [first] = all;
  if (first === undefined) throw new TypeError("no problem");
  return new CommandError(all.length === 1 ? first : { ...first, problems: all });
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
