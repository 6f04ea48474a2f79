// Edits as cuts: byte ranges of the original that are left out, and the values written there instead. Commas are part of the cut, white space
// stays wherever something beside it does.
import type { Edit } from "../content/edit.ts";
import { type EditNode, editTree } from "../content/edit-tree.ts";
import { formatPath, type JsonPath } from "../content/path.ts";
import { skipSpace } from "./find-spans.ts";
import { type Lexer, OPEN_ARRAY, OPEN_OBJECT } from "./lexer.ts";
import { duplicateKey } from "./survey.ts";

type Written = Extract<Edit, { readonly value: unknown }>;

/** What is written in a cut: text as it is, or the value of an edit. */
export type Insertion = string | Written;

export interface Cut {
  readonly start: number;
  /** Byte behind the cut; that of `start` where nothing is left out. */
  readonly end: number;
  readonly insertions: readonly Insertion[];
}

/**
 * In the order of the bytes, none into another.
 *
 * @throws TypeError for edits that conflict, or whose target is not as they say.
 * @throws InputError `input.body-duplicate-key` when the target of an edit, or what is around it, stands twice.
 */
export function cutsOf(lexer: Lexer, edits: readonly Edit[]): Cut[] {
  const tree = editTree(edits);
  const cuts: Cut[] = [];
  value(skipSpace(lexer.bytes, 0), tree, []);
  return cuts;

  /** Gives the byte behind the value. */
  function value(start: number, node: EditNode, at: JsonPath): number {
    const { edit, children } = node;
    if (edit?.op === "replace") {
      const end = lexer.valueEnd(start);
      cuts.push({ start, end, insertions: [edit] });
      return end;
    }
    if (children.size === 0) return lexer.valueEnd(start);
    const first = lexer.bytes[start];
    if (first === OPEN_ARRAY) return array(start, node, at) + 1;
    if (first === OPEN_OBJECT) return object(start, node, at) + 1;
    throw new TypeError(`no edit can go below ${printed(at)}: it is neither an object nor an array`);
  }

  function array(start: number, { children }: EditNode, at: JsonPath): number {
    for (const step of children.keys())
      if (typeof step !== "number") throw new TypeError(`${printed([...at, step])}: an array has indexes, not keys`);
    const row = createRow(start + 1, cuts);
    let length = 0;
    const close = lexer.elements(start, (valueStart, index) => {
      length = index + 1;
      const child = children.get(index);
      if (child?.edit?.op === "insert") row.insert([child.edit]);
      if (child?.edit?.op === "remove") return row.remove(valueStart, lexer.valueEnd(valueStart));
      row.keep(valueStart);
      return row.kept(child === undefined ? lexer.valueEnd(valueStart) : value(valueStart, child, [...at, index]));
    });
    for (const [index, child] of children) {
      if ((index as number) < length) continue;
      // Only an insert, with nothing to edit behind it, may stand at the end.
      if (index !== length || child.edit?.op !== "insert" || child.children.size > 0)
        throw new TypeError(`${printed([...at, index])} is no place in an array of ${length}`);
      row.insert([child.edit]);
    }
    row.close();
    return close;
  }

  function object(start: number, { children }: EditNode, at: JsonPath): number {
    for (const step of children.keys())
      if (typeof step !== "string") throw new TypeError(`${printed([...at, step])}: an object has keys, not indexes`);
    const row = createRow(start + 1, cuts);
    const seen = new Set<string>();
    const close = lexer.members(start, (keyStart, keyEnd, valueStart) => {
      const key = lexer.text(keyStart, keyEnd);
      const child = children.get(key);
      if (child !== undefined && seen.has(key)) throw duplicateKey(key, at);
      seen.add(key);
      if (child?.edit?.op === "insert") throw new TypeError(`${printed([...at, key])} exists already`);
      if (child?.edit?.op === "remove") return row.remove(keyStart, lexer.valueEnd(valueStart));
      row.keep(keyStart);
      return row.kept(child === undefined ? lexer.valueEnd(valueStart) : value(valueStart, child, [...at, key]));
    });
    for (const [key, child] of children) {
      if (seen.has(key as string)) continue;
      if (child.edit?.op !== "insert") throw new TypeError(`${printed([...at, key])} does not exist`);
      row.insert([`${JSON.stringify(key)}:`, child.edit]);
    }
    row.close();
    return close;
  }
}

interface Row {
  /** Writes something before what comes next. */
  insert(insertion: readonly Insertion[]): void;
  /** Leaves out an element or member. Gives `end`. */
  remove(start: number, end: number): number;
  /** One that stays begins at `start` ... */
  keep(start: number): void;
  /** ... and ends at `end`, which it gives; the cuts inside it have been made. */
  kept(end: number): number;
  close(): void;
}

/** The elements of an array, or the members of an object, from the first to the last. `inside`: the byte behind the opening bracket. */
function createRow(inside: number, cuts: Cut[]): Row {
  let lastKept: number | null = null;
  let removed: { start: number; end: number } | null = null;
  let inserted: (readonly Insertion[])[] = [];

  function cut(start: number, end: number, insertions: readonly Insertion[]): void {
    cuts.push({ start, end, insertions });
    removed = null;
    inserted = [];
  }

  return {
    insert: (insertion) => inserted.push(insertion),
    remove(start, end) {
      removed = { start: removed?.start ?? start, end };
      return end;
    },
    keep(start) {
      // Each value brings the comma behind it; that before it is there, or nothing is.
      if (removed !== null || inserted.length > 0)
        cut(
          removed?.start ?? start,
          start,
          inserted.flatMap((one) => [...one, ","]),
        );
    },
    kept: (end) => {
      lastKept = end;
      return end;
    },
    close() {
      const values = inserted.flatMap((one, index) => (index === 0 ? one : [",", ...one]));
      if (removed !== null) {
        // With something in place of the last one, the comma before it stays.
        const from = values.length === 0 ? (lastKept ?? removed.start) : removed.start;
        cut(from, removed.end, values);
      } else if (values.length > 0) {
        const end = lastKept ?? inside;
        cut(end, end, lastKept === null ? values : [",", ...values]);
      }
    },
  };
}

function printed(at: JsonPath): string {
  return at.length === 0 ? "the root" : formatPath(at);
}
