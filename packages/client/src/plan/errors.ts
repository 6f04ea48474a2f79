// The errors of a plan that refuses something: every one of them, with the path of the block to blame.
import { errorOf, type FoveaError, type Problem } from "../errors/errors.ts";
import type { Plan } from "./plan.ts";

/** Every problem of the plan as an error, blocks first, in order. Empty when the plan is ok. */
export function errorsOf(plan: Plan): FoveaError[] {
  return [
    ...plan.steps.flatMap((step) => step.problems.map((problem) => toError(problem, step.at))),
    ...plan.problems.map((problem) => toError(problem, problem.at)),
  ];
}

/** One error for a refused plan (see `oneError`), or null when the plan is ok. */
export function errorOfPlan(plan: Plan): FoveaError | null {
  return oneError(errorsOf(plan));
}

/**
 * One error for any number of them; null for none. A single one is itself; several are `input.several-problems`, whose facts list them and
 * whose cause is an `AggregateError` of them all.
 */
export function oneError(errors: readonly FoveaError[]): FoveaError | null {
  const [first] = errors;
  if (first === undefined || errors.length === 1) return first ?? null;
  const problems = errors.map(({ at, code, message }) => ({ at, code, message }));
  return errorOf("input.several-problems", { problems }, { cause: new AggregateError(errors) });
}

function toError({ code, facts }: Problem, at: string | null): FoveaError {
  return errorOf(code, facts, at === null ? {} : { at });
}
