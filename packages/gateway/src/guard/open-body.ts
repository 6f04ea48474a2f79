// The body a handler gets: nothing read yet, content-encoding undone, counted, and never longer than the limit.

import { bodyTooLong, declaredLength } from "./body-length.ts";
import { createDecoder, encodingOf } from "./content-encoding.ts";
import { decoded } from "./decode-body.ts";

type Headers = Readonly<Record<string, string>>;

export interface OpenBody {
  readonly headers: Headers;
  readonly body: AsyncIterable<Uint8Array>;
  /** Bytes that came over the wire so far. */
  readonly bytesIn: () => number;
}

/** @throws ReplyError at once: 413 for a length over the limit, 400 for an encoding nobody here reads; later, from the body, the same */
export function openBody(headers: Headers, wire: AsyncIterable<Uint8Array>, maxBytes: number): OpenBody {
  if ((declaredLength(headers) ?? 0) > maxBytes) throw bodyTooLong(maxBytes);
  const encoding = encodingOf(headers["content-encoding"]);
  let bytesIn = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const piece of wire) {
      bytesIn += piece.length;
      if (bytesIn > maxBytes) throw bodyTooLong(maxBytes);
      yield piece;
    }
  }
  if (encoding === null) return { headers, body: counted(), bytesIn: () => bytesIn };
  const { "content-encoding": _encoding, "content-length": _length, ...rest } = headers;
  const body = decoded(counted(), () => createDecoder(encoding), encoding, maxBytes);
  return { headers: rest, body, bytesIn: () => bytesIn };
}
