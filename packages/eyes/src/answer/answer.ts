// A conversation with pictures in, an answer in plain English out. Pure: whoever calls hands in the eyes.
import type { Comparison, Perception } from "../perception.ts";
import { type Numbered, readConversation, type Turn } from "./conversation.ts";
import { describe } from "./intents/describe.ts";
import { intentOf } from "./intents.ts";
import { readQuestion } from "./question/question.ts";

export interface AnswerInput {
  readonly turns: readonly Turn[];
  readonly see: (picture: Uint8Array) => Promise<Perception>;
  readonly compare: (first: Uint8Array, second: Uint8Array) => Promise<Comparison>;
}

/** Answers the last user turn. */
export async function answerQuestion({ turns, see }: AnswerInput): Promise<{ text: string }> {
  const { current, question } = readConversation(turns);
  if (current.length === 0)
    return { text: "I need a picture to look at: send one as JPEG, PNG, GIF or WebP, and ask about it." };
  const read = readQuestion(question);
  const intent = intentOf(read) ?? describe;
  const answers: string[] = [];
  for (const { number, bytes } of current) {
    if (intent.about !== "picture") continue;
    const text = intent.answer(read, { number, seen: await see(bytes) });
    answers.push(withNumber(text, number, current));
  }
  return { text: answers.join("\n\n") };
}

function withNumber(text: string, number: number, shown: readonly Numbered[]): string {
  return shown.length > 1 ? `Image ${number}: ${text}` : text;
}
