// The built-in eyes: bytes of a picture in, what can honestly be seen in it out. Nothing here reaches a network.

import type { Turn } from "./answer/conversation.ts";
import { createMemory, sha256 } from "./perceive/memory.ts";
import type { Comparison, Perception } from "./perception.ts";
import { createWorker, type WorkerOptions } from "./process/parent.ts";

export type { Turn } from "./answer/conversation.ts";
export { EYES_CODES, EyesError, type EyesErrorCode, type EyesFacts } from "./errors.ts";
export type * from "./perception.ts";

export interface EyesOptions extends WorkerOptions {
  /** Most bytes of perceptions kept for later questions; 0 keeps none. @default 33_554_432 (32 MiB, some thousand pictures) */
  readonly maxRememberedBytes?: number;
}

export interface LookOptions {
  /** Rejects with the signal's reason when it is aborted. */
  readonly signal?: AbortSignal;
}

/** Eyes that look at pictures in a process of their own. */
export interface Eyes {
  /**
   * Looks at a JPEG, PNG, GIF (first frame) or WebP (first frame). Remembered by the sha256 of the bytes; do not change them meanwhile.
   * @throws EyesError `eyes.empty`, `eyes.media-type`, `eyes.undecodable`, `eyes.too-many-pixels` when the picture is to blame;
   * `eyes.timeout`, `eyes.crashed`, `eyes.busy`, `eyes.unavailable`, `eyes.closed` when it is not
   */
  perceive(bytes: Uint8Array, options?: LookOptions): Promise<Perception>;
  /** Says what changed from the first picture to the second. Remembers and throws like `perceive`. */
  compare(first: Uint8Array, second: Uint8Array, options?: LookOptions): Promise<Comparison>;
  /**
   * Answers the last user turn, about the pictures of the last user turn that has any: in plain English, or, with the `schema` of
   * `output_config.format`, as JSON that obeys it. Throws like `perceive` when a picture cannot be seen.
   * @throws EyesError with a schema: `eyes.schema` when it is none that can be kept, `eyes.schema-property` when it requires what the
   * eyes cannot fill, `eyes.no-picture` when there is nothing to fill it from
   */
  answer(
    question: { readonly turns: readonly Turn[]; readonly schema?: unknown },
    options?: LookOptions,
  ): Promise<{ text: string }>;
  /** Starts the processes and loads the models, so that the first question waits less. */
  warm(): Promise<void>;
  /** Ends the process. Questions not answered fail with `eyes.closed`. */
  close(): Promise<void>;
}

/** A comparison is small; this is some thousand of them. */
const MAX_COMPARISON_BYTES = 1_048_576;

/** Makes eyes. The process starts at the first question (or `warm()`), and does not keep yours alive. */
export function createEyes(options: EyesOptions = {}): Eyes {
  const { maxRememberedBytes = 33_554_432, timeoutMs = 60_000, processes = 1 } = options;
  // Analyses stop by themselves well before the child would be killed: a large picture gets an answer that names what is missing.
  const budgetMs = (timeoutMs * 2) / 3;
  const worker = createWorker(options);
  // A look that was cut short on a busy machine is not the last word: the next question looks again.
  const worth = ({ unfinished }: Perception): boolean => unfinished.length === 0;
  const perceptions = createMemory<Perception>({ maxBytes: maxRememberedBytes, worth });
  const comparisons = createMemory<Comparison>({ maxBytes: Math.min(MAX_COMPARISON_BYTES, maxRememberedBytes) });
  const eyes: Eyes = {
    async perceive(bytes, { signal } = {}) {
      const key = await sha256(checked(bytes));
      return perceptions.recall(key, (unneeded) => worker.run({ type: "perceive", bytes, budgetMs }, unneeded), signal);
    },
    async compare(first, second, { signal } = {}) {
      const key = `${await sha256(checked(first))} ${await sha256(checked(second))}`;
      return comparisons.recall(key, (unneeded) => worker.run({ type: "compare", first, second }, unneeded), signal);
    },
    async answer({ turns, schema }, asked) {
      // Loaded when it is needed: whoever warms the eyes at once has the process started before these words are read.
      const { answerQuestion } = await import("./answer/answer.ts");
      return answerQuestion({
        turns,
        schema,
        see: (picture) => eyes.perceive(picture, asked),
        compare: (first, second) => eyes.compare(first, second, asked),
      });
    },
    async warm() {
      // One job for each process: none takes a second one while another is free.
      await Promise.all(Array.from({ length: processes }, () => worker.run({ type: "warm" })));
    },
    close: () => worker.close(),
  };
  return eyes;
}

function checked(bytes: Uint8Array): Uint8Array {
  if (bytes instanceof Uint8Array) return bytes;
  throw new TypeError("The eyes take the bytes of a picture as a Uint8Array.");
}
