// A whole transcript judged: which of its messages go together, and what has to be done to each of its pieces. Nothing of its bytes is kept.
import type { JsonPath } from "../content/path.ts";
import { isObject, type LooseObject } from "../content/source.ts";
import { errorOf } from "../errors/errors.ts";
import type { Model, Platform } from "../platform/capability.ts";
import { modelOf } from "../platform/models.ts";
import { type Decision, decide, type FetchUrl } from "./decide.ts";
import { type Examined, examine, type Look } from "./examine.ts";
import { messagesIn, type Part, type Reading } from "./messages-in.ts";
import { readRejection } from "./rejection.ts";

export interface Rules {
  readonly platform: Platform;
  /** The model that the transcript goes to; null: that of the last answer in each conversation. */
  readonly model: string | null;
  /** Where no answer names one. */
  readonly defaultModel: string;
  readonly apiVersion?: string;
  readonly look: Look;
  readonly fetchUrl: FetchUrl | null;
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
  /** Whether the transcript itself tells of a picture that could not be processed. */
  readonly tellsUnprocessable: boolean;
}

interface Growing {
  readonly messages: Examined[];
  readonly request: LooseObject | null;
  model: string | null;
}

export async function judge(values: AsyncIterable<unknown>, rules: Rules): Promise<Judgement> {
  const conversations: Growing[] = [];
  const byId = new Map<string, Growing>();
  let plain: Growing | null = null;
  let [index, count, tellsUnprocessable] = [-1, 0, false];

  const begin = (request: LooseObject | null = null): Growing => {
    const one: Growing = { messages: [], request, model: null };
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
    tellsUnprocessable ||= isToldOf(value, reading.parts);
    for (const part of reading.parts) {
      const { messages, request } = conversation;
      messages.push(await examine(part, index, messages.length, request, rules.look));
      conversation.model = part.model ?? conversation.model;
    }
  }

  const filled = conversations.filter(({ messages }) => messages.length > 0);
  const decisions = new Map<number, Decision[]>();
  const general: Decision[] = [];
  const models = new Set<string>();
  for (const one of filled) {
    const { model, known } = modelFor(one, rules);
    models.add(model.id);
    const { platform, apiVersion } = rules;
    const { messages, request } = one;
    const found = await decide(
      {
        platform,
        model,
        modelKnown: known,
        messages,
        isRequest: request !== null,
        otherBytes: request === null ? 0 : bytesBeside(request),
        ...(apiVersion === undefined ? {} : { apiVersion }),
      },
      rules.fetchUrl,
    );
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
    messages: filled.reduce((sum, { messages }) => sum + messages.length, 0),
    conversations: filled.length,
    images: spots.filter(({ block }) => block.type === "image").length,
    documents: spots.filter(({ block }) => block.type === "document").length,
    tellsUnprocessable,
  };
}

/** Tools, settings and the like; the system prompt and the messages are counted one by one. */
function bytesBeside({ messages: _, system, ...rest }: LooseObject): number {
  return Buffer.byteLength(JSON.stringify(typeof system === "string" ? { ...rest, system } : rest));
}

function modelFor({ model }: Growing, { model: named, defaultModel }: Rules): { model: Model; known: boolean } {
  return modelOf(named ?? model ?? defaultModel);
}

function pieceOf(decision: Decision): number | null {
  if (decision.do === "mend") return decision.spot.piece;
  if (decision.do === "drop-thinking") return decision.thinking.piece;
  return decision.from === null ? null : decision.from.piece;
}

/** Longest text that is taken for an error which an agent shows, in characters. */
const MAX_ERROR_CHARS = 2_000;

/** Claude Code keeps the refusals of the platform as lines of the assistant, marked as such. */
function isToldOf(value: unknown, parts: readonly Part[]): boolean {
  if (!isObject(value) || value.isApiErrorMessage !== true) return false;
  return parts.some(({ content }) => texts(content, []).some((text) => readRejection(text)?.kind === "unprocessable"));
}

function texts(content: unknown, at: JsonPath): string[] {
  if (typeof content === "string") return content.length <= MAX_ERROR_CHARS ? [content] : [];
  if (!Array.isArray(content) || at.length > 0) return [];
  return content.flatMap((one: unknown, index) => (isObject(one) ? texts(one.text, [...at, index]) : []));
}
