// The error families, one level deep. Every error has a code, facts, a sentence, a fix, and, where a block is to blame, its path.
import { CODES, type CodesOf, type ErrorCode, type FactsOf } from "./codes.ts";

const MARK: unique symbol = Symbol.for("fovea.error") as never;

export interface ErrorOptionsAt {
  /** Path of the content block to blame, like `messages.0.content.1`. */
  readonly at?: string;
  readonly cause?: unknown;
}

/** What all of Fovea's errors have. Catch by `code`, or by family with `instanceof`. */
export class FoveaError<C extends ErrorCode = ErrorCode> extends Error {
  readonly code: C;
  readonly facts: FactsOf<C>;
  readonly at: string | null;
  readonly title: string;
  readonly fix: string;
  readonly retry: boolean;
  readonly status: number;

  constructor(code: C, facts: FactsOf<C>, options: ErrorOptionsAt = {}) {
    const row = CODES[code];
    super(
      (row.sentence as (facts: FactsOf<C>) => string)(facts),
      options.cause === undefined ? undefined : { cause: options.cause },
    );
    this.name = new.target.name;
    this.code = code;
    this.facts = facts;
    this.at = options.at ?? null;
    this.title = row.title;
    this.fix = row.fix;
    this.retry = row.retry;
    this.status = row.status;
    Object.defineProperty(this, MARK, { value: true });
  }

  /** True for an error of Fovea, also one from another installed copy. */
  static isInstance(value: unknown): value is FoveaError {
    return typeof value === "object" && value !== null && (value as { [MARK]?: boolean })[MARK] === true;
  }

  /** What a program gets with `--json`: no stack, no cause. */
  toJSON(): {
    code: C;
    title: string;
    message: string;
    fix: string;
    retry: boolean;
    at: string | null;
    facts: FactsOf<C>;
  } {
    const { code, title, message, fix, retry, at, facts } = this;
    return { code, title, message, fix, retry, at, facts };
  }
}

/** The content is wrong: what the caller holds cannot be read, or is not what it says it is. */
export class InputError<C extends CodesOf<"input"> = CodesOf<"input">> extends FoveaError<C> {}
/** A number is over a limit; `facts` has limit, actual and unit. */
export class LimitError<C extends CodesOf<"limit"> = CodesOf<"limit">> extends FoveaError<C> {}
/** The platform, or this build, does not offer it; `facts` has platform, capability and alternatives. */
export class CapabilityError<C extends CodesOf<"capability"> = CodesOf<"capability">> extends FoveaError<C> {}
/** Someone else's server failed, or its address must not be asked. */
export class FetchError<C extends CodesOf<"fetch"> = CodesOf<"fetch">> extends FoveaError<C> {}
/** What answers failed: the process that runs the vision models, or the way to it. */
export class EngineError<C extends CodesOf<"engine"> = CodesOf<"engine">> extends FoveaError<C> {}
/** What a gateway remembers (files, keys, the directory they live in) is not there, is full, or cannot be read. */
export class StoreError<C extends CodesOf<"store"> = CodesOf<"store">> extends FoveaError<C> {}

const FAMILIES = {
  input: InputError,
  limit: LimitError,
  capability: CapabilityError,
  fetch: FetchError,
  engine: EngineError,
  store: StoreError,
} as const;

/** Makes the error of a code in its family's class. */
export function errorOf<C extends ErrorCode>(code: C, facts: FactsOf<C>, options: ErrorOptionsAt = {}): FoveaError<C> {
  const Family = FAMILIES[CODES[code].family] as unknown as new (
    code: C,
    facts: FactsOf<C>,
    options: ErrorOptionsAt,
  ) => FoveaError<C>;
  return new Family(code, facts, options);
}

/** An error as data: what a plan keeps for a block it refuses. Serialisable. */
export interface Problem<C extends ErrorCode = ErrorCode> {
  readonly code: C;
  readonly facts: FactsOf<C>;
}

/** A problem, typed against the facts of its code. */
export function problem<C extends ErrorCode>(code: C, facts: FactsOf<C>): Problem<C> {
  return { code, facts };
}
