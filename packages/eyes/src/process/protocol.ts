// What the two processes say to each other. Structured clone carries it (`serialization: "advanced"`), so bytes stay bytes.
import type { EyesProblem } from "../errors.ts";
import type { Comparison, Perception } from "../perception.ts";

/** What can be asked of the child. */
export type Job =
  | { readonly type: "perceive"; readonly bytes: Uint8Array; readonly budgetMs: number }
  | { readonly type: "compare"; readonly first: Uint8Array; readonly second: Uint8Array }
  /** Loads the models and nothing else. */
  | { readonly type: "warm" };

/** What each job answers with. */
export interface Results {
  perceive: Perception;
  compare: Comparison;
  warm: null;
}

/** Parent to child; one at a time, the next only after the answer. */
export interface Request {
  readonly id: number;
  readonly job: Job;
}

/** Child to parent. */
export type Reply =
  | { readonly id: number; readonly value: Results[Job["type"]] }
  /** A named error: of the picture, or of this system. */
  | { readonly id: number; readonly problem: EyesProblem };

/** Narrows what came over the channel; anything else is a bug of the child or a stray message of a library. */
export function isReply(message: unknown): message is Reply {
  return typeof message === "object" && message !== null && typeof (message as { id?: unknown }).id === "number";
}

export function isRequest(message: unknown): message is Request {
  return isReply(message) && typeof (message as unknown as Request).job?.type === "string";
}
