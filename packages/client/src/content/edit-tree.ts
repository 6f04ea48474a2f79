// Edits by path, as a tree: what an applier goes along the request with. Conflicts between edits are found here, without the request.
import type { Edit } from "./edit.ts";
import { formatPath, type JsonPath } from "./path.ts";

export interface EditNode {
  /** The edit whose path ends here. */
  readonly edit: Edit | null;
  /** By key (a string) or index (a number). Below an `insert` at an index: edits of the element that stood there before. */
  readonly children: ReadonlyMap<string | number, EditNode>;
}

interface Growing extends EditNode {
  edit: Edit | null;
  readonly children: Map<string | number, Growing>;
}

/**
 * @throws TypeError when two edits have one path, when one lies below what another replaces, removes or inserts as a key, when the root
 *   would be removed or inserted, or when an index is no whole number from 0 on.
 */
export function editTree(edits: readonly Edit[]): EditNode {
  const root: Growing = { edit: null, children: new Map() };
  for (const edit of edits) {
    let node = root;
    for (const step of edit.at) {
      if (typeof step === "number" && (!Number.isSafeInteger(step) || step < 0))
        throw new TypeError(`${formatPath(edit.at)}: ${step} is no index`);
      let child = node.children.get(step);
      if (child === undefined) {
        child = { edit: null, children: new Map() };
        node.children.set(step, child);
      }
      node = child;
    }
    if (node.edit !== null) throw new TypeError(`two edits at ${formatPath(edit.at)}`);
    node.edit = edit;
  }
  if (root.edit !== null && root.edit.op !== "replace")
    throw new TypeError("the root can be replaced, and nothing else");
  check(root, []);
  return root;
}

function check(node: EditNode, at: JsonPath): void {
  if (node.edit !== null && node.children.size > 0 && !standsBeside(node.edit, at))
    throw new TypeError(`an edit lies below ${formatPath(at)}, which another edit has as a whole`);
  for (const [step, child] of node.children) check(child, [...at, step]);
}

/** An insert at an index stands before the element there, and leaves it to other edits. */
function standsBeside(edit: Edit, at: JsonPath): boolean {
  return edit.op === "insert" && typeof at.at(-1) === "number";
}
