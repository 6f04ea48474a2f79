// Replies of the Files API: a small JSON each, read with a cap.
import { field } from "./file-reply.ts";

/** Far more than any of them has, in bytes. */
const MAX_BYTES = 256 * 1024;

/** What the body says; undefined for what is no JSON, or too much of it. */
export async function jsonOf(body: string | AsyncIterable<Uint8Array | string>): Promise<unknown> {
  return parsed(await textOf(body));
}

/** Null where it is too much for a reply of the Files API. */
export async function textOf(body: string | AsyncIterable<Uint8Array | string>): Promise<string | null> {
  if (typeof body === "string") return body;
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of body) {
    const bytes = typeof piece === "string" ? new TextEncoder().encode(piece) : piece;
    length += bytes.length;
    if (length > MAX_BYTES) return null;
    pieces.push(bytes);
  }
  return Buffer.concat(pieces).toString();
}

/** Undefined for what is no JSON. */
export function parsed(text: string | null): unknown {
  try {
    return text === null ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The fields of an error envelope that matter here. */
export function errorIn(json: unknown): { readonly message: string | null; readonly errorCode: string | null } {
  const error = field(json, "error");
  return { message: word(field(error, "message")), errorCode: word(field(field(error, "details"), "error_code")) };
}

function word(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
