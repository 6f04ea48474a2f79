// The fields of a Messages request that the built-in eyes obey, read from loose JSON; texts of refusals in the platform's observed form.
import type { GatewayContext } from "../../exchange.ts";
import { ReplyError } from "../../reply/envelope.ts";
import { checkContent } from "./check-content.ts";

export interface MessagesRequest {
  readonly model: string;
  /** 0 is legal: it only fills caches. Infinity where tokens are counted and nothing is answered. */
  readonly maxTokens: number;
  readonly stream: boolean;
  readonly stopSequences: readonly string[];
  /** The JSON schema of `output_config.format`; undefined when the answer is prose. */
  readonly schema: unknown;
}

type Loose = { readonly [key: string]: unknown };

/** The model alone, which is all that another platform's answer needs of us. @throws ReplyError 400 */
export function readModel(body: unknown): string {
  if (!isObject(body)) throw invalid("The request body should be a JSON object");
  if (typeof body.model !== "string") throw field("model", body.model, "a valid string");
  return body.model;
}

/** `counting`: for count_tokens, which has no `max_tokens`. @throws ReplyError 400 with the path of the field. */
export function readMessagesRequest(
  given: unknown,
  version: GatewayContext["version"],
  counting = false,
): MessagesRequest {
  const model = readModel(given);
  const body = given as Loose;
  const maxTokens = counting ? Number.POSITIVE_INFINITY : maxTokensOf(body.max_tokens);
  checkMessages(body.messages);
  checkToolChoice(body.tool_choice);
  checkVersion(body, version);
  return {
    model,
    maxTokens,
    stream: streamOf(body.stream),
    stopSequences: stopSequencesOf(body.stop_sequences),
    schema: schemaOf(body.output_config),
  };
}

/** Fields that the eyes accept and do nothing with; a caller may see them in `fovea-ignored`. */
export function ignoredFields(body: unknown): string[] {
  if (!isObject(body)) return [];
  const names = [
    "system",
    "tools",
    "tool_choice",
    "thinking",
    "temperature",
    "top_p",
    "top_k",
    "service_tier",
    "container",
  ];
  return names.filter((name) => body[name] !== undefined && body[name] !== null);
}

function maxTokensOf(value: unknown): number {
  if (typeof value !== "number" || !Number.isInteger(value)) throw field("max_tokens", value, "a valid integer");
  if (value < 0) throw invalid("max_tokens: Input should be greater than or equal to 0");
  return value;
}

/** Source: Claude migration notes of 2026-10-21. The texts are not published; these are the validator's for fields that do not exist. */
function checkVersion(body: Loose, version: GatewayContext["version"]): void {
  if (version !== "2026-10-21") return;
  for (const name of ["temperature", "top_p", "top_k"])
    if (body[name] !== undefined && body[name] !== null) throw invalid(`${name}: Extra inputs are not permitted`);
  const messages = body.messages as readonly Loose[];
  for (const [index, { role, content }] of messages.entries())
    if (role === "user") checkCitations(content, `messages.${index}.content`);
}

/** Texts of the user cite nothing; the `citations` of a document or search result only say whether to. */
function checkCitations(content: unknown, at: string): void {
  if (!Array.isArray(content)) return;
  for (const [index, block] of (content as Loose[]).entries()) {
    if (block.type === "text" && Array.isArray(block.citations) && block.citations.length > 0)
      throw invalid(`${at}.${index}.text.citations: Extra inputs are not permitted`);
    if (block.type === "search_result" || block.type === "tool_result")
      checkCitations(block.content, `${at}.${index}.${block.type}.content`);
  }
}

function checkMessages(messages: unknown): void {
  if (!Array.isArray(messages)) throw field("messages", messages, "a valid list");
  if (messages.length === 0) throw invalid("messages: at least one message is required");
  messages.forEach((message: unknown, index) => {
    if (!isObject(message)) throw invalid(`messages.${index}: Input should be an object`);
    const { role, content } = message;
    if (role !== "user" && role !== "assistant" && role !== "system")
      throw invalid(`messages.${index}.role: Input should be 'user', 'assistant' or 'system'`);
    if (typeof content !== "string" && !Array.isArray(content))
      throw field(`messages.${index}.content`, content, "a valid string or list");
    checkContent(content, `messages.${index}.content`);
  });
}

function checkToolChoice(choice: unknown): void {
  if (!isObject(choice)) return;
  if (choice.type === "any" || choice.type === "tool")
    throw invalid(
      `tool_choice: the built-in eyes cannot call tools, so "${choice.type}" cannot be met; use "auto" or "none"`,
    );
}

function streamOf(value: unknown): boolean {
  if (value === undefined || value === null) return false;
  if (typeof value !== "boolean") throw invalid("stream: Input should be a valid boolean");
  return value;
}

function stopSequencesOf(value: unknown): readonly string[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value) || !value.every((one) => typeof one === "string" && one !== ""))
    throw invalid("stop_sequences: Input should be a list of non-empty strings");
  return value as string[];
}

function schemaOf(config: unknown): unknown {
  if (!isObject(config) || !isObject(config.format)) return undefined;
  const format = config.format;
  if (format.type !== "json_schema") throw invalid("output_config.format.type: Input should be 'json_schema'");
  if (!isObject(format.schema)) throw field("output_config.format.schema", format.schema, "an object");
  return format.schema;
}

function isObject(value: unknown): value is Loose {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function field(path: string, value: unknown, wanted: string): ReplyError {
  return invalid(value === undefined ? `${path}: Field required` : `${path}: Input should be ${wanted}`);
}

function invalid(message: string): ReplyError {
  return new ReplyError(400, message);
}
