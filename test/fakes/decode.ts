// Bodies that come compressed, which the Claude API takes; the other platforms' pages do not speak of them.
import { gunzipSync } from "node:zlib";
import { Refusal } from "./refusal.ts";

/** The body as it was before `Content-Encoding`. Throws the API's three refusals. */
export function decoded(body: Buffer, encoding: string | undefined, maxBytes: number): Buffer {
  if (encoding === undefined || encoding === "identity") return body;
  if (encoding !== "gzip") throw refuse(400, "unsupported", `Content-Encoding '${encoding}' is not supported.`);
  try {
    return gunzipSync(body, { maxOutputLength: maxBytes });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE")
      throw new Refusal(413, "The request body is too large after decoding.", {
        details: { error_code: "request_body_too_large_after_decoding" },
      });
    throw refuse(400, "invalid", "The request body could not be decoded.");
  }
}

function refuse(status: number, what: string, message: string): Refusal {
  return new Refusal(status, message, { details: { error_code: `request_body_encoding_${what}` } });
}
