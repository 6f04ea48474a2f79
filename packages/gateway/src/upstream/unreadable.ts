// A reply that says it is JSON, or a stream of events, and begins like neither: a page of some proxy with status 200. Nobody may take it for an answer.
import { EngineError } from "@fovea/client/internal/errors/errors";
import type { GatewayReply } from "../exchange.ts";

type Pieces = AsyncIterator<string | Uint8Array>;

const FIELDS = ["event:", "data:", "id:", "retry:", ":"];

/**
 * The same reply, looked at no further than its first piece. JSON is waited for, and a stream begins at once.
 * @throws EngineError `engine.unreadable-answer`; for a stream, in its body
 */
export async function readable(reply: GatewayReply): Promise<GatewayReply> {
  const { status, headers, body } = reply;
  if (status !== 200 || typeof body === "string" || headers["content-encoding"] !== undefined) return reply;
  const type = headers["content-type"] ?? "";
  if (/^text\/event-stream\b/i.test(type)) return { ...reply, body: lookedAt(body, isEvents) };
  if (!/^application\/json\b/i.test(type)) return reply;
  const looked = lookedAt(body, isJson)[Symbol.asyncIterator]();
  const first = await looked.next();
  return { ...reply, body: followed(first, looked) };
}

/** Throws with the first piece, when it is not as it should be. */
function lookedAt(body: AsyncIterable<string | Uint8Array>, fits: (text: string) => boolean) {
  return {
    [Symbol.asyncIterator](): Pieces {
      const pieces = body[Symbol.asyncIterator]();
      let looked = false;
      return {
        async next() {
          const piece = await pieces.next();
          if (looked) return piece;
          looked = true;
          const text = piece.done ? "" : beginning(piece.value);
          if (fits(text)) return piece;
          await pieces.return?.();
          const detail = text === "" ? "an empty reply" : "a page that is neither JSON nor events";
          throw new EngineError("engine.unreadable-answer", { detail });
        },
        return: async () => (await pieces.return?.()) ?? { done: true, value: undefined },
      };
    },
  };
}

function followed(first: IteratorResult<string | Uint8Array>, rest: Pieces): AsyncIterable<string | Uint8Array> {
  let given = false;
  return {
    [Symbol.asyncIterator]: () => ({
      next() {
        if (given) return rest.next();
        given = true;
        return Promise.resolve(first);
      },
      return: async () => (await rest.return?.()) ?? { done: true, value: undefined },
    }),
  };
}

function beginning(piece: string | Uint8Array): string {
  return typeof piece === "string" ? piece.slice(0, 64) : new TextDecoder().decode(piece.subarray(0, 64));
}

/** Also blanks alone: what follows them is the caller's to judge. */
function isJson(text: string): boolean {
  return text !== "" && /^\s*(?:[{[]|$)/.test(text);
}

/** Also the beginning of a field, cut off anywhere. A stream that ends without anything breaks no event. */
function isEvents(text: string): boolean {
  return (
    text === "" || /^[\r\n]/.test(text) || FIELDS.some((field) => text.startsWith(field) || field.startsWith(text))
  );
}
