// Every error Fovea makes, in one table. The constructor of an error writes its sentence from the facts, so that words cannot drift
// apart; docs/errors.md is generated from here and a test compares the three (table, document, exported union).

import { capabilityCodes } from "./capability-codes.ts";
import { conversationCodes } from "./conversation-codes.ts";
import { engineCodes } from "./engine-codes.ts";
import { fetchCodes } from "./fetch-codes.ts";
import { inputCodes } from "./input-codes.ts";
import { limitCodes } from "./limit-codes.ts";
import { mediaCodes } from "./media-codes.ts";
import { requestCodes } from "./request-codes.ts";
import { storeCodes } from "./store-codes.ts";

/** One row of the table. */
interface CodeRow {
  /** Which error class carries the code. */
  readonly family: "input" | "limit" | "capability" | "fetch" | "engine" | "store";
  /** HTTP status the gateway answers with. */
  readonly status: number;
  /** A few words, no full stop. */
  readonly title: string;
  /** What the reader can do about it: one or two sentences. */
  readonly fix: string;
  /** Whether the same call may succeed later without a change. */
  readonly retry: boolean;
  /** The sentence, written from the facts. */
  // biome-ignore lint/suspicious/noExplicitAny: each row names its own facts; FactsOf recovers them per code.
  readonly sentence: (facts: any) => string;
}

/** Every error: its family, status, title, what to do, and whether trying again may help. docs/errors.md is written from it. */
export const CODES = {
  ...inputCodes,
  ...mediaCodes,
  ...requestCodes,
  ...conversationCodes,
  ...limitCodes,
  ...capabilityCodes,
  ...fetchCodes,
  ...engineCodes,
  ...storeCodes,
} as const satisfies Record<string, CodeRow>;

/** The name of an error, stable across versions. */
export type ErrorCode = keyof typeof CODES;
/** The facts a code's sentence is written from. */
export type FactsOf<C extends ErrorCode> = Parameters<(typeof CODES)[C]["sentence"]>[0];
/** The codes of one family. */
export type CodesOf<F extends CodeRow["family"]> = {
  [C in ErrorCode]: (typeof CODES)[C]["family"] extends F ? C : never;
}[ErrorCode];
