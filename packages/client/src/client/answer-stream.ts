// A streamed reply as pieces of text. The request is on its way at once; who stops listening ends it.
import { type Answer, answerOf } from "./answer.ts";
import type { Lowered } from "./lowered.ts";
import type { MessageStreamLike } from "./messages-client.ts";
import { asMessage, orAborted, received } from "./receive.ts";

/**
 * Pieces of text as they arrive; `answer` settles after the last. Leaving a loop over the pieces early ends the request, and `answer` is then
 * rejected. The pieces can be had once.
 */
export interface AnswerStream extends AsyncIterable<string> {
  readonly answer: Promise<Answer>;
}

type Event = IteratorResult<{ readonly type: string; readonly delta?: unknown }>;

/** A stream whose first event has come: what the platform refuses, it has refused by then. */
export interface OpenStream {
  readonly stream: MessageStreamLike;
  readonly events: AsyncIterator<{ readonly type: string; readonly delta?: unknown }>;
  readonly first: Event;
  readonly request: Lowered;
}

/** Waits for the first event of a stream. */
export async function openStream(
  stream: MessageStreamLike,
  request: Lowered,
  signal: AbortSignal | undefined,
): Promise<OpenStream> {
  const events = stream[Symbol.asyncIterator]();
  return { stream, events, first: await received(() => events.next(), signal), request };
}

/** @param settled called once, when the answer is there or will never be */
export function answerStream(
  start: () => Promise<OpenStream>,
  signal: AbortSignal | undefined,
  settled: () => void,
): AnswerStream {
  const started = start();
  const left = new AbortController();
  const answer = started
    .then(async ({ stream, request }) => {
      const message = received(() => stream.finalMessage(), signal);
      return answerOf(asMessage(await orAborted(message, left.signal)), request);
    })
    .finally(settled);
  // Whoever iterates learns of a failure there; the promise nobody looks at must not end the process.
  answer.catch(() => undefined);
  let taken = false;
  return {
    answer,
    async *[Symbol.asyncIterator]() {
      if (taken)
        throw new TypeError("the pieces of a streamed answer can be had once; await answer for the whole text");
      taken = true;
      const { events, first } = await started;
      let ended = false;
      try {
        for (let event = first; !event.done; event = await received(() => events.next(), signal)) {
          const piece = pieceOf(event.value);
          if (piece !== null) yield piece;
        }
        ended = true;
      } finally {
        await events.return?.();
        if (!ended) left.abort(new DOMException("The reply was left before its end.", "AbortError"));
      }
      await answer;
    },
  };
}

function pieceOf({ type, delta }: { readonly type: string; readonly delta?: unknown }): string | null {
  if (type !== "content_block_delta") return null;
  const { type: kind, text } = (delta ?? {}) as { readonly type?: unknown; readonly text?: unknown };
  return kind === "text_delta" && typeof text === "string" ? text : null;
}
