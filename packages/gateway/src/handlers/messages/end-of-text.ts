// Where an answer ends: at a stop sequence, at max_tokens, or where the engine ended it.
import { cutToTokens, textTokens } from "./text-tokens.ts";

export interface Ending {
  readonly text: string;
  readonly stopReason: "end_turn" | "max_tokens" | "stop_sequence";
  readonly stopSequence: string | null;
  /** Tokens of the text, estimated. */
  readonly outputTokens: number;
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
  if (textTokens(upTo) > limits.maxTokens) return ending(cutToTokens(upTo, limits.maxTokens), "max_tokens", null);
  return ending(upTo, stopSequence === null ? "end_turn" : "stop_sequence", stopSequence);
}

function ending(text: string, stopReason: Ending["stopReason"], stopSequence: string | null): Ending {
  return { text, stopReason, stopSequence, outputTokens: textTokens(text) };
}
