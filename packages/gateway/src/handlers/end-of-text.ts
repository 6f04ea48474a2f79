// Where an answer ends: at a stop sequence, at max_tokens, or where the engine ended it.
import { cutToTokens, textTokens } from "./text-tokens.ts";

export interface Ending {
  readonly text: string;
  readonly stopReason: "end_turn" | "max_tokens" | "stop_sequence";
  readonly stopSequence: string | null;
}

export function endOf(text: string, limits: { maxTokens: number; stopSequences: readonly string[] }): Ending {
  let end = text.length;
  let stopSequence: string | null = null;
  for (const sequence of limits.stopSequences) {
    const index = text.indexOf(sequence);
    if (index >= 0 && index < end) {
      end = index;
      stopSequence = sequence;
    }
  }
  const upTo = text.slice(0, end);
  if (textTokens(upTo) > limits.maxTokens)
    return { text: cutToTokens(upTo, limits.maxTokens), stopReason: "max_tokens", stopSequence: null };
  return { text: upTo, stopReason: stopSequence === null ? "end_turn" : "stop_sequence", stopSequence };
}
