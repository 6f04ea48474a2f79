// Replies of the Files API: a small JSON each, read with a cap.
import type { GatewayReply } from "../exchange.ts";

/** Far more than any of them has, in bytes. */
const MAX_BYTES = 256 * 1024;

/** What the body says; undefined for what is no JSON, or too much of it. */
export async function jsonOf({ body }: GatewayReply): Promise<unknown> {
  const text = await textOf(body);
  if (text === null) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function textOf(body: GatewayReply["body"]): Promise<string | null> {
  if (typeof body === "string") return body;
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of body) {
    const bytes = typeof piece === "string" ? Buffer.from(piece) : piece;
    length += bytes.length;
    if (length > MAX_BYTES) return null;
    pieces.push(Buffer.from(bytes));
  }
  return Buffer.concat(pieces).toString();
}

/** The fields of an error envelope that matter here. */
export function errorIn(json: unknown): { readonly message: string | null; readonly errorCode: string | null } {
  const error = field(json, "error");
  return { message: text(field(error, "message")), errorCode: text(field(field(error, "details"), "error_code")) };
}

export function field(value: unknown, name: string): unknown {
  const there = typeof value === "object" && value !== null && Object.hasOwn(value, name);
  return there ? (value as Record<string, unknown>)[name] : undefined;
}

function text(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
