// An answer as server-sent events, in the order of the Claude API. Source: claude streaming documentation, read 2026-09-26.
import { type MessageParts, messageOf, usageOf } from "./message.ts";

/** The events of a whole answer; the text comes in pieces of a few words. */
export async function* streamOf(parts: MessageParts): AsyncGenerator<string> {
  const start = { ...messageOf({ ...parts, text: "" }), content: [], stop_reason: null, stop_sequence: null };
  yield event("message_start", { message: { ...start, usage: usageOf(parts.inputTokens, 1) } });
  yield event("content_block_start", { index: 0, content_block: { type: "text", text: "", citations: null } });
  for (const text of pieces(parts.text))
    yield event("content_block_delta", { index: 0, delta: { type: "text_delta", text } });
  yield event("content_block_stop", { index: 0 });
  yield event("message_delta", {
    delta: { stop_reason: parts.stopReason, stop_sequence: parts.stopSequence, stop_details: null, container: null },
    usage: usageOf(parts.inputTokens, parts.outputTokens),
  });
  yield event("message_stop", {});
}

function event(type: string, fields: Record<string, unknown>): string {
  return `event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`;
}

/** Cuts after white space, so that the pieces joined are the text. */
function pieces(text: string): string[] {
  return text.match(/\s*(?:\S+\s*){1,4}/g) ?? (text === "" ? [] : [text]);
}
