// One turn from what was asked to what is kept. Whatever fails on the way, the history that came in is the one that stands.
import { type BlockFacts, isKnown } from "../../content/block.ts";
import { textsOf } from "../../content/texts.ts";
import { imageTokens } from "../../content/tokens.ts";
import { EngineError } from "../../errors/errors.ts";
import { UPLOAD_MARGIN_MS } from "../../files/create-uploads.ts";
import { textTokens } from "../../plan/text-tokens.ts";
import type { Model } from "../../platform/capability.ts";
import { answerOf } from "../answer.ts";
import type { MessageLike, MessageStreamLike } from "../messages-client.ts";
import { releaseAll } from "../open-item.ts";
import { asMessage, received } from "../receive.ts";
import { bodyOf, bytesOfBody } from "./body.ts";
import { hasMarks, type Marks, placeMarks } from "./cache-marks.ts";
import type { ConversationAnswer, HistoryMessage, SentUpload } from "./conversation.ts";
import { type History, replyMessage } from "./history.ts";
import { type Asked, type Means, readyTurn } from "./ready-turn.ts";
import { renewed } from "./renew-files.ts";
import { inlineBytes } from "./saved.ts";
import { type Sending, sendTurn } from "./send-turn.ts";
import { fieldsOf, hasOwnMarks, type Settings } from "./settings.ts";
import type { Outgoing } from "./transport.ts";
import { blocksOf, messagesOf, type Turn } from "./turn.ts";
import { inputsOf } from "./turn-inputs.ts";

export interface Taken {
  readonly history: History;
  readonly answer: ConversationAnswer;
}

export async function takeTurn(
  sent: History,
  asked: Asked,
  onText: ((text: string) => void) | null,
  means: Means,
): Promise<Taken> {
  const { signal, onProgress } = asked.options;
  if (signal?.aborted) {
    releaseAll(inputsOf(asked.parts));
    throw signal.reason;
  }
  const { settings, store, uploading, transport } = means;
  const wire = { requests: 0, requestBytes: 0 };
  let heard = false;

  async function send(turn: Turn): Promise<MessageLike> {
    // Nothing is sent for who has left; the official client would say it in its own words.
    signal?.throwIfAborted();
    const outgoing = outgoingOf(turn, asked, means);
    const bytes = transport.bytesOf(outgoing);
    onProgress?.({ type: "sending", bytes });
    signal?.throwIfAborted();
    wire.requests++;
    wire.requestBytes += bytes;
    if (onText === null) return transport.send(outgoing, signal);
    const stream = await transport.stream(outgoing, signal);
    return drained(stream, signal, (text) => {
      heard = true;
      onText(text);
    });
  }

  const sending: Sending = {
    lane: settings.lane,
    model: settings.model,
    store,
    uploading,
    signal,
    automatic: settings.automatic && asked.options.method === undefined,
    withoutFiles: means.withoutFiles,
    send,
    heard: () => heard,
    bytesInline: async (turn, picture) => inlineBytes(messagesOf(turn), picture),
  };
  const ready = await readyTurn(sent, asked, means);
  const fresh = await renewed(ready.turn, Date.now() + UPLOAD_MARGIN_MS, sending);
  const { turn, reply, mended, uploads: again } = await sendTurn(fresh.turn, sending);

  // What a model declined to answer it would decline again with every later turn; the official client's threads leave it out as well.
  const kept = reply.stop_reason !== "refusal";
  const history = kept ? withReply(turn, reply) : sent;
  if (kept) transport.kept(history.messages);
  const uploads = [...(ready.turn.entered?.uploads ?? []), ...fresh.uploads, ...again];
  return {
    history,
    answer: {
      ...answerOf(reply, ready),
      turn: sent.turns + 1,
      kept,
      sent: { ...wire, uploads, uploadedBytes: uploadedBytes(uploads) },
      mended,
    },
  };
}

function outgoingOf(turn: Turn, { options }: Asked, { settings }: Means): Outgoing {
  const fields = fieldsOf(settings, options);
  const messages = messagesOf(turn);
  const marks = settings.threads ? null : marksFor(turn, messages, fields, settings);
  const body = bodyOf(fields, messages, marks);
  const bytes = bytesOfBody(body, messages, marks);
  return { body, sent: turn.sent.messages, added: turn.entered?.message ?? null, bytes };
}

function marksFor(
  turn: Turn,
  messages: readonly HistoryMessage[],
  { system, tools }: Readonly<Record<string, unknown>>,
  settings: Settings,
): Marks | null {
  const { lane, model: named, cache } = settings;
  const { model } = named;
  const tokensOf = (text: string): number => textTokens(text, model.tokenizer.value).high;
  const before = tokensOf(JSON.stringify([system ?? "", tools ?? ""]));
  const pictures = blocksOf(turn).reduce((sum, { facts }) => sum + visualTokens(facts, model), 0);
  const said = textsOf(messages).reduce((sum, text) => sum + tokensOf(text), 0);
  return placeMarks(messages, {
    platform: lane.platform.id,
    model,
    cache,
    marked: hasOwnMarks(settings) || hasMarks(messages),
    hasSystem: Array.isArray(system) && system.length > 0,
    tokens: { before, all: before + pictures + said },
  });
}

function visualTokens(facts: BlockFacts, { tier }: Model): number {
  return isKnown(facts) && facts.kind === "image" ? imageTokens(facts.width, facts.height, tier.value) : 0;
}

function withReply({ sent, entered }: Turn, reply: MessageLike): History {
  const message = replyMessage(reply.content);
  const said = entered === null ? sent.messages : [...sent.messages, entered.message];
  return {
    messages: Object.freeze(message === null ? said : [...said, message]),
    blocks: entered === null ? sent.blocks : [...sent.blocks, ...entered.blocks],
    pictures: entered === null ? sent.pictures : [...sent.pictures, ...entered.pictures],
    turns: sent.turns + 1,
    paused: reply.stop_reason === "pause_turn",
  };
}

/** A streamed reply to its end. One that ends before its `message_stop` is none: what came of it is not kept. */
async function drained(
  stream: MessageStreamLike,
  signal: AbortSignal | undefined,
  onText: (text: string) => void,
): Promise<MessageLike> {
  let stopped = false;
  const events = stream[Symbol.asyncIterator]();
  for (;;) {
    const event = await received(() => events.next(), signal);
    if (event.done) break;
    const { type, delta } = event.value;
    if (type === "message_stop") stopped = true;
    const { type: kind, text } = (delta ?? {}) as { readonly type?: unknown; readonly text?: unknown };
    if (type === "content_block_delta" && kind === "text_delta" && typeof text === "string") onText(text);
  }
  const reply = asMessage(await received(() => stream.finalMessage(), signal));
  if (!stopped || reply.stop_reason === null)
    throw new EngineError("engine.unreadable-answer", { detail: "the stream ended before the reply did" });
  return reply;
}

function uploadedBytes(uploads: readonly SentUpload[]): number {
  return uploads.reduce((sum, { found, bytes }) => sum + (found ? 0 : bytes), 0);
}
