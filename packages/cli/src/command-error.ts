// An error that only the command line can make: about its directory, its port, a file it was to write.
import type { Exit } from "./exit-codes.ts";

export interface CommandProblem {
  readonly exit: Exit;
  /** Stable, like `serve.port-in-use`. */
  readonly code: string;
  /** A few words, no full stop. */
  readonly title: string;
  readonly message: string;
  readonly fix: string;
  /** Where it stands, like `fovea.json:7`. */
  readonly at?: string;
  /** Each of several; the rest of the fields are those of the first. */
  readonly problems?: readonly CommandProblem[];
}

export class CommandError extends Error {
  readonly problem: CommandProblem;

  constructor(problem: CommandProblem, options?: ErrorOptions) {
    super(problem.message, options);
    this.name = "CommandError";
    this.problem = problem;
  }
}
