// The image and document blocks of a body, found in its bytes: where their sources stand, and that no object on the way to them has a key
// twice, however it is spelled. It goes where content/walk.ts goes, and counts on its own.
import type { JsonPath } from "../content/path.ts";
import { formatPath } from "../content/path.ts";
import { MAX_BLOCK_DEPTH } from "../content/walk.ts";
import { InputError } from "../errors/errors.ts";
import { skipSpace } from "./find-spans.ts";
import { type Lexer, OPEN_ARRAY, OPEN_OBJECT, QUOTE } from "./lexer.ts";
import type { MediaPlaces } from "./members.ts";
import { TO_THE_END } from "./seek.ts";

/** An image or document block in the bytes. */
export interface SurveyedBlock {
  readonly at: JsonPath;
  readonly type: "image" | "document";
  /** Whether its `source` is an object, as every source is. */
  readonly hasSource: boolean;
  /** Byte behind that object; null when there is none. */
  readonly sourceEnd: number | null;
  /** Where the text of a base64 source begins, behind its quote; null when it is no base64 source. */
  readonly textStart: number | null;
}

/** Longest spelling of a word that is of interest, in bytes: each letter an escape. */
const LONGEST_WORD = 6 * "document".length + 2;

/**
 * @param places where to look, when the body has no key twice: what is elsewhere is passed over. Null: everywhere.
 *
 * @throws InputError `input.body-duplicate-key`: at the top level, in a message, or in a block, its source or its transformations.
 */
export function survey(lexer: Lexer, places: MediaPlaces | null): SurveyedBlock[] {
  const { bytes, valueEnd } = lexer;
  const found: SurveyedBlock[] = [];
  if (places !== null && !places.system && places.messages.size === 0) return found;
  const root = skipSpace(bytes, 0);
  if (bytes[root] === OPEN_OBJECT)
    membersOf(root, [], (key, start) => {
      if (key === "system") return (places?.system ?? true) ? content(start, ["system"], 0) : null;
      return key === "messages" && bytes[start] === OPEN_ARRAY ? messages(start) : null;
    });
  return found;

  // Each of these gives the byte behind the value that begins at `start`.

  function messages(start: number): number {
    if (places !== null) return chosenMessages(start, [...places.messages]);
    return lexer.elements(start, (one, index) => message(one, index)) + 1;
  }

  /** Only those of these indexes: what lies between is passed over at once. */
  function chosenMessages(start: number, indexes: readonly number[]): number {
    let at = skipSpace(bytes, start + 1);
    let index = 0;
    for (const wanted of indexes) {
      if (wanted > index) at = lexer.skip(at, wanted - index);
      at = message(at, wanted);
      index = wanted;
    }
    // Behind the last there is nothing to be found, unless the system prompt.
    return places?.system ? lexer.skip(at, TO_THE_END) + 1 : bytes.length;
  }

  function message(start: number, index: number): number {
    if (bytes[start] !== OPEN_OBJECT) return valueEnd(start);
    const at = ["messages", index];
    return membersOf(start, at, (key, inner) => (key === "content" ? content(inner, [...at, "content"], 0) : null));
  }

  function content(start: number, at: JsonPath, depth: number): number {
    // The walk refuses what nests deeper; and here no byte is passed over more often than that.
    if (depth > MAX_BLOCK_DEPTH) return valueEnd(start);
    if (bytes[start] === OPEN_OBJECT) return block(start, at, depth);
    if (bytes[start] !== OPEN_ARRAY) return valueEnd(start);
    const each = (one: number, index: number): number =>
      bytes[one] === OPEN_OBJECT ? block(one, [...at, index], depth) : valueEnd(one);
    return lexer.elements(start, each) + 1;
  }

  function block(start: number, at: JsonPath, depth: number): number {
    let type: string | null = null;
    let inner: number | null = null;
    let source: number | null = null;
    const end = membersOf(start, at, (key, value) => {
      if (key === "type") type = word(value);
      else if (key === "content") inner = value;
      else if (key === "source") source = value;
      else if (key === "transformations" && bytes[value] === OPEN_OBJECT)
        return membersOf(value, [...at, key], () => null);
      return null;
    });
    // What `content` and `source` mean hangs on the type, which may stand behind them.
    if (type === "image" || type === "document") mediaBlock(type, source, at, depth);
    else if (inner !== null) content(inner, [...at, "content"], depth + 1);
    return end;
  }

  function mediaBlock(type: "image" | "document", start: number | null, at: JsonPath, depth: number): void {
    if (start === null || bytes[start] !== OPEN_OBJECT) {
      found.push({ at, type, hasSource: false, sourceEnd: null, textStart: null });
      return;
    }
    const path = [...at, "source"];
    let method: string | null = null;
    let text: number | null = null;
    let inner: number | null = null;
    const sourceEnd = membersOf(start, path, (key, value) => {
      if (key === "type") method = word(value);
      else if (key === "data" && bytes[value] === QUOTE) text = value + 1;
      else if (key === "content") inner = value;
      return null;
    });
    found.push({ at, type, hasSource: true, sourceEnd, textStart: method === "base64" ? text : null });
    if (type === "document" && inner !== null) content(inner, [...path, "content"], depth + 1);
  }

  function word(start: number): string | null {
    if (bytes[start] !== QUOTE) return null;
    const end = valueEnd(start);
    return end - start > LONGEST_WORD ? null : lexer.text(start, end);
  }

  /** `each` gives the byte behind a value that it has gone through, and null for one that it has not. */
  function membersOf(start: number, at: JsonPath, each: (key: string, valueStart: number) => number | null): number {
    const keys = createKeys();
    const close = lexer.members(start, (keyStart, keyEnd, valueStart) => {
      const key = lexer.text(keyStart, keyEnd);
      if (!keys.add(key)) throw duplicateKey(key, at);
      return each(key, valueStart) ?? valueEnd(valueStart);
    });
    return close + 1;
  }
}

/** The keys of one object so far; `add` says whether one is new. Most objects have few: a set would take longer to make than to ask. */
function createKeys(): { add(key: string): boolean } {
  const few: string[] = [];
  let many: Set<string> | null = null;
  return {
    add(key) {
      if (many?.has(key) ?? few.includes(key)) return false;
      if (many === null && few.length === 16) many = new Set(few);
      if (many === null) few.push(key);
      else many.add(key);
      return true;
    },
  };
}

/** `at`: the object that has the key twice. */
export function duplicateKey(key: string, at: JsonPath): InputError {
  // Cut short: the key is the caller's, and lands in messages and logs.
  const facts = { key: key.slice(0, 40) };
  return at.length === 0
    ? new InputError("input.body-duplicate-key", facts)
    : new InputError("input.body-duplicate-key", facts, { at: formatPath(at) });
}
