// What comes back from the official client: errors of the platform pass as they are; an answer that is none is told as such.
import { EngineError } from "../errors/errors.ts";
import type { MessageLike } from "./messages-client.ts";

/** Longest part of a foreign error's words that is kept. */
const MAX_DETAIL_CHARS = 200;

/** Runs a call of the official client. */
export async function received<T>(call: () => PromiseLike<T>, signal: AbortSignal | undefined): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw signal?.aborted || isOfPlatform(error) ? error : unreadable(error);
  }
}

/** The message, if it is one. */
export function asMessage(value: unknown): MessageLike {
  const message = value as Partial<MessageLike> | null | undefined;
  if (typeof message !== "object" || message === null || !Array.isArray(message.content))
    throw unreadable(new TypeError("no content list"));
  return message as MessageLike;
}

/** Errors of official clients that speak of a response or a connection have a status and a request id, set or not. */
function isOfPlatform(error: unknown): boolean {
  return error instanceof Error && "status" in error && "requestID" in error;
}

function unreadable(error: unknown): EngineError {
  if (error instanceof EngineError) return error;
  const detail = error instanceof Error ? error.message : String(error);
  return new EngineError("engine.unreadable-answer", { detail: detail.slice(0, MAX_DETAIL_CHARS) }, { cause: error });
}
