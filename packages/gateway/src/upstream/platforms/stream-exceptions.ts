// AWS's exceptions in the middle of a stream, as the Claude API names such errors. Source: the modeled exceptions of InvokeModelWithResponseStream
// in npm @anthropic-ai/bedrock-sdk 1.1.3, AWS_restJson1.ts; their statuses in the Bedrock API reference.
import { typeOfStatus } from "../../reply/envelope.ts";

const STATUS: Readonly<Record<string, number>> = {
  internalServerException: 500,
  modelStreamErrorException: 424,
  modelTimeoutException: 408,
  serviceUnavailableException: 503,
  throttlingException: 429,
  validationException: 400,
};

/** `type` is Claude's for the status; the exception's own name stands in `details`. */
export function errorInStream(
  name: string,
  said: unknown,
  sentence: string,
): { type: string; message: string; details: Readonly<Record<string, unknown>> } {
  const { message, originalMessage, originalStatusCode } = (said ?? {}) as Readonly<Record<string, unknown>>;
  const known = STATUS[name] ?? 500;
  // The model's own status, where AWS only passes it on.
  const status = known === 424 && typeof originalStatusCode === "number" ? originalStatusCode : known;
  const words = [message, originalMessage, sentence, name].find((one) => typeof one === "string" && one !== "");
  return {
    type: typeOfStatus(status),
    message: String(words ?? "The stream ended with an error."),
    details: { exception: name, status },
  };
}
