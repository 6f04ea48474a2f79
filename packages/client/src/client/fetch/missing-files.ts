// A reply that says that the platform no longer has a file: which of those that the request pointed to.
// Sources: claude files documentation, read 2026-09-26 (unknown id: 404, "File `file_...` not found."; after its expiry: `file_expired`). A 400 is looked
// at as well: what a message that names an expired file is answered is not published.
import { refusalText } from "./refusal-text.ts";

const GONE = /not found|expired|does not exist|no longer|deleted/i;

/** `ids`: the platform's files that the request pointed to. The reply can still be read by others. */
export async function missingFiles(
  reply: Response,
  ids: ReadonlySet<string>,
  signal: AbortSignal | undefined,
): Promise<ReadonlySet<string>> {
  if (ids.size === 0 || (reply.status !== 404 && reply.status !== 400)) return new Set();
  const text = await refusalText(reply, signal);
  if (text === null || !GONE.test(text)) return new Set();
  const named = [...ids].filter((id) => text.includes(id));
  if (named.length > 0) return new Set(named);
  return /file_expired|\bfiles?\b/i.test(text) ? ids : new Set();
}
