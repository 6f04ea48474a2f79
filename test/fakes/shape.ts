// The top of a Messages body: which fields there may be, and what version 2026-10-21 of the API no longer takes.
import { isJson, type Json } from "./blocks.ts";
import { invalid } from "./refusal.ts";

export const VERSIONS: readonly string[] = ["2023-06-01", "2026-10-21"];

// npm @anthropic-ai/sdk 1.12.0, both namespaces, and the three sampling settings that the version before takes.
const FIELDS: readonly string[] = [
  "max_tokens",
  "messages",
  "model",
  "billing_policy",
  "cache_control",
  "compaction",
  "container",
  "context_management",
  "diagnostics",
  "fallback_credit_token",
  "fallbacks",
  "inference_geo",
  "mcp_servers",
  "metadata",
  "output_config",
  "output_format",
  "service_tier",
  "speed",
  "stop_sequences",
  "stream",
  "system",
  "temperature",
  "thinking",
  "thread",
  "tool_choice",
  "tools",
  "top_k",
  "top_p",
];
const SAMPLING: readonly string[] = ["temperature", "top_p", "top_k"];
// What count_tokens has no use for.
const NOT_COUNTED: readonly string[] = ["max_tokens", "stream"];

export interface Shape {
  /** Fields this platform has in its body besides those of the API. */
  readonly also?: readonly string[];
  /** Fields of the API that this platform has elsewhere. */
  readonly without?: readonly string[];
  /** The body of count_tokens. */
  readonly counting: boolean;
  readonly version: string;
  /** Servers that ignore what they do not know. */
  readonly lenient?: boolean;
}

export function checkShape(body: unknown, { also = [], without = [], counting, version, lenient }: Shape): Json {
  if (!isJson(body)) throw invalid("Input should be a valid dictionary");
  const known = new Set([...FIELDS, ...also]);
  for (const name of [...without, ...(counting ? NOT_COUNTED : [])]) known.delete(name);
  for (const name of Object.keys(body))
    if (!known.has(name) && !lenient) throw invalid(`${name}: Extra inputs are not permitted`);
  if (known.has("model") && typeof body.model !== "string") throw invalid("model: Field required");
  if (!Array.isArray(body.messages)) throw invalid("messages: Field required");
  if (body.messages.length === 0) throw invalid("messages: at least one message is required");
  if (!counting && !(Number.isSafeInteger(body.max_tokens) && Number(body.max_tokens) >= 0))
    throw invalid("max_tokens: Field required");
  if (known.has("stream") && body.stream !== undefined && typeof body.stream !== "boolean")
    throw invalid("stream: Input should be a valid boolean");
  for (const [index, message] of body.messages.entries()) checkMessage(message, `messages.${index}`, version);
  if (version === "2026-10-21")
    for (const name of SAMPLING)
      if (name in body) throw invalid(`${name}: this parameter is not supported with anthropic-version 2026-10-21`);
  return body;
}

function checkMessage(message: unknown, at: string, version: string): void {
  if (!isJson(message)) throw invalid(`${at}: Input should be a valid dictionary`);
  const { role, content } = message;
  if (role !== "user" && role !== "assistant" && role !== "system")
    throw invalid(`${at}.role: Input should be 'user', 'assistant' or 'system'`);
  if (typeof content === "string") return;
  if (!Array.isArray(content)) throw invalid(`${at}.content: Field required`);
  for (const [index, block] of content.entries()) {
    if (!isJson(block) || typeof block.type !== "string") throw invalid(`${at}.content.${index}.type: Field required`);
    if (version !== "2026-10-21") continue;
    if (role === "assistant" && block.type === "document")
      throw invalid(`${at}.content.${index}: document blocks are not permitted in assistant messages`);
    if (role === "user" && block.type === "text" && Array.isArray(block.citations) && block.citations.length > 0)
      throw invalid(`${at}.content.${index}.citations: Extra inputs are not permitted`);
  }
}
