// The image and document blocks of a body, found in its bytes: where their sources stand, and that no object on the way to them has a key
// twice, however it is spelled. It goes where content/walk.ts goes, and counts on its own.
import type { JsonPath } from "../content/path.ts";
import { formatPath } from "../content/path.ts";
import { MAX_BLOCK_DEPTH } from "../content/walk.ts";
import { InputError } from "../errors/errors.ts";
import { skipSpace } from "./find-spans.ts";
import { type Lexer, OPEN_ARRAY, OPEN_OBJECT, QUOTE } from "./lexer.ts";

/** Bytes from `start` up to, and without, `end`. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** An image or document block in the bytes. */
export interface SurveyedBlock {
  readonly at: JsonPath;
  readonly type: "image" | "document";
  /** The value of `source`; null when there is none. */
  readonly source: Range | null;
  /** Whether that is an object, as every source is. */
  readonly hasSource: boolean;
  /** Where the text of a base64 source begins, behind its quote; null when it is no base64 source. */
  readonly textStart: number | null;
}

/** Longest spelling of a word that is of interest, in bytes: each letter an escape. */
const LONGEST_WORD = 6 * "document".length + 2;

/**
 * @throws InputError `input.body-duplicate-key`: at the top level, in a message, or in a block, its source or its transformations.
 */
export function survey(lexer: Lexer): SurveyedBlock[] {
  const { bytes, valueEnd } = lexer;
  const found: SurveyedBlock[] = [];

  const root = skipSpace(bytes, 0);
  if (bytes[root] !== OPEN_OBJECT) return found;
  const { system, messages } = membersOf(root, []);
  if (system !== undefined) content(system, ["system"], 0);
  if (messages !== undefined && bytes[messages] === OPEN_ARRAY)
    lexer.elements(messages, (start, index) => {
      if (bytes[start] !== OPEN_OBJECT) return valueEnd(start);
      const at = ["messages", index];
      const message = membersOf(start, at);
      if (message.content !== undefined) content(message.content, [...at, "content"], 0);
      return message.end;
    });
  return found;

  function content(start: number, at: JsonPath, depth: number): void {
    // The walk refuses what nests deeper; and here no byte is passed over more often than that.
    if (depth > MAX_BLOCK_DEPTH) return;
    if (bytes[start] === OPEN_OBJECT) block(start, at, depth);
    else if (bytes[start] === OPEN_ARRAY)
      lexer.elements(start, (one, index) =>
        bytes[one] === OPEN_OBJECT ? block(one, [...at, index], depth) : valueEnd(one),
      );
  }

  /** Gives the byte behind the block. */
  function block(start: number, at: JsonPath, depth: number): number {
    const members = membersOf(start, at);
    const type = word(members.type);
    if (type === "image" || type === "document") mediaBlock(type, members, at, depth);
    else if (members.content !== undefined) content(members.content, [...at, "content"], depth + 1);
    return members.end;
  }

  function mediaBlock(
    type: "image" | "document",
    { source, transformations }: Members,
    at: JsonPath,
    depth: number,
  ): void {
    if (transformations !== undefined && bytes[transformations] === OPEN_OBJECT)
      membersOf(transformations, [...at, "transformations"]);
    if (source === undefined || bytes[source] !== OPEN_OBJECT) {
      const range = source === undefined ? null : { start: source, end: valueEnd(source) };
      found.push({ at, type, source: range, hasSource: false, textStart: null });
      return;
    }
    const path = [...at, "source"];
    const { type: method, data, content: inner, end } = membersOf(source, path);
    const isText = word(method) === "base64" && data !== undefined && bytes[data] === QUOTE;
    found.push({ at, type, source: { start: source, end }, hasSource: true, textStart: isText ? data + 1 : null });
    if (type === "document" && inner !== undefined) content(inner, [...path, "content"], depth + 1);
  }

  function word(start: number | undefined): string | null {
    if (start === undefined || bytes[start] !== QUOTE) return null;
    const end = valueEnd(start);
    return end - start > LONGEST_WORD ? null : lexer.text(start, end);
  }

  /** Where the values of the members begin that are of interest, and the byte behind the object. */
  function membersOf(start: number, at: JsonPath): Members {
    const starts: Record<string, number> = {};
    const keys = new Set<string>();
    const close = lexer.members(start, (keyStart, keyEnd, valueStart) => {
      const key = lexer.text(keyStart, keyEnd);
      if (keys.has(key)) throw duplicateKey(key, at);
      keys.add(key);
      if (OF_INTEREST.has(key)) starts[key] = valueStart;
      return valueEnd(valueStart);
    });
    return { ...starts, end: close + 1 };
  }
}

interface Members {
  readonly end: number;
  readonly type?: number;
  readonly source?: number;
  readonly content?: number;
  readonly data?: number;
  readonly system?: number;
  readonly messages?: number;
  readonly transformations?: number;
}

const OF_INTEREST = new Set(["type", "source", "content", "data", "system", "messages", "transformations"]);

/** `at`: the object that has the key twice. */
export function duplicateKey(key: string, at: JsonPath): InputError {
  // Cut short: the key is the caller's, and lands in messages and logs.
  const facts = { key: key.slice(0, 40) };
  return at.length === 0
    ? new InputError("input.body-duplicate-key", facts)
    : new InputError("input.body-duplicate-key", facts, { at: formatPath(at) });
}
