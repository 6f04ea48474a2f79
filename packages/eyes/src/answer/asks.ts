// From a conversation to the questions to answer now, each with its row of the table; `and where is it?` is completed from what came before.
import type { Conversation } from "./conversation.ts";
import type { Intent } from "./intent.ts";
import { whereChanged, whichChange } from "./intents/compare.ts";
import { count } from "./intents/count.ts";
import { describe, whatIs } from "./intents/describe.ts";
import { extreme } from "./intents/extreme.ts";
import { find } from "./intents/find.ts";
import { open } from "./intents/open.ts";
import { intentOf } from "./intents.ts";
import { clausesOf } from "./question/clauses.ts";
import { barePicture, type Meant } from "./question/pictures.ts";
import { type Pick, type Question, readQuestion } from "./question/question.ts";
import { EVERYTHING, type Subject } from "./question/subject.ts";
import { asksLargest, asksSmallest, rankIn } from "./words/extremes.ts";

export interface Ask {
  readonly question: Question;
  readonly intent: Intent;
}

/** What the conversation is about so far. */
interface Topic {
  readonly intent: Intent | null;
  readonly subject: Subject | null;
  readonly meant: Meant | null;
  /** The last question that had words of its own. */
  readonly question: Question | null;
}
const NO_TOPIC: Topic = { intent: null, subject: null, meant: null, question: null };

/** Without a subject these ask about what was spoken of before. */
const NEED_A_SUBJECT: ReadonlySet<Intent> = new Set([find, count]);
/** `What colour?` asks about a thing, `What colours?` about the picture. */
const ONE_COLOUR = /^(?:(?:what|which|welche|de quelle|de que) )?(?:colou?r|farbe|couleur)$/u;
/** A clause of so few words that names something but asks nothing asks the last question again. */
const FEW_WORDS = 5;
/** So few words that name something are a question of their own. */
const BARE_WORDS = 3;

/** Turns of the user that are read again for what the last one leaves out. Reading takes some 40 us a turn, in the caller's process. */
const MOST_TURNS = 50;

/** At least one. */
export function asksOf({ earlier, question, pictures }: Conversation): Ask[] {
  let topic = NO_TOPIC;
  for (const turn of earlier.slice(-MOST_TURNS)) {
    if (turn.newPictures) topic = { ...topic, meant: null };
    topic = readTurn(turn.text, topic, pictures.length).topic;
  }
  if (question.newPictures) topic = { ...topic, meant: null };
  const { asks } = readTurn(question.text, topic, pictures.length);
  return asks.length > 0 ? asks : [{ question: readQuestion(question.text, pictures.length), intent: open }];
}

function readTurn(text: string, before: Topic, pictures: number): { asks: Ask[]; topic: Topic } {
  let topic = before;
  const all: (Ask & { readonly isClear: boolean })[] = [];
  for (const clause of clausesOf(text)) {
    const { question, intent } = complete(readQuestion(clause, pictures), topic, pictures);
    all.push({ question, intent: intent ?? open, isClear: intent !== null || isBareName(question) });
    topic = {
      intent: intent ?? topic.intent,
      subject: namesNothing(question.subject) ? topic.subject : question.subject,
      meant: question.meant,
      question,
    };
  }
  // `I took this in Berlin. What is it?` has one question; `Invoice number? Date?` has two, though they only name things.
  const clear = all.filter(({ isClear }) => isClear);
  return { asks: clear.length > 0 ? clear : all, topic };
}

function isBareName({ words, subject }: Question): boolean {
  return words.split(" ").length <= BARE_WORDS && (subject.unknown !== "" || subject.things.length > 0);
}

/** Takes over what a follow-up leaves out: the thing, the intent, the picture, or all the words. */
function complete(asked: Question, topic: Topic, pictures: number): { question: Question; intent: Intent | null } {
  const next = nextInOrder(asked, topic);
  if (next && topic.intent) return { question: next, intent: topic.intent };
  const read = withPicture(asked, topic, pictures);
  const own = intentOf(read, pictures);
  const intent = own ?? (asksAgain(read) ? topic.intent : null);
  if (!own && read.meant !== null && namesNothing(read.subject) && topic.question && topic.intent)
    return { question: { ...topic.question, meant: read.meant }, intent: topic.intent };
  if (topic.intent?.about === "pair" && refersToChange(read, own))
    return {
      question: { ...read, meant: read.meant ?? topic.meant },
      intent: own === find ? whereChanged : whichChange,
    };
  const refers =
    read.refersBack || read.asksOn || ONE_COLOUR.test(read.words) || (intent !== null && NEED_A_SUBJECT.has(intent));
  const takesOver = refers && namesNothing(read.subject) && !read.subject.parts.has("everything");
  if (!takesOver) return { question: read, intent };
  const parts = new Set([...(topic.subject?.parts ?? []), ...read.subject.parts]);
  const subject = { ...(topic.subject ?? read.subject), colours: read.subject.colours, parts };
  const pick = topic.intent === extreme ? pickOf(topic.question) : (topic.question?.pick ?? null);
  if (topic.subject === null && pick === null) return { question: read, intent };
  return { question: { ...read, subject, pick, meant: read.meant ?? topic.meant }, intent };
}

/** `And the second?` after `What is the highest?` */
function nextInOrder({ words, asksOn, meant }: Question, { question }: Topic): Question | null {
  const asksOrder = (one: string): boolean => asksLargest(one) || asksSmallest(one);
  if (!asksOn || meant !== null || !question || !asksOrder(question.words)) return null;
  return rankIn(words) === 1 || asksOrder(words) ? null : { ...question, words: `${words} ${question.words}` };
}

/** `And the second?` names a picture, where pictures are many or were spoken of by number; `the other one` where they are two. */
function withPicture(read: Question, { meant, intent }: Topic, pictures: number): Question {
  const areMany = pictures > 1 || meant !== null || intent === describe || intent === whatIs;
  if (read.meant !== null || !read.asksOn || intent === null || !areMany) return read;
  const bare = barePicture(read.words);
  if (bare === null || (intent === extreme && meant === null)) return read;
  const other = Array.isArray(meant) && meant.length === 1 && pictures === 2 ? 3 - Number(meant[0]) : null;
  const number = bare === "other" ? other : bare;
  return number === null ? read : { ...read, meant: [number], words: "", subject: EVERYTHING };
}

/** `Where?`, `What colour is it?` after a comparison. */
function refersToChange({ subject, refersBack, words }: Question, own: Intent | null): boolean {
  if (!namesNothing(subject) || subject.parts.has("everything")) return false;
  return own === find || (own !== null && own.about === "picture" && (refersBack || ONE_COLOUR.test(words)));
}

const pickOf = (question: Question | null): Pick | null =>
  question === null ? null : asksSmallest(question.words) ? "smallest" : "largest";

function asksAgain({ asksOn, meant, subject, words }: Question): boolean {
  const isShort = words.split(" ").length <= FEW_WORDS;
  return asksOn || (isShort && (meant !== null || subject.things.length > 0 || subject.shapes.length > 0));
}

/** Colour alone is what is asked, not what is asked about. */
function namesNothing({ things, shapes, parts, unknown }: Subject): boolean {
  const named = [...parts].filter((part) => part !== "colours" && part !== "everything");
  return things.length + shapes.length + named.length === 0 && unknown === "";
}
