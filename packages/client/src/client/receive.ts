// What comes back from the official client: errors of the platform pass as they are; an answer that is none is told as such.
import { EngineError } from "../errors/errors.ts";
import type { MessageLike } from "./messages-client.ts";

/** Longest part of a foreign error's words that is kept. */
const MAX_DETAIL_CHARS = 200;

/** How long the official client has to say in its own words that a call was aborted, in ms. */
const ABORT_GRACE_MS = 100;

/** Runs a call of the official client. After an abort it settles in any case: the signal's reason is thrown where the client says nothing. */
export async function received<T>(call: () => PromiseLike<T>, signal: AbortSignal | undefined): Promise<T> {
  try {
    return await orAborted(call(), signal);
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

/**
 * A stream of the client that is aborted after the reply has arrived, and before it was read, never says another word: neither its events nor its
 * final message settle (npm @anthropic-ai/sdk 1.12.0, found 2026-11-23).
 */
export function orAborted<T>(call: PromiseLike<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return Promise.resolve(call);
  return new Promise<T>((resolve, reject) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const left = (): void => {
      timer = setTimeout(() => reject(signal.reason), ABORT_GRACE_MS);
    };
    const settled = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", left);
    };
    if (signal.aborted) left();
    else signal.addEventListener("abort", left, { once: true });
    call.then(resolve, reject).then(settled, settled);
  });
}
