// Reads a request body up to a limit; what is longer is refused while it arrives.
import { ReplyError } from "../reply/envelope.ts";

/**
 * @throws ReplyError 413 when the body is longer than `maxBytes`, or says it will be.
 */
export async function readBody(
  body: AsyncIterable<Uint8Array>,
  headers: Readonly<Record<string, string>>,
  maxBytes: number,
): Promise<Uint8Array> {
  if (Number(headers["content-length"]) > maxBytes) throw tooLarge(maxBytes);
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > maxBytes) throw tooLarge(maxBytes);
    chunks.push(chunk);
  }
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, length);
}

function tooLarge(maxBytes: number): ReplyError {
  return new ReplyError(413, "Request exceeds the maximum size", {
    error_code: "limit.request-bytes",
    limit: maxBytes,
  });
}

/**
 * The body as JSON.
 * @throws ReplyError 400 when it is not valid UTF-8 or not JSON.
 */
export function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    // The parser's own words may quote the body; its position is all that helps.
    const position = error instanceof SyntaxError ? /position \d+/.exec(error.message)?.[0] : "invalid UTF-8";
    throw new ReplyError(400, `The request body is not valid JSON${position ? ` (${position})` : ""}.`);
  }
}
