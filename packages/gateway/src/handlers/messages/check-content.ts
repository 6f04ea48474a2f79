// What may stand in a message. A block of a kind nobody here knows may hold a picture, so it is refused rather than passed over.
// Source of the kinds: content block unions of npm @anthropic-ai/sdk 1.12.0.
import { ReplyError } from "../../reply/envelope.ts";

type Loose = { readonly [key: string]: unknown };

const IN_MESSAGES = new Set([
  "text",
  "image",
  "document",
  "search_result",
  "thinking",
  "redacted_thinking",
  "tool_use",
  "tool_result",
  "server_tool_use",
  "mcp_tool_use",
]);
const IN_TOOL_RESULTS = new Set(["text", "image", "document", "search_result", "tool_reference"]);
const TEXT_KEYS = new Set(["type", "text", "cache_control", "citations"]);

/** @throws ReplyError 400 with the path of the first block that is not one */
export function checkContent(content: unknown, at: string, allowed: ReadonlySet<string> = IN_MESSAGES): void {
  if (!Array.isArray(content)) return;
  content.forEach((block: unknown, index) => {
    const path = `${at}.${index}`;
    if (typeof block !== "object" || block === null || Array.isArray(block))
      throw new ReplyError(400, `${path}: Input should be an object`);
    const { type, text, content: inner } = block as Loose;
    if (type === undefined) throw new ReplyError(400, `${path}.type: Field required`);
    // What a server tool gave back comes in many kinds; content/walk.ts looks for pictures in all of them.
    const known =
      typeof type === "string" && (allowed.has(type) || (allowed === IN_MESSAGES && type.endsWith("_tool_result")));
    if (!known)
      throw new ReplyError(
        400,
        `${path}: Input tag '${String(type).slice(0, 40)}' found using 'type' does not match any of the expected tags`,
      );
    if (type === "text") checkText(block as Loose, text, path);
    if (type === "tool_result") checkToolResult(inner, `${path}.content`);
  });
}

function checkText(block: Loose, text: unknown, path: string): void {
  if (typeof text !== "string")
    throw new ReplyError(
      400,
      `${path}.text: ${text === undefined ? "Field required" : "Input should be a valid string"}`,
    );
  const extra = Object.keys(block).find((key) => !TEXT_KEYS.has(key));
  if (extra !== undefined)
    throw new ReplyError(400, `${path}.text.${extra.slice(0, 40)}: Extra inputs are not permitted`);
}

function checkToolResult(inner: unknown, path: string): void {
  if (inner !== undefined && typeof inner !== "string" && !Array.isArray(inner))
    throw new ReplyError(400, `${path}: Input should be a valid string or list`);
  checkContent(inner, path, IN_TOOL_RESULTS);
}
