// Undoes content-encoding while the body arrives. A bomb is bounded by counting what comes out, a piece at a time, before more is made.
import { finished, Readable } from "node:stream";
import { ReplyError } from "../reply/envelope.ts";
import type { Decoder } from "./content-encoding.ts";

/** @throws ReplyError 413 when more than `maxBytes` come out, 400 when the body is not of its encoding; errors of the wire as they are */
export async function* decoded(
  wire: AsyncIterable<Uint8Array>,
  createDecoder: () => Decoder,
  encoding: string,
  maxBytes: number,
): AsyncGenerator<Uint8Array> {
  const decoder = createDecoder();
  let wireFailed = false;
  let wireError: unknown;
  let bytesIn = 0;
  const source = Readable.from(counted(), { objectMode: true, highWaterMark: 1 });
  source.on("error", (error) => {
    wireFailed = true;
    wireError = error;
    decoder.destroy(error);
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
    // The encoding's own end came before that of the body. zlib says nothing of what follows it, and nobody would ever look at that.
    if (decoder.bytesWritten !== bytesIn) throw invalid(encoding);
  } catch (error) {
    if (wireFailed) throw wireError;
    if (error instanceof ReplyError) throw error;
    throw invalid(encoding);
  } finally {
    decoder.destroy();
    source.destroy();
  }

  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const piece of wire) {
      bytesIn += piece.length;
      yield piece;
    }
  }
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
