// The thinking blocks of a Messages body: where they stand. Source: claude Messages types, npm @anthropic-ai/sdk 1.12.0, read 2026-11-22.
import type { JsonPath } from "./path.ts";
import { isObject } from "./source.ts";

/**
 * The paths of all thinking blocks that a platform would refuse when something before them changed, in their order. None where the caller asked
 * for such blocks to be dropped instead (`thinking.block_binding.prefix_mismatch_behavior`).
 */
export function bindingThinking(body: unknown): JsonPath[] {
  if (!isObject(body) || !Array.isArray(body.messages) || drops(body.thinking)) return [];
  return body.messages.flatMap((message: unknown, index) => {
    if (!isObject(message) || !Array.isArray(message.content)) return [];
    return message.content.flatMap((block: unknown, inner): JsonPath[] =>
      isObject(block) && (block.type === "thinking" || block.type === "redacted_thinking")
        ? [["messages", index, "content", inner]]
        : [],
    );
  });
}

function drops(thinking: unknown): boolean {
  const binding = isObject(thinking) ? thinking.block_binding : null;
  // Bedrock's own name of it, which AI SDK writes there (npm @ai-sdk/amazon-bedrock 5.0.101).
  const told = isObject(binding) ? (binding.prefix_mismatch_behavior ?? binding.mismatch_behavior) : null;
  return told === "drop_block";
}
