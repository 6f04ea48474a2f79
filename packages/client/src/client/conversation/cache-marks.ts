// Where a prompt is marked to be cached. A mark costs a quarter more once, and saves nine tenths of everything before it in each later turn.

import { CACHE_MARKS } from "../../platform/cache-marks.ts";
import type { Model, PlatformId } from "../../platform/capability.ts";
import type { HistoryMessage } from "./conversation.ts";

export interface Marks {
  /** Whether the instructions end in a mark. */
  readonly system: boolean;
  /** Indexes of the messages whose last block has a mark. */
  readonly messages: readonly number[];
  readonly mark: { readonly type: "ephemeral"; readonly ttl?: "1h" };
}

export interface MarkTerms {
  readonly platform: PlatformId;
  readonly model: Model;
  readonly cache: false | "5m" | "1h";
  /** Whether a caller's own block, tool or instruction has a mark: then all marks are theirs. */
  readonly marked: boolean;
  readonly hasSystem: boolean;
  /** What the instructions and tools, and the whole prompt, are expected to have. */
  readonly tokens: { readonly before: number; readonly all: number };
}

/**
 * Null where no mark pays. Three places at most: the end of the instructions, which a new picture leaves valid though it makes the messages be read
 * anew; the end of the last user message, for the turn to come; and that of the one before, which is where the turn before wrote. The last
 * mark would find that one by itself only within 20 blocks, and a turn of 11 labelled pictures has more.
 */
export function placeMarks(messages: readonly HistoryMessage[], terms: MarkTerms): Marks | null {
  const { platform, model, cache, marked, hasSystem, tokens } = terms;
  if (cache === false || marked || !CACHE_MARKS[platform].value) return null;
  const least = model.minCacheTokens.value;
  if (tokens.all < least) return null;
  const ends = messages.flatMap(({ role, content }, index) =>
    role === "user" && takesMark(content.at(-1)) ? [index] : [],
  );
  return {
    system: hasSystem && tokens.before >= least,
    messages: ends.slice(-2),
    mark: cache === "1h" ? { type: "ephemeral", ttl: "1h" } : { type: "ephemeral" },
  };
}

const MARKABLE: ReadonlySet<unknown> = new Set(["text", "image", "document", "tool_result"]);

function takesMark(block: HistoryMessage["content"][number] | undefined): boolean {
  return block !== undefined && MARKABLE.has(block.type) && block.text !== "";
}

/** The messages with their marks: copies, for marks move on from turn to turn, and what is kept has none. */
export function withMarks(messages: readonly HistoryMessage[], marks: Marks | null): readonly HistoryMessage[] {
  if (marks === null) return messages;
  return messages.map((message, index) => {
    if (!marks.messages.includes(index)) return message;
    const last = { ...message.content.at(-1), cache_control: marks.mark };
    return { ...message, content: [...message.content.slice(0, -1), last] };
  });
}

/** Whether anything in it has a mark of its own. */
export function hasMarks(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasMarks);
  if (typeof value !== "object" || value === null) return false;
  const { cache_control, content } = value as { cache_control?: unknown; content?: unknown };
  return (typeof cache_control === "object" && cache_control !== null) || hasMarks(content);
}
