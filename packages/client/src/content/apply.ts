// Applies edits to a request held as an object. The object is never changed: what no edit touches is shared with the result.
// wire/ applies the same edits to bytes; test/contracts/applier.contract.ts is what both keep.
import { base64Of, readAll } from "./base64-value.ts";
import { type Base64Value, type Edit, isBase64Value, type Json } from "./edit.ts";
import { type EditNode, editTree } from "./edit-tree.ts";
import { formatPath, type JsonPath } from "./path.ts";

export interface ApplyOptions {
  /** Writes bytes as base64: standard alphabet, padded. Default: what the runtime offers. */
  readonly encode?: (bytes: Uint8Array) => string;
}

/**
 * The body with every edit carried out. Edits that conflict, or whose target is not as they say, are a TypeError, and no bytes have been
 * read then. Bytes are read one edit after the other, in the order of `edits`.
 *
 * @throws InputError `input.length-changed` when bytes are more or fewer than their `length` says.
 */
export async function apply(body: unknown, edits: readonly Edit[], options: ApplyOptions = {}): Promise<unknown> {
  const tree = editTree(edits);
  // Once for the checks alone, so that a wrong edit is told before anything is read.
  rebuild(body, tree, [], () => null);

  const { encode = base64Of } = options;
  const values = new Map<Edit, Json>();
  for (const edit of edits) if (edit.op !== "remove") values.set(edit, await jsonOf(edit.value, edit.at, encode));
  return rebuild(body, tree, [], (edit) => values.get(edit) as Json);
}

async function jsonOf(value: Json | Base64Value, at: JsonPath, encode: (bytes: Uint8Array) => string): Promise<Json> {
  if (!isBase64Value(value)) return value;
  return { type: "base64", media_type: value.mediaType, data: encode(await readAll(value.bytes, at)) };
}

type Give = (edit: Edit) => Json;

/** `value` with the edits of `node` and below carried out. */
function rebuild(value: unknown, node: EditNode, at: JsonPath, give: Give): unknown {
  if (node.edit?.op === "replace") return give(node.edit);
  if (node.children.size === 0) return value;
  if (Array.isArray(value)) return rebuildArray(value, node, at, give);
  if (typeof value === "object" && value !== null) return rebuildObject(value, node, at, give);
  throw new TypeError(`no edit can go below ${printed(at)}: it is neither an object nor an array`);
}

function rebuildArray(array: readonly unknown[], node: EditNode, at: JsonPath, give: Give): unknown[] {
  for (const [index, { edit, children }] of node.children) {
    // Only an insert, with nothing to edit behind it, may stand at the end.
    const places = edit?.op === "insert" && children.size === 0 ? array.length + 1 : array.length;
    if (typeof index !== "number" || index >= places)
      throw new TypeError(`${printed([...at, index])} is no place in an array of ${array.length}`);
  }
  const result: unknown[] = [];
  for (let index = 0; index <= array.length; index++) {
    const child = node.children.get(index);
    if (child?.edit?.op === "insert") result.push(give(child.edit));
    if (index === array.length || child?.edit?.op === "remove") continue;
    result.push(child === undefined ? array[index] : rebuild(array[index], child, [...at, index], give));
  }
  return result;
}

function rebuildObject(object: object, node: EditNode, at: JsonPath, give: Give): object {
  // A spread copies a key named __proto__ as the plain key it is in JSON.
  const result: Record<string, unknown> = { ...object };
  for (const [key, child] of node.children) {
    const path = [...at, key];
    if (typeof key !== "string") throw new TypeError(`${printed(path)}: an object has keys, not indexes`);
    // A key whose value is undefined is not there in JSON.
    const there = Object.hasOwn(object, key) && object[key as keyof typeof object] !== undefined;
    if (child.edit?.op === "insert" && there) throw new TypeError(`${printed(path)} exists already`);
    if (child.edit?.op !== "insert" && !there) throw new TypeError(`${printed(path)} does not exist`);
    if (child.edit?.op === "remove") delete result[key];
    else define(result, key, child.edit?.op === "insert" ? give(child.edit) : rebuild(result[key], child, path, give));
  }
  return result;
}

/** Sets an own property: an assignment to __proto__ would set the prototype instead. */
function define(object: object, key: string, value: unknown): void {
  Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
}

function printed(at: JsonPath): string {
  return at.length === 0 ? "the root" : formatPath(at);
}
