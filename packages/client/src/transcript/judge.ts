// A whole transcript judged: which of its messages go together, and what has to be done to each of its pieces. Nothing of its bytes is kept.
import { isObject, type LooseObject } from "../content/source.ts";
import { errorOf } from "../errors/errors.ts";
import type { Platform } from "../platform/capability.ts";
import { modelOf } from "../platform/models.ts";
import { type Conversation, type Decision, decide, type FetchUrl } from "./decide.ts";
import { type Examined, examine, type Look } from "./examine.ts";
import { messagesIn, type Reading } from "./messages-in.ts";
import type { Rejection } from "./rejection.ts";
import { asTold, countingAny, modelAsTold, toldAfter } from "./told.ts";

export interface Rules {
  readonly platform: Platform;
  /** The model that the transcript goes to; null: that of the last answer in each conversation. */
  readonly model: string | null;
  /** Where no answer names one. */
  readonly defaultModel: string;
  readonly apiVersion?: string;
  readonly look: Look;
  readonly fetchUrl: FetchUrl | null;
  /** Refusals of the platform, whose limits count where they are stricter than those of the table. */
  readonly told: readonly Rejection[];
}

export interface Judgement {
  /** By index of the piece, in the order of the blocks. */
  readonly decisions: ReadonlyMap<number, readonly Decision[]>;
  /** About conversations as a whole. */
  readonly general: readonly Decision[];
  readonly models: readonly string[];
  /** Pieces that are JSON. */
  readonly values: number;
  readonly messages: number;
  readonly conversations: number;
  readonly images: number;
  readonly documents: number;
  /** Refusals that the transcript itself tells of. */
  readonly told: readonly Rejection[];
}

interface Growing {
  /** Those with something to look at: of texts, of which there are many, only their bytes are kept. */
  readonly messages: Examined[];
  count: number;
  otherBytes: number;
  readonly request: LooseObject | null;
  model: string | null;
  /** Refusals that it tells of itself. */
  told: readonly Rejection[];
}

export async function judge(values: AsyncIterable<unknown>, rules: Rules): Promise<Judgement> {
  const conversations: Growing[] = [];
  const byId = new Map<string, Growing>();
  let plain: Growing | null = null;
  let [index, count] = [-1, 0];

  const begin = (request: LooseObject | null = null): Growing => {
    const one: Growing = { messages: [], count: 0, otherBytes: 0, request, model: null, told: [] };
    conversations.push(one);
    return one;
  };
  const conversationOf = ({ whole, request, link, parts }: Reading): Growing | null => {
    if (whole) return begin(request);
    if (link !== null) {
      const found = (link.parent === null ? undefined : byId.get(link.parent)) ?? begin();
      byId.set(link.id, found);
      return found;
    }
    if (parts.length === 0) return null;
    plain ??= begin();
    return plain;
  };

  for await (const value of values) {
    index++;
    if (value === undefined) continue;
    count++;
    if (isObject(value) && value.fovea === "conversation") throw errorOf("input.saved-conversation", {});
    const reading = messagesIn(value);
    const conversation = conversationOf(reading);
    if (conversation === null) continue;
    conversation.told = toldAfter(conversation.told, value, reading.parts);
    for (const part of reading.parts) {
      const found = await examine(part, index, conversation.count++, conversation.request, rules.look);
      conversation.otherBytes += found.otherBytes;
      if (found.spots.length + found.malformed.length + found.thinking.length > 0) conversation.messages.push(found);
      conversation.model = part.model ?? conversation.model;
    }
  }

  const filled = conversations.filter(({ count }) => count > 0);
  const decisions = new Map<number, Decision[]>();
  const general: Decision[] = [];
  const models = new Set<string>();
  for (const one of filled) {
    const { model, known } = modelOf(rules.model ?? one.model ?? rules.defaultModel);
    models.add(model.id);
    const found = await decisionsOf(one, { model, modelKnown: known }, rules);
    for (const decision of found) {
      const piece = pieceOf(decision);
      if (piece === null) general.push(decision);
      else decisions.set(piece, [...(decisions.get(piece) ?? []), decision]);
    }
  }
  const spots = filled.flatMap(({ messages }) => messages.flatMap((one) => one.spots));
  return {
    decisions,
    general,
    models: [...models],
    values: count,
    messages: filled.reduce((sum, one) => sum + one.count, 0),
    conversations: filled.length,
    images: spots.filter(({ block }) => block.type === "image").length,
    documents: spots.filter(({ block }) => block.type === "document").length,
    told: filled.flatMap((one) => one.told),
  };
}

async function decisionsOf(
  { messages, request, told: own, otherBytes }: Growing,
  { model, modelKnown }: Pick<Conversation, "model" | "modelKnown">,
  { platform, apiVersion, told: given, fetchUrl }: Rules,
): Promise<Decision[]> {
  const told = [...given, ...own];
  const conversation: Conversation = {
    platform: asTold(platform, told),
    model: modelAsTold(model, told),
    modelKnown,
    messages,
    isRequest: request !== null,
    otherBytes: otherBytes + (request === null ? 0 : bytesBeside(request)),
    ...(apiVersion === undefined ? {} : { apiVersion }),
  };
  const found = await decide(conversation, fetchUrl);
  if (found.length > 0 || !told.some(({ kind }) => kind === "many-images")) return found;
  // There were many to the platform, whatever is counted here.
  return decide({ ...conversation, platform: countingAny(conversation.platform) }, fetchUrl);
}

/** Tools, settings and the like; the system prompt and the messages are counted one by one. */
function bytesBeside({ messages: _, system, ...rest }: LooseObject): number {
  return Buffer.byteLength(JSON.stringify(typeof system === "string" ? { ...rest, system } : rest));
}

function pieceOf(decision: Decision): number | null {
  if (decision.do === "mend") return decision.spot.piece;
  if (decision.do === "drop-thinking") return decision.thinking.piece;
  return decision.from === null ? null : decision.from.piece;
}
