// The Message object of an answer. Source of the shape: npm @anthropic-ai/sdk 1.12.0, messages.d.ts.

export interface MessageParts {
  readonly id: string;
  readonly model: string;
  readonly text: string;
  readonly stopReason: "end_turn" | "max_tokens" | "stop_sequence";
  readonly stopSequence: string | null;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** A whole message. */
export function messageOf(parts: MessageParts): Record<string, unknown> {
  return {
    id: parts.id,
    type: "message",
    role: "assistant",
    model: parts.model,
    content: [{ type: "text", text: parts.text, citations: null }],
    stop_reason: parts.stopReason,
    stop_sequence: parts.stopSequence,
    stop_details: null,
    container: null,
    usage: usageOf(parts.inputTokens, parts.outputTokens),
  };
}

export function usageOf(inputTokens: number, outputTokens: number): Record<string, unknown> {
  return {
    input_tokens: inputTokens,
    output_tokens: outputTokens,
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: 0,
    cache_creation: { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 0 },
    server_tool_use: null,
    service_tier: "standard",
  };
}
