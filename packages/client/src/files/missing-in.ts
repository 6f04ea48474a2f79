// What a platform's refusal says of files that it no longer has.
// Sources: claude files documentation, read 2026-09-26 (unknown id: 404, "File `file_...` not found."; after its expiry: `file_expired`); npm
// @anthropic-ai/sdk 1.12.0, resources/files.ts.
import { errorIn, parsed } from "./reply-json.ts";

const GONE = /not found|expired|does not exist|no longer|deleted/i;

/**
 * Those of the ids that are gone, all of them where it names none; empty when it speaks of something else.
 *
 * @param text body of the refusal
 * @param ids files of the platform that the request pointed to
 */
export function missingIn(text: string, ids: ReadonlySet<string>): ReadonlySet<string> {
  const { message, errorCode } = errorIn(parsed(text));
  const expired = errorCode === "file_expired";
  if (!expired && !(message !== null && GONE.test(message))) return new Set();
  const named = [...ids].filter((id) => text.includes(id));
  if (named.length > 0) return new Set(named);
  return expired || /\bfiles?\b/i.test(message ?? "") ? ids : new Set();
}
