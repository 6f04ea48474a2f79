// What a call gives back, whole and streamed.
import type { Plan } from "../plan/plan.ts";
import type { MessageLike, MessageStreamLike } from "./messages-client.ts";
import { asMessage, received } from "./receive.ts";

export interface Answer {
  /** The text blocks of the reply, joined. */
  readonly text: string;
  /** The platform's message, untouched. */
  readonly message: MessageLike;
  /** What was decided about every picture. */
  readonly plan: Plan;
}

/** Pieces of text as they arrive; `answer` settles after the last. */
export interface AnswerStream extends AsyncIterable<string> {
  readonly answer: Promise<Answer>;
}

export function answerOf(message: MessageLike, plan: Plan): Answer {
  return {
    text: message.content.map((block) => (block.type === "text" ? (block.text ?? "") : "")).join(""),
    message,
    plan,
  };
}

/** Turns a streamed reply into pieces of text. Iterate it to the end, or await `answer`; both may be done. */
export function answerStream(
  start: () => Promise<{ stream: MessageStreamLike; plan: Plan }>,
  signal: AbortSignal | undefined,
): AnswerStream {
  const started = start();
  const answer = started.then(async ({ stream, plan }) =>
    answerOf(asMessage(await received(() => stream.finalMessage(), signal)), plan),
  );
  // Whoever iterates learns of a failure there; the promise nobody looks at must not end the process.
  answer.catch(() => undefined);
  return {
    answer,
    async *[Symbol.asyncIterator]() {
      const { stream } = await started;
      const events = stream[Symbol.asyncIterator]();
      try {
        for (;;) {
          const event = await received(() => events.next(), signal);
          if (event.done) break;
          const delta = event.value.delta as { type?: unknown; text?: unknown } | undefined;
          if (
            event.value.type === "content_block_delta" &&
            delta?.type === "text_delta" &&
            typeof delta.text === "string"
          )
            yield delta.text;
        }
      } finally {
        await events.return?.();
      }
      await answer;
    },
  };
}
