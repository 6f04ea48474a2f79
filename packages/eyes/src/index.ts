// The built-in eyes: bytes of a picture in, what can honestly be seen in it out. Nothing here reaches a network.
import type { Comparison, Perception } from "./perception.ts";
import { type ChildOptions, createWorker } from "./process/parent.ts";

export { EYES_CODES, EyesError, type EyesErrorCode, type EyesFacts } from "./errors.ts";
export type * from "./perception.ts";

export type EyesOptions = ChildOptions;

export interface AskOptions {
  /** Rejects with the signal's reason when it is aborted. */
  readonly signal?: AbortSignal;
}

/** Eyes that look at pictures in a process of their own. */
export interface Eyes {
  /**
   * Looks at a JPEG, PNG, GIF (first frame) or WebP (first frame).
   * @throws EyesError `eyes.empty`, `eyes.media-type`, `eyes.undecodable`, `eyes.too-many-pixels` when the picture is to blame;
   * `eyes.timeout`, `eyes.crashed`, `eyes.busy`, `eyes.unavailable`, `eyes.closed` when it is not
   */
  perceive(bytes: Uint8Array, options?: AskOptions): Promise<Perception>;
  /** Says what changed from the first picture to the second. Throws like `perceive`. */
  compare(first: Uint8Array, second: Uint8Array, options?: AskOptions): Promise<Comparison>;
  /** Starts the process and loads the models, so that the first question waits less. */
  warm(): Promise<void>;
  /** Ends the process. Questions not answered fail with `eyes.closed`. */
  close(): Promise<void>;
}

/** Makes eyes. The process starts at the first question (or `warm()`), and does not keep yours alive. */
export function createEyes(options: EyesOptions = {}): Eyes {
  const worker = createWorker(options);
  return {
    async perceive(bytes, { signal } = {}) {
      return worker.run({ type: "perceive", bytes: checked(bytes) }, signal);
    },
    async compare(first, second, { signal } = {}) {
      return worker.run({ type: "compare", first: checked(first), second: checked(second) }, signal);
    },
    async warm() {
      await worker.run({ type: "warm" });
    },
    close: () => worker.close(),
  };
}

function checked(bytes: Uint8Array): Uint8Array {
  if (bytes instanceof Uint8Array) return bytes;
  throw new TypeError("The eyes take the bytes of a picture as a Uint8Array.");
}
