// The slow and obvious way to apply edits, one after the other from the back, and edits to try it with: the reference of the appliers'
// contract.
import type { Base64Value, Edit, Json } from "../../packages/client/src/content/edit.ts";

/** A value to put into an edit, and how it stands in JSON afterwards. */
export interface Candidate {
  readonly value: Json | Base64Value;
  readonly written: Json;
}

type Path = Edit["at"];
type Box = { [key: string | number]: unknown };
const written = new WeakMap<Edit, Json>();

/** Edits of `body` that do not conflict, chosen by numbers: which place, which operation, which value. */
export function pickEdits(
  body: Json,
  picks: readonly (readonly [place: number, op: number, value: Candidate])[],
): Edit[] {
  const places = placesOf(body, []);
  const edits: Edit[] = [];
  for (const [place, op, { value, written: json }] of picks) {
    const { at, there } = places[place % places.length] as Place;
    const edit: Edit =
      op === 0 && there && at.length > 0 ? { at, op: "remove" } : { at, op: there ? "replace" : "insert", value };
    if (edits.some((other) => clash(edit, other) || clash(other, edit))) continue;
    written.set(edit, json);
    edits.push(edit);
  }
  return edits;
}

interface Place {
  readonly at: Path;
  /** False for the gaps of arrays and for new keys. */
  readonly there: boolean;
}

function placesOf(value: Json, at: Path): Place[] {
  const here: Place = { at, there: true };
  if (typeof value !== "object" || value === null) return [here];
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  const inner = keys.flatMap((key) => placesOf((value as { [key: string | number]: Json })[key] as Json, [...at, key]));
  const gaps = Array.isArray(value)
    ? [...keys, keys.length]
    : ["new", "__proto__"].filter((key) => !Object.hasOwn(value, key));
  return [here, ...inner, ...gaps.map((key) => ({ at: [...at, key], there: false }))];
}

function clash(a: Edit, b: Edit): boolean {
  if (!a.at.every((step, index) => step === b.at[index])) return false;
  return a.at.length === b.at.length || !(a.op === "insert" && typeof a.at.at(-1) === "number");
}

/** Applies edits made by `pickEdits` to `body`, which it changes, from the back of the request to its front. */
export function naive(body: Json, edits: readonly Edit[]): unknown {
  const root: Box = { root: body };
  for (const edit of [...edits].sort((a, b) => later(a.at, b.at))) {
    const path = ["root", ...edit.at];
    const last = path.pop() as string | number;
    const parent = path.reduce<unknown>((value, step) => (value as Box)[step], root) as Box;
    const value = written.get(edit);
    if (Array.isArray(parent))
      parent.splice(last as number, edit.op === "insert" ? 0 : 1, ...(edit.op === "remove" ? [] : [value]));
    else if (edit.op === "remove") delete parent[last];
    else Object.defineProperty(parent, last, { value, writable: true, enumerable: true, configurable: true });
  }
  return root.root;
}

/** Sorts later elements first, and what is inside an element before the element: then no edit moves the place of the next. */
function later(a: Path, b: Path): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const [x, y] = [a[i] as string | number, b[i] as string | number];
    if (x === y) continue;
    return typeof x === "number" && typeof y === "number" ? y - x : String(x) < String(y) ? -1 : 1;
  }
  return b.length - a.length;
}

/** The same JSON with every letter in its strings and keys written as an escape. */
export function respelled(json: string): string {
  return json.replace(/"(?:[^"\\]|\\.)*"/g, (token) =>
    token.replace(/\\.|[A-Za-z]/g, (one) =>
      one.length === 2 ? one : `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`,
    ),
  );
}
