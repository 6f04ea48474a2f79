// The fields of a Messages request that the built-in eyes obey, read from loose JSON; texts of refusals in the platform's observed form.
import { ReplyError } from "../reply/envelope.ts";
import { checkContent } from "./check-content.ts";

export interface MessagesRequest {
  readonly model: string;
  readonly maxTokens: number;
  readonly stream: boolean;
  readonly stopSequences: readonly string[];
  /** The JSON schema of `output_config.format`; undefined when the answer is prose. */
  readonly schema: unknown;
}

type Loose = { readonly [key: string]: unknown };

/** @throws ReplyError 400 with the path of the field. */
export function readMessagesRequest(body: unknown): MessagesRequest {
  if (!isObject(body)) throw invalid("The request body should be a JSON object");
  if (typeof body.model !== "string") throw field("model", body.model, "a valid string");
  const maxTokens = body.max_tokens;
  if (typeof maxTokens !== "number" || !Number.isInteger(maxTokens))
    throw field("max_tokens", maxTokens, "a valid integer");
  if (maxTokens < 1) throw invalid("max_tokens: the built-in eyes need room for at least 1 token");
  checkMessages(body.messages);
  checkToolChoice(body.tool_choice);
  return {
    model: body.model,
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
