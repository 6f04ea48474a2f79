// The request of a turn: what stands before the messages, the messages with their marks, and how many bytes that is.
import type { Block } from "../../content/block.ts";
import type { JsonPath } from "../../content/path.ts";
import { isObject } from "../../content/source.ts";
import { type Marks, withMarks } from "./cache-marks.ts";
import type { HistoryMessage } from "./conversation.ts";

export interface Body {
  readonly messages: readonly HistoryMessage[];
  readonly [field: string]: unknown;
}

/** @param fields everything beside the messages */
export function bodyOf(
  fields: Readonly<Record<string, unknown>>,
  messages: readonly HistoryMessage[],
  marks: Marks | null,
): Body {
  const { system } = fields;
  const marked = marks?.system ? markedSystem(system, marks) : system;
  return { ...fields, ...(system === undefined ? {} : { system: marked }), messages: withMarks(messages, marks) };
}

function markedSystem(system: unknown, { mark }: Marks): unknown {
  if (!Array.isArray(system)) return system;
  return [...system.slice(0, -1), { ...(system.at(-1) as object), cache_control: mark }];
}

const known = new WeakMap<object, number>();

/** Bytes of a value's JSON in UTF-8; of a frozen one counted once. */
export function jsonBytes(value: unknown): number {
  const keep = typeof value === "object" && value !== null && Object.isFrozen(value);
  const found = keep ? known.get(value) : undefined;
  if (found !== undefined) return found;
  const bytes = Buffer.byteLength(JSON.stringify(value) ?? "");
  if (keep) known.set(value, bytes);
  return bytes;
}

/** Bytes of the whole request, without writing out what was counted before. */
export function bytesOfBody(body: Body, messages: readonly HistoryMessage[], marks: Marks | null): number {
  const { messages: _, ...fields } = body;
  const list = messages.reduce((sum, message) => sum + jsonBytes(message), Math.max(0, messages.length - 1));
  const inMessages = (marks?.messages.length ?? 0) * (marks === null ? 0 : jsonBytes(marks.mark) + KEY_BYTES);
  const around = jsonBytes(fields) + (Object.keys(fields).length === 0 ? 0 : 1) + '"messages":[]'.length;
  return around + list + inMessages;
}

const KEY_BYTES = ',"cache_control":'.length;

/** What the sources of these blocks take in the messages now: the plan counts them itself. */
export function bytesOfSources(messages: readonly unknown[], blocks: readonly Block[]): number {
  return blocks.reduce((sum, { at, source }) => {
    if (source.method === "text") return sum;
    return sum + jsonBytes(valueAt({ messages }, [...at, "source"]));
  }, 0);
}

/** What stands at a path; undefined where there is nothing. */
export function valueAt(value: unknown, path: JsonPath): unknown {
  return path.reduce<unknown>((here, key) => {
    if (Array.isArray(here)) return here[key as number];
    return isObject(here) ? here[key as string] : undefined;
  }, value);
}
