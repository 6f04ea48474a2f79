// When a request is sent once more, and after which wait: as the official clients do for connection errors. Source: npm @anthropic-ai/sdk 1.12.0,
// client.js. Replies are never retried here, whatever their status: their callers are clients that retry themselves, and bytes were sent.
import { setTimeout as sleep } from "node:timers/promises";

/** Tries after the first, as the official clients have it. */
export const DEFAULT_MAX_RETRIES = 2;

/** Waits before try number `retry` (from 0): half a second, doubling, at most 8 s, less up to a quarter. @throws the signal's reason */
export async function waitBeforeRetry(retry: number, signal: AbortSignal): Promise<void> {
  const delayMs = Math.min(500 * 2 ** retry, 8_000) * (1 - Math.random() * 0.25);
  await sleep(delayMs, undefined, { signal }).catch(() => signal.throwIfAborted());
}
