// A turn whose text is heard as it comes. The turn goes on by itself; whoever leaves early ends it.
import type { ConversationAnswer, ConversationStream } from "./conversation.ts";

export function turnStream(
  given: AbortSignal | undefined,
  start: (signal: AbortSignal, onText: (text: string) => void) => Promise<ConversationAnswer>,
): ConversationStream {
  const left = new AbortController();
  const pieces: string[] = [];
  let ended = false;
  let wake: () => void = () => undefined;
  const signal = given === undefined ? left.signal : AbortSignal.any([given, left.signal]);
  const answer = start(signal, (text) => {
    pieces.push(text);
    wake();
  }).finally(() => {
    ended = true;
    wake();
  });
  // Whoever iterates learns of a failure there; the promise nobody looks at must not end the process.
  answer.catch(() => undefined);
  let taken = false;
  return {
    answer,
    async *[Symbol.asyncIterator]() {
      if (taken)
        throw new TypeError("the pieces of a streamed answer can be had once; await answer for the whole text");
      taken = true;
      try {
        for (;;) {
          const piece = pieces.shift();
          if (piece !== undefined) yield piece;
          else if (ended) break;
          else
            await new Promise<void>((resolve) => {
              wake = resolve;
            });
        }
        await answer;
      } finally {
        // Of no effect when the turn is over.
        if (!ended)
          left.abort(new DOMException("The reply was left before its end; the turn was taken back.", "AbortError"));
      }
    },
  };
}
