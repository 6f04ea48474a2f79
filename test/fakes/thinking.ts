// Preserved thinking: a replayed thinking block is refused unless everything before it (system, tools, messages, the bytes of pictures) is what it was.
// Source: Claude release notes on Fable 5.1, Fable 5.2 and Opus 5.5, read 2026-11-22. Stricter than they say in one point: whether the same bytes may
// come by another method is not documented, and is refused here.
import { createHmac, randomBytes } from "node:crypto";
import { isJson, type Json, sha256 } from "./blocks.ts";
import type { FindFile } from "./images.ts";
import { invalid } from "./refusal.ts";

export interface Thinking {
  /** The thinking block that a reply to this body begins with. */
  blockFor(body: Json, model: string, findFile: FindFile): Json;
  /** Throws the refusal of the first thinking block that is bound to another past. */
  check(body: Json, model: string, findFile: FindFile): void;
}

export function createThinking(): Thinking {
  // Of this server alone: nobody else can make a signature.
  const secret = randomBytes(32);
  const sign = (body: Json, before: readonly unknown[], model: string, findFile: FindFile): string => {
    const { system = null, tools = null } = body;
    const past = JSON.stringify(plain({ model, system, tools, before }, findFile));
    return createHmac("sha256", secret).update(past).digest("base64");
  };
  return {
    blockFor(body, model, findFile) {
      const messages = Array.isArray(body.messages) ? body.messages : [];
      return {
        type: "thinking",
        thinking: `Turn ${messages.length} of a conversation.`,
        signature: sign(body, messages, model, findFile),
      };
    },
    check(body, model, findFile) {
      if (drops(body)) return;
      const messages: readonly unknown[] = Array.isArray(body.messages) ? body.messages : [];
      for (const [index, message] of messages.entries()) {
        if (!isJson(message) || message.role !== "assistant" || !Array.isArray(message.content)) continue;
        const inner = message.content.findIndex((block) => isJson(block) && block.type === "thinking");
        if (inner === -1) continue;
        const before = inner === 0 ? messages.slice(0, index) : null;
        if (before === null || message.content[inner].signature !== sign(body, before, model, findFile))
          throw invalid(
            `messages.${index}.content.${inner}: Invalid \`signature\` in \`thinking\` block. The block is bound to a different conversation. Remove the block, or set \`thinking.block_binding.prefix_mismatch_behavior\` to "drop_block". That setting requires the \`thinking-binding-controls-2026-08-01\` value in the \`anthropic-beta\` header.`,
          );
      }
    },
  };
}

function drops({ thinking }: Json): boolean {
  const binding = isJson(thinking) ? thinking.block_binding : null;
  return isJson(binding) && binding.prefix_mismatch_behavior === "drop_block";
}

/** The past as it counts: cache marks may move, a file is its bytes. */
function plain(value: unknown, findFile: FindFile): unknown {
  if (Array.isArray(value)) return value.map((one) => plain(one, findFile));
  if (!isJson(value)) return value;
  if (value.type === "base64") return { by: "base64", bytes: sha256(Buffer.from(String(value.data), "base64")) };
  if (value.type === "file" && "file_id" in value) {
    const file = findFile(String(value.file_id));
    return { by: "file", bytes: file === null ? null : sha256(file.bytes) };
  }
  const rest = Object.entries(value).filter(([key]) => key !== "cache_control");
  return Object.fromEntries(rest.map(([key, one]) => [key, plain(one, findFile)]));
}
