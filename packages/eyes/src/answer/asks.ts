// From a conversation to the questions to answer now, each with its row of the table; `and where is it?` is completed from what came before.
import type { Conversation } from "./conversation.ts";
import type { Intent } from "./intent.ts";
import { count } from "./intents/count.ts";
import { find } from "./intents/find.ts";
import { open } from "./intents/open.ts";
import { intentOf } from "./intents.ts";
import { clausesOf } from "./question/clauses.ts";
import type { Meant } from "./question/pictures.ts";
import { type Question, readQuestion } from "./question/question.ts";
import type { Subject } from "./question/subject.ts";

export interface Ask {
  readonly question: Question;
  readonly intent: Intent;
}

/** What the conversation is about so far. */
interface Topic {
  readonly intent: Intent | null;
  readonly subject: Subject | null;
  readonly meant: Meant | null;
}

/** Without a subject these ask about what was spoken of before. */
const NEED_A_SUBJECT: ReadonlySet<Intent> = new Set([find, count]);
/** `What colour?` asks about a thing, `What colours?` about the picture. */
const ONE_COLOUR = /^(?:(?:what|which|welche|de quelle|de que) )?(?:colou?r|farbe|couleur)$/u;
/** A clause of so few words that names something but asks nothing asks the last question again. */
const FEW_WORDS = 5;
/** So few words that name something are a question of their own. */
const BARE_WORDS = 3;

/** At least one. */
export function asksOf({ earlier, question, pictures }: Conversation): Ask[] {
  let topic: Topic = { intent: null, subject: null, meant: null };
  for (const turn of earlier) {
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
    };
  }
  // `I took this in Berlin. What is it?` has one question; `Invoice number? Date?` has two, though they only name things.
  const clear = all.filter(({ isClear }) => isClear);
  return { asks: clear.length > 0 ? clear : all, topic };
}

function isBareName({ words, subject }: Question): boolean {
  return words.split(" ").length <= BARE_WORDS && (subject.unknown !== "" || subject.things.length > 0);
}

/** Takes over what a follow-up leaves out: the thing, the intent, the picture. */
function complete(read: Question, topic: Topic, pictures: number): { question: Question; intent: Intent | null } {
  const intent = intentOf(read, pictures) ?? (asksAgain(read) ? topic.intent : null);
  const takesSubject =
    topic.subject !== null &&
    namesNothing(read.subject) &&
    !read.subject.parts.has("everything") &&
    (read.refersBack || read.asksOn || ONE_COLOUR.test(read.words) || (intent !== null && NEED_A_SUBJECT.has(intent)));
  if (!takesSubject || !topic.subject) return { question: read, intent };
  const parts = new Set([...topic.subject.parts, ...read.subject.parts]);
  const subject = { ...topic.subject, colours: read.subject.colours, parts };
  return { question: { ...read, subject, meant: read.meant ?? topic.meant }, intent };
}

function asksAgain({ asksOn, meant, subject, words }: Question): boolean {
  const isShort = words.split(" ").length <= FEW_WORDS;
  return asksOn || (isShort && (meant !== null || subject.things.length > 0 || subject.shapes.length > 0));
}

/** Colour alone is what is asked, not what is asked about. */
function namesNothing({ things, shapes, parts, unknown }: Subject): boolean {
  const named = [...parts].filter((part) => part !== "colours" && part !== "everything");
  return things.length + shapes.length + named.length === 0 && unknown === "";
}
