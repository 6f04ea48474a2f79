// A conversation with pictures in, an answer in plain English out. Pure: whoever calls hands in the eyes.
import type { Comparison, Perception } from "../perception.ts";
import { type Ask, asksOf } from "./asks.ts";
import { choosePairs, choosePictures } from "./choose.ts";
import { type Conversation, type Numbered, readConversation, type Turn } from "./conversation.ts";
import type { PairIntent, PictureIntent, View } from "./intent.ts";
import { ABILITIES } from "./intents/about-me.ts";
import type { Question } from "./question/question.ts";
import { sayUnfinished } from "./say/unfinished.ts";

export interface Eyes {
  /** Looks at a picture. Asked for one picture at a time, and only for those that the question means. */
  readonly see: (picture: Uint8Array) => Promise<Perception>;
  readonly compare: (first: Uint8Array, second: Uint8Array) => Promise<Comparison>;
}

export interface AnswerInput extends Eyes {
  readonly turns: readonly Turn[];
}

const NEED_PICTURE = `I need a picture to look at: send a JPEG, PNG, GIF or WebP. ${ABILITIES}.`;

/** Answers the last user turn. Rejects only with what `see` and `compare` reject with. */
export async function answerQuestion({ turns, see, compare }: AnswerInput): Promise<{ text: string }> {
  const conversation = readConversation(turns);
  const answers: string[] = [];
  for (const ask of asksOf(conversation)) answers.push(...(await answersTo(ask, conversation, { see, compare })));
  return { text: [...new Set(answers)].join("\n\n") };
}

async function answersTo({ question, intent }: Ask, conversation: Conversation, eyes: Eyes): Promise<string[]> {
  if (intent.about === "nothing") return [intent.answer(question)];
  if (conversation.current.length === 0) return [NEED_PICTURE];
  return intent.about === "pair"
    ? answerPairs(intent, question, conversation, eyes)
    : answerPictures(intent, question, conversation, eyes);
}

async function answerPictures(
  intent: PictureIntent,
  question: Question,
  conversation: Conversation,
  eyes: Eyes,
): Promise<string[]> {
  const pictures = choosePictures(question.meant, conversation);
  if (typeof pictures === "string") return [pictures];
  const answers: string[] = [];
  for (const picture of pictures) {
    const view = await look(picture, eyes);
    const unfinished = sayUnfinished(view.seen, intent.needs);
    const text = intent.answer(question, view) + (unfinished === "" ? "" : ` ${unfinished}`);
    answers.push(pictures.length > 1 ? `Image ${view.number}: ${text}` : text);
  }
  return answers;
}

async function answerPairs(
  intent: PairIntent,
  question: Question,
  conversation: Conversation,
  eyes: Eyes,
): Promise<string[]> {
  const pairs = choosePairs(question.meant, conversation);
  if (typeof pairs === "string") return [pairs];
  const answers: string[] = [];
  for (const [one, other] of pairs) {
    const [first, second] = [await look(one, eyes), await look(other, eyes)];
    const comparison = await eyes.compare(one.bytes, other.bytes);
    answers.push(intent.answer(question, { first, second, comparison }));
  }
  return answers;
}

async function look({ number, bytes }: Numbered, { see }: Eyes): Promise<View> {
  return { number, seen: await see(bytes) };
}
