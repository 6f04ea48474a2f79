// A reply that says that the platform no longer has a file: which of those that the request pointed to. A 400 is looked at as well: what a message
// that names an expired file is answered is not published.
import { missingIn } from "../../files/missing-in.ts";
import { refusalText } from "./refusal-text.ts";

/**
 * The reply can still be read by others.
 *
 * @param ids the platform's files that the request pointed to
 * @throws the signal's reason
 */
export async function missingFiles(
  reply: Response,
  ids: ReadonlySet<string>,
  signal: AbortSignal | undefined,
): Promise<ReadonlySet<string>> {
  if (ids.size === 0 || (reply.status !== 404 && reply.status !== 400)) return new Set();
  const text = await refusalText(reply, signal);
  return text === null ? new Set() : missingIn(text, ids);
}
