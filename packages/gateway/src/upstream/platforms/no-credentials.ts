// Credentials that cannot be got: an error without secrets, and no longer wait than a caller has patience for.
import { EngineError } from "@fovea/client/internal/errors/errors";

/** Longest wait for a metadata server, a token endpoint or a process. Their clients try again by themselves within it. */
const PATIENCE_MS = 30_000;

export function noCredentials(platform: string, reason: string, cause: unknown): EngineError {
  return new EngineError("engine.credentials", { platform, reason }, { cause });
}

/** What several requests wait for: one of them may leave without ending it. */
export async function patiently<T>(shared: Promise<T>, signal: AbortSignal): Promise<T> {
  let stop = (): void => undefined;
  const left = new Promise<never>((_, reject) => {
    const timer = setTimeout(() => reject(new SlowCredentials()), PATIENCE_MS);
    const leave = (): void => reject(signal.reason);
    if (signal.aborted) leave();
    else signal.addEventListener("abort", leave, { once: true });
    stop = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", leave);
    };
  });
  try {
    return await Promise.race([shared, left]);
  } finally {
    stop();
  }
}

class SlowCredentials extends Error {
  override readonly name = `no answer within ${PATIENCE_MS / 1000} s`;
}
