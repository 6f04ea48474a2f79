// Undoes content-encoding while the body arrives. A bomb is bounded by counting what comes out, a piece at a time, before more is made.
import { finished, Readable, type Transform } from "node:stream";
import { ReplyError } from "../reply/envelope.ts";

/** @throws ReplyError 413 when more than `maxBytes` come out, 400 when the body is not of its encoding; errors of the wire as they are */
export async function* decoded(
  wire: AsyncIterable<Uint8Array>,
  createDecoder: () => Transform,
  encoding: string,
  maxBytes: number,
): AsyncGenerator<Uint8Array> {
  const decoder = createDecoder();
  let wireFailed = false;
  let wireError: unknown;
  let ended = false;
  const source = Readable.from(wire, { objectMode: true, highWaterMark: 1 });
  source.on("error", (error) => {
    wireFailed = true;
    wireError = error;
    decoder.destroy(error);
  });
  source.once("end", () => {
    ended = true;
  });
  source.pipe(decoder);
  // The decoder may fail while nobody reads from it.
  finished(decoder, () => undefined);
  let bytesOut = 0;
  try {
    for await (const piece of decoder as AsyncIterable<Uint8Array>) {
      bytesOut += piece.length;
      if (bytesOut > maxBytes) throw tooLong(maxBytes);
      yield piece;
    }
    // The encoding's own end came before that of the body: what follows it would never be looked at.
    if (!ended && !(await endsNow(source))) throw invalid(encoding);
  } catch (error) {
    if (wireFailed) throw wireError;
    if (error instanceof ReplyError) throw error;
    throw invalid(encoding);
  } finally {
    decoder.destroy();
    source.destroy();
  }
}

/** True when the stream has nothing more than its end. */
async function endsNow(source: Readable): Promise<boolean> {
  source.unpipe();
  for await (const piece of source as AsyncIterable<Uint8Array>) if (piece.length > 0) return false;
  return true;
}

function invalid(encoding: string): ReplyError {
  return new ReplyError(400, `The request body is not valid ${encoding}.`, {
    error_code: "request_body_encoding_invalid",
  });
}

function tooLong(maxBytes: number): ReplyError {
  return new ReplyError(413, "Request exceeds the maximum size once decoded", {
    error_code: "request_body_too_large_after_decoding",
    limit: maxBytes,
  });
}
