// What a message took, in tokens: the platform's own count, added up.
import type { MessageLike } from "./messages-client.ts";

/** Tokens of one message, by the count of the platform. */
export interface Usage {
  /** The whole prompt, in tokens: the three below together. */
  readonly promptTokens: number;
  /** Of the prompt, what no cache had a part in. */
  readonly inputTokens: number;
  /** Of the prompt, what was written to the cache. */
  readonly cacheWriteTokens: number;
  /** Of the prompt, what was read from the cache. */
  readonly cacheReadTokens: number;
  readonly outputTokens: number;
}

/** The usage of a message; what a server leaves out counts as none. */
export function usageOf({ usage }: Pick<MessageLike, "usage">): Usage {
  const inputTokens = count(usage?.input_tokens);
  const cacheWriteTokens = count(usage?.cache_creation_input_tokens);
  const cacheReadTokens = count(usage?.cache_read_input_tokens);
  return {
    promptTokens: inputTokens + cacheWriteTokens + cacheReadTokens,
    inputTokens,
    cacheWriteTokens,
    cacheReadTokens,
    outputTokens: count(usage?.output_tokens),
  };
}

function count(value: unknown): number {
  return typeof value === "number" && value > 0 ? value : 0;
}
