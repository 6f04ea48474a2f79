// What `fovea doctor` finds out, as data.

/** `warning` and `skipped` do not count against the exit code. */
export type State = "ok" | "warning" | "failed" | "skipped";

export interface Check {
  /** What was looked at: `node`, `data`, `credentials of main`. */
  readonly name: string;
  readonly state: State;
  /** One sentence, or a few words. Never a secret. */
  readonly detail: string;
  /** What to do; where there is something. */
  readonly fix?: string;
}

export const ok = (name: string, detail: string): Check => ({ name, state: "ok", detail });
export const warning = (name: string, detail: string, fix: string): Check => ({ name, state: "warning", detail, fix });
export const failed = (name: string, detail: string, fix: string): Check => ({ name, state: "failed", detail, fix });
export const skipped = (name: string, detail: string): Check => ({ name, state: "skipped", detail });
