// What was said, as data that never changes: a turn makes the next history, and until it is kept the one before stands.
import type { Block } from "../../content/block.ts";
import type { JsonPath } from "../../content/path.ts";
import { isObject, type LooseObject } from "../../content/source.ts";
import type { HistoryMessage } from "./conversation.ts";

/** A picture, or a document, whose bytes went through here. */
export interface Picture {
  /** Of its block. */
  readonly at: JsonPath;
  /** In hex, of the bytes that are sent. */
  readonly sha256: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly method: "base64" | "file";
  /** Null where it is sent as base64. */
  readonly fileId: string | null;
  /** When the file expires, in ms since 1970; null: never, or there is none. */
  readonly expiresAt: number | null;
}

export interface History {
  readonly messages: readonly HistoryMessage[];
  /** Of all messages, as they stand on the wire. */
  readonly blocks: readonly Block[];
  readonly pictures: readonly Picture[];
  readonly turns: number;
  /** Whether the platform paused the last reply: an empty turn goes on with it. */
  readonly paused: boolean;
}

export const EMPTY: History = Object.freeze({ messages: [], blocks: [], pictures: [], turns: 0, paused: false });

/** The reply as it is sent back: a plain copy, without what no platform takes back. */
export function replyMessage(content: readonly unknown[]): HistoryMessage | null {
  // A plain copy: streams give blocks with getters, and nobody may change what was said.
  const plain = JSON.parse(JSON.stringify(content)) as LooseObject[];
  const kept = plain.filter((block) => !(block.type === "text" && block.text === ""));
  return kept.length === 0 ? null : freeze({ role: "assistant", content: kept });
}

/** Tools that the last reply calls. */
export function openToolCalls({ messages }: History): string[] {
  const last = messages.at(-1);
  if (last?.role !== "assistant") return [];
  return last.content.flatMap(({ type, id }) => (type === "tool_use" && typeof id === "string" ? [id] : []));
}

/** The messages with other sources at some blocks; all others are the same objects. */
export function withSources(
  messages: readonly HistoryMessage[],
  sources: ReadonlyMap<string, object>,
): readonly HistoryMessage[] {
  if (sources.size === 0) return messages;
  return messages.map((message, index) => replaced(message, `messages.${index}`, sources) as HistoryMessage);
}

/** Everything on the way to a changed block anew, everything else as it is. */
function replaced(value: unknown, at: string, sources: ReadonlyMap<string, object>): unknown {
  const source = sources.get(at);
  if (source !== undefined && isObject(value)) return freeze({ ...value, source });
  if (![...sources.keys()].some((path) => path.startsWith(`${at}.`))) return value;
  if (Array.isArray(value)) return Object.freeze(value.map((one, index) => replaced(one, `${at}.${index}`, sources)));
  if (!isObject(value)) return value;
  return Object.freeze(
    Object.fromEntries(Object.entries(value).map(([key, one]) => [key, replaced(one, `${at}.${key}`, sources)])),
  );
}

/** A copy that shares nothing that can change. Long texts are not copied. Only for JSON. */
export function copy<T>(value: T): T {
  if (Array.isArray(value)) return value.map(copy) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, copy(one)])) as T;
}

/** Frozen through and through. Only for values of ours: JSON, no cycles. */
export function freeze<T>(value: T): T {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  for (const one of Object.values(value)) freeze(one);
  return Object.freeze(value);
}
