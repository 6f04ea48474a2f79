// A reply that says that the platform no longer has a file: which of those that the request pointed to. A 400 is looked at as well: what a message
// that names an expired file is answered is not published.
import { missingIn } from "@fovea/client/internal/files/missing-in";
import type { GatewayReply } from "../../exchange.ts";

/** Errors are small; what is longer is none of these, in bytes. */
const MAX_BYTES = 64 * 1024;

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
