// Checks as lines for people, one at a time, and as one JSON object.
import type { Io } from "../io.ts";
import { withoutSecrets } from "../secrets.ts";
import { printable } from "../terminal/printable.ts";
import { type Accepted, acceptedTable } from "./accepted.ts";
import type { Check, State } from "./check.ts";

export interface CheckPrinter {
  print(check: Check): void;
  end(accepted: readonly Accepted[], well: boolean): void;
}

const MARKS: Readonly<Record<State, string>> = { ok: "ok", warning: "warn", failed: "FAIL", skipped: "skip" };
/** Cells of the mark. */
const MARK = 5;
/** Names of checks: `configuration`, `credentials of main`. */
const MIN_NAME = "configuration".length;
const MAX_NAME = 40;

/**
 * @param io null: nothing is printed for people
 * @param platforms the names that will be in names of checks
 */
export function printChecks(io: Io | null, platforms: readonly string[]): CheckPrinter {
  const longest = Math.max(MIN_NAME, ...platforms.map((name) => `credentials of ${name}`.length));
  const width = Math.min(MAX_NAME, longest) + 1;
  const write = (text: string): void => void io?.stdout.write(io === null ? "" : withoutSecrets(text, io));
  let warned = false;
  return {
    print({ name, state, detail, fix }) {
      warned ||= state === "warning";
      write(`${MARKS[state].padEnd(MARK)} ${name.padEnd(width)} ${printable(detail)}\n`);
      if (fix !== undefined) write(`${" ".repeat(MARK + width + 2)}Fix: ${printable(fix)}\n`);
    },
    end(accepted, well) {
      write(`\nWhat is accepted (bytes as base64 text; ?: the source is silent or sources disagree):\n\n`);
      write(acceptedTable(accepted));
      write(
        `\n${well ? (warned ? "It works; warn above is worth a look." : "All is well.") : "Something does not work: see FAIL above."} Sources: docs/platforms.md\n`,
      );
    },
  };
}

export function printJson(of: {
  readonly checks: readonly Check[];
  readonly accepted: readonly Accepted[];
  readonly well: boolean;
}): string {
  const { checks, accepted, well } = of;
  return `${JSON.stringify({
    ok: well,
    checks,
    accepted: accepted.map(({ name, platform }) => ({ name, ...platform })),
  })}\n`;
}
