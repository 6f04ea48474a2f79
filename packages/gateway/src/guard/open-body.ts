// The body a handler gets: nothing read yet, content-encoding undone, counted, and never longer than the limit.
import type { Body } from "../exchange.ts";
import { bodyTooLong, declaredLength } from "./body-length.ts";
import { createDecoder, encodingOf } from "./content-encoding.ts";
import { decoded } from "./decode-body.ts";

type Headers = Readonly<Record<string, string>>;

export interface OpenBody {
  readonly headers: Headers;
  readonly body: Body;
  /** Bytes that came over the wire so far. */
  readonly bytesIn: () => number;
}

/** @throws ReplyError at once: 413 for a length over the limit, 400 for an encoding nobody here reads; later, from the body, the same */
export function openBody(headers: Headers, wire: Body, maxBytes: number): OpenBody {
  if ((declaredLength(headers) ?? 0) > maxBytes) throw bodyTooLong(maxBytes);
  const encoding = encodingOf(headers["content-encoding"]);
  let bytesIn = 0;
  const counted = watched(wire, (piece) => {
    bytesIn += piece.length;
    if (bytesIn > maxBytes) throw bodyTooLong(maxBytes);
  });
  if (encoding === null) return { headers, body: counted, bytesIn: () => bytesIn };
  const { "content-encoding": _encoding, "content-length": _length, ...rest } = headers;
  const body = decoded(counted, () => createDecoder(encoding), encoding, maxBytes);
  return { headers: rest, body, bytesIn: () => bytesIn };
}

/** The same body; `look` sees every piece first, and what it throws ends the reading. */
function watched(body: Body, look: (piece: Uint8Array) => void): Body {
  const { takeAll } = body;
  return {
    [Symbol.asyncIterator]() {
      const pieces = body[Symbol.asyncIterator]();
      return {
        async next() {
          const step = await pieces.next();
          if (step.done) return step;
          try {
            look(step.value);
          } catch (error) {
            await pieces.return?.();
            throw error;
          }
          return step;
        },
        async return() {
          await pieces.return?.();
          return { done: true, value: undefined };
        },
      };
    },
    ...(takeAll && {
      takeAll: (take: (piece: Uint8Array) => void) =>
        takeAll.call(body, (piece) => {
          look(piece);
          take(piece);
        }),
    }),
  };
}
