// The text of a refusal, read beside whoever reads it: as far as errors are long, and no further.
import { collect } from "./read-body.ts";

/** Errors are small, in bytes. */
const MAX_BYTES = 64 * 1024;

/**
 * Null for what is longer, and where the reply breaks off, which its reader will see. The reply can still be read by others.
 *
 * @throws the signal's reason
 */
export async function refusalText(reply: Response, signal: AbortSignal | undefined): Promise<string | null> {
  if (Number(reply.headers.get("content-length") ?? 0) > MAX_BYTES) return null;
  const { body } = reply.clone();
  if (body === null) return "";
  try {
    return new TextDecoder().decode(await collect(body as unknown as AsyncIterable<unknown>, MAX_BYTES, signal));
  } catch {
    signal?.throwIfAborted();
    return null;
  }
}
