// A reply that says that the platform no longer has a file: which of those that the request pointed to.
// Sources: claude files documentation, read 2026-09-26 (unknown id: 404, "File `file_...` not found."; after its expiry: `file_expired`); npm
// @anthropic-ai/sdk 1.12.0, resources/files.ts. A 400 is looked at as well: what a message that names an expired file is answered is not published.

import { errorIn } from "@fovea/client/internal/files/reply-json";
import type { GatewayReply } from "../../exchange.ts";

/** Errors are small; what is longer is none of these, in bytes. */
const MAX_BYTES = 64 * 1024;
const GONE = /not found|expired|does not exist|no longer|deleted/i;

export interface Looked {
  /** The reply, as if nobody had looked. */
  readonly reply: GatewayReply;
  /** Those of the ids that are gone; empty when the reply speaks of something else. */
  readonly missing: ReadonlySet<string>;
}

/** `ids`: the platform's files that the request pointed to. */
export async function missingFiles(reply: GatewayReply, ids: ReadonlySet<string>): Promise<Looked> {
  const none = { reply, missing: new Set<string>() };
  if (ids.size === 0 || (reply.status !== 404 && reply.status !== 400)) return none;
  const { text, whole } = await begin(reply);
  return { reply: whole, missing: text === null ? none.missing : missingIn(text, ids) };
}

function missingIn(text: string, ids: ReadonlySet<string>): ReadonlySet<string> {
  const { message, errorCode } = errorOf(text);
  const expired = errorCode === "file_expired";
  if (!expired && !(message !== null && GONE.test(message))) return new Set();
  const named = [...ids].filter((id) => text.includes(id));
  if (named.length > 0) return new Set(named);
  return expired || /\bfiles?\b/i.test(message ?? "") ? ids : new Set();
}

function errorOf(text: string): ReturnType<typeof errorIn> {
  try {
    return errorIn(JSON.parse(text));
  } catch {
    return errorIn(null);
  }
}

/** The text of a short body, and the reply with the same bytes once more; null for a longer one. */
async function begin(reply: GatewayReply): Promise<{ readonly text: string | null; readonly whole: GatewayReply }> {
  const { body } = reply;
  if (typeof body === "string") return { text: body, whole: reply };
  const pieces: Uint8Array[] = [];
  let length = 0;
  const rest = body[Symbol.asyncIterator]();
  for (;;) {
    const { done, value } = await rest.next();
    if (done === true) {
      const bytes = Buffer.concat(pieces);
      return { text: bytes.toString(), whole: { ...reply, body: only(bytes) } };
    }
    const piece = typeof value === "string" ? Buffer.from(value) : value;
    pieces.push(piece);
    length += piece.length;
    if (length > MAX_BYTES) return { text: null, whole: { ...reply, body: joined(pieces, rest) } };
  }
}

async function* only(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

async function* joined(
  pieces: readonly Uint8Array[],
  rest: AsyncIterator<string | Uint8Array>,
): AsyncGenerator<string | Uint8Array> {
  try {
    yield* pieces;
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}
