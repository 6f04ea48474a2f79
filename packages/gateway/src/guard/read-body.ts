// Reads a request body up to a limit; what is longer is refused while it arrives.
import { ReplyError } from "../reply/envelope.ts";

/**
 * @throws ReplyError 413 when the body is longer than `maxBytes`, or says it will be; 400 when it is compressed
 */
export async function readBody(
  body: AsyncIterable<Uint8Array>,
  headers: Readonly<Record<string, string>>,
  maxBytes: number,
): Promise<Uint8Array> {
  const encoding = headers["content-encoding"] ?? "identity";
  if (encoding !== "identity")
    throw new ReplyError(
      400,
      `Request bodies compressed with ${encoding.slice(0, 40)} are not accepted here; send it as it is.`,
      {
        error_code: "request_body_encoding_unsupported",
      },
    );
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
