// What a call gives back, whole and streamed.
import type { Plan } from "../plan/plan.ts";
import type { MessageLike, MessageStreamLike } from "./messages-client.ts";

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
export function answerStream(start: () => Promise<{ stream: MessageStreamLike; plan: Plan }>): AnswerStream {
  const started = start();
  const answer = started.then(async ({ stream, plan }) => answerOf(await stream.finalMessage(), plan));
  // Whoever iterates learns of a failure there; the promise nobody looks at must not end the process.
  answer.catch(() => undefined);
  return {
    answer,
    async *[Symbol.asyncIterator]() {
      const { stream } = await started;
      for await (const event of stream) {
        const delta = event.delta as { type?: unknown; text?: unknown } | undefined;
        if (event.type === "content_block_delta" && delta?.type === "text_delta" && typeof delta.text === "string")
          yield delta.text;
      }
      await answer;
    },
  };
}
