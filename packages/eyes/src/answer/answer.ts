// A conversation with pictures in, an answer in plain English (or JSON of a schema) out. Pure: whoever calls hands in the eyes.
import { EyesError } from "../errors.ts";
import type { Comparison, Perception } from "../perception.ts";
import { type Ask, asksOf } from "./asks.ts";
import { choosePairs, choosePictures } from "./choose.ts";
import { type Conversation, type Numbered, readConversation, type Turn } from "./conversation.ts";
import type { PairIntent, PairView, PictureIntent, View } from "./intent.ts";
import { ABILITIES } from "./intents/about-me.ts";
import { overAll } from "./over-all.ts";
import { isEmpty } from "./question/subject.ts";
import { ALL, analysesFor, sayUnfinished } from "./say/unfinished.ts";
import { answerJson } from "./schema/answer-json.ts";
import { inTheNegative, withoutLeftOut } from "./without.ts";

export interface Eyes {
  /** Looks at a picture. Asked for one picture at a time, and only for those that the question means. */
  readonly see: (picture: Uint8Array) => Promise<Perception>;
  readonly compare: (first: Uint8Array, second: Uint8Array) => Promise<Comparison>;
}

export interface AnswerInput extends Eyes {
  readonly turns: readonly Turn[];
  /** JSON schema of `output_config.format`, as it came; the text is then JSON that obeys it. */
  readonly schema?: unknown;
}

const NEED_PICTURE = `I need a picture to look at: send a JPEG, PNG, GIF or WebP. ${ABILITIES}.`;

/**
 * Answers the last user turn. Rejects with what `see` and `compare` reject with.
 * @throws EyesError with a schema: `eyes.schema`, `eyes.schema-property`, `eyes.no-picture`
 */
export async function answerQuestion({ turns, schema, ...eyes }: AnswerInput): Promise<{ text: string }> {
  const conversation = readConversation(turns);
  const asks = asksOf(conversation);
  const answers: string[] = [];
  for (const ask of asks) answers.push(...(await answersTo(ask, conversation, eyes)));
  const words = [...new Set(answers)].join("\n\n");
  return { text: schema === undefined ? words : await inSchema(schema, words, asks, conversation, eyes) };
}

async function answersTo(ask: Ask, conversation: Conversation, eyes: Eyes): Promise<string[]> {
  const { question, intent } = ask;
  if (intent.about === "nothing") return [intent.answer(question)];
  if (conversation.current.length === 0) return [NEED_PICTURE];
  return intent.about === "pair"
    ? answerPairs({ ...ask, intent }, conversation, eyes)
    : answerPictures({ ...ask, intent }, conversation, eyes);
}

/** After a value or a list the caveat stands on a line of its own. */
function withCaveat(answer: string, caveat: string): string {
  const said = answer.trim();
  if (caveat === "" || said === "") return said || caveat;
  return said.includes("\n") || !/[.!?]$/.test(said) ? `${said}\n${caveat}` : `${said} ${caveat}`;
}

type PictureAsk = Ask & { readonly intent: PictureIntent };
type PairAsk = Ask & { readonly intent: PairIntent };

async function answerPictures(
  { question, intent }: PictureAsk,
  conversation: Conversation,
  eyes: Eyes,
): Promise<string[]> {
  const pictures = choosePictures(question.meant, conversation);
  if (typeof pictures === "string") return [pictures];
  const answers: string[] = [];
  const views: View[] = [];
  for (const picture of pictures) {
    const view = await look(picture, eyes);
    const unfinished = sayUnfinished(
      view.seen,
      intent.needs === "subject" ? analysesFor(question.subject) : intent.needs,
    );
    const said = intent.answer(question, withoutLeftOut(view, question));
    const text = withCaveat(inTheNegative(said, question, view.seen), unfinished);
    views.push(withoutLeftOut(view, question));
    answers.push(pictures.length > 1 ? `Image ${view.number}: ${text}` : text);
  }
  const first = overAll(question, views);
  return first === null ? answers : [first, ...answers];
}

async function answerPairs({ question, intent }: PairAsk, conversation: Conversation, eyes: Eyes): Promise<string[]> {
  const pairs = choosePairs(question.meant, conversation);
  if (typeof pairs === "string") return [pairs];
  const answers: string[] = [];
  for (const pair of pairs) {
    const both = await lookAtBoth(pair, eyes);
    const caveats = [both.first, both.second].map(({ number, seen }) => {
      const unfinished = sayUnfinished(seen, ALL);
      return unfinished === "" ? "" : `Image ${number}: ${unfinished}`;
    });
    answers.push(withCaveat(intent.answer(question, both), caveats.filter(Boolean).join(" ")));
  }
  return answers;
}

async function look({ number, bytes }: Numbered, { see }: Eyes): Promise<View> {
  return { number, seen: await see(bytes) };
}

async function lookAtBoth([one, other]: readonly [Numbered, Numbered], eyes: Eyes): Promise<PairView> {
  const [first, second] = [await look(one, eyes), await look(other, eyes)];
  return { first, second, comparison: await eyes.compare(one.bytes, other.bytes) };
}

/** JSON has one question: the first that names something. */
async function inSchema(
  schema: unknown,
  words: string,
  asks: readonly Ask[],
  conversation: Conversation,
  eyes: Eyes,
): Promise<string> {
  const ask = asks.find(({ question }) => !isEmpty(question.subject)) ?? asks[0];
  if (!ask || conversation.current.length === 0) throw new EyesError("eyes.no-picture", {});
  const pairs = ask.intent.about === "pair" ? choosePairs(ask.question.meant, conversation) : [];
  const [both] = typeof pairs === "string" ? [] : pairs;
  const pair = both ? await lookAtBoth(both, eyes) : null;
  const chosen = choosePictures(ask.question.meant, conversation);
  if (typeof chosen === "string") throw new EyesError("eyes.no-picture", { detail: chosen });
  const views: View[] = [];
  for (const picture of both ?? chosen) views.push(withoutLeftOut(await look(picture, eyes), ask.question));
  const [first, ...rest] = views;
  if (!first) throw new EyesError("eyes.no-picture", {});
  return answerJson({ schema, ask, views: [first, ...rest], pair, words });
}
