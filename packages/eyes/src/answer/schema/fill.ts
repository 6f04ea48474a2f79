// Cuts what perception has to the schema: an object from a scope, an array from a list, a scalar from a value.
import type { Box } from "../../perception.ts";
import { listed } from "../say/english.ts";
import { chooseValue } from "./choose-value.ts";
import { entriesFor } from "./entries.ts";
import { type Filled, numberIn, type Unfit, unfit, unknownName, wrongType } from "./filled.ts";
import { isoDate } from "./iso-date.ts";
import { allowsType, alternatives, isObject, itemNode, type Node, propertyNode } from "./json-schema.ts";
import { mainOf } from "./matches.ts";
import { isEntryProperty, nativeOf } from "./properties.ts";
import { plainName } from "./row.ts";
import { type Native, nothing, number, type Scope, text } from "./scope.ts";

type NativeOf<K extends Native["kind"]> = Extract<Native, { kind: K }>;

/** Names by which a format is told from another. */
const TAGS: ReadonlySet<string> = new Set(["type", "kind", "object", "version", "unit", "units", "schema"]);
const NOT_THERE = nothing("nothing of the kind is in the picture");

/** Fills one place of the schema. `scope`: what the object around it is about, for objects that only group. */
export function fill(native: Native, node: Node, scope: Scope): Filled {
  if (node.anyOf.length > 0) {
    const nullNode =
      "orNull" in native && native.orNull && alternatives(node).some((one) => one.types?.includes("null"));
    return nullNode ? { value: null } : firstFit(node, (one) => fill(native, one, scope));
  }
  if (native.kind === "untold") return fillUntold(native.why, node);
  if (native.kind === "text" && native.verdict !== undefined && wantsVerdict(node))
    return fill({ kind: "flag", value: native.verdict, ...(native.isUnseen ? { orNull: true } : {}) }, node, scope);
  const mayBeNull = node.values === null ? node.types?.includes("null") : node.values.includes(null);
  if ("orNull" in native && native.orNull && mayBeNull) return { value: null };
  if (node.values !== null) {
    const value = chooseValue(singleOf(native), node.values);
    return value === undefined ? unfit(node, "value", "none of its allowed values says what is seen") : { value };
  }
  switch (native.kind) {
    case "nothing":
      return fillNothing(native, node);
    case "text":
      return fillText(native.freely ?? native.value, node, scope);
    case "number":
      return fillNumber(native, node, scope);
    case "flag":
      if (allowsType(node, "boolean")) return { value: native.value };
      return allowsType(node, "string") ? { value: native.value ? "yes" : "no" } : wrongType(node, "yes or no");
    case "box":
      return fillPlace(native.box, native.box, native.place, node, scope);
    case "point": {
      const { x, y } = native;
      return fillPlace([x, y], [x, y, x, y], `${x}, ${y}`, node, scope);
    }
    case "scope":
      return isObject(node) ? fillObject(native.scope, node) : fill(singleOf(native), node, native.scope);
    case "list":
      return fillList(native, node, scope);
  }
}

/** A boolean, or words that are yes and no. */
function wantsVerdict(node: Node): boolean {
  if (node.values === null) return allowsType(node, "boolean") && !allowsType(node, "string");
  return node.values.some((one) => typeof one === "string" && /^(?:yes|no|true|false)$/iu.test(one));
}

/** An object: every property by its name, the required ones without fail. */
export function fillObject(scope: Scope, node: Node): Filled {
  if (node.anyOf.length > 0) return firstFit(node, (one) => fillObject(scope, one));
  if (!isObject(node)) return wrongType(node, "an object");
  const siblings = new Set(node.properties.map(({ name }) => plainName(name)));
  const entries: [string, unknown][] = [];
  for (const { name, required, schema } of node.properties) {
    const filled = fillProperty(name, propertyNode(node, name, schema), scope, siblings);
    if ("value" in filled) entries.push([name, filled.value]);
    else if (required) return filled;
  }
  // Unlike assignment, this makes even `__proto__` a property of its own.
  return { value: Object.fromEntries(entries) };
}

function fillProperty(name: string, node: Node, scope: Scope, siblings: ReadonlySet<string>): Filled {
  const native = nativeOf(name, scope, siblings);
  // Such a constant says nothing about the picture: `"type": {"const": "detection"}`.
  if (node.values?.length === 1 && (!native || TAGS.has(plainName(name)))) return { value: node.values[0] };
  if (native) return fill(native, node, scope);
  if (isObject(node)) return fillObject(scope, node);
  return node.types?.includes("null") ? { value: null } : firstNull(node);
}

/** An unknown name may still be null by one of its alternatives. */
function firstNull(node: Node): Filled {
  const isNullable = node.anyOf.length > 0 && alternatives(node).some((one) => one.types?.includes("null"));
  return isNullable ? { value: null } : unknownName(node);
}

/** The first alternative that can be filled with more than null; null when only that is left. */
function firstFit(node: Node, attempt: (one: Node) => Filled): Filled {
  let failed: Filled = wrongType(node, "it");
  let empty: Filled | null = null;
  for (const one of alternatives(node)) {
    const filled = attempt(one);
    if (!("value" in filled)) failed = filled;
    else if (filled.value === null) empty ??= filled;
    else return filled;
  }
  return empty ?? failed;
}

function fillNothing({ why, word }: NativeOf<"nothing">, node: Node): Filled {
  if (allowsType(node, "null")) return { value: null };
  if (allowsType(node, "string") && node.format === null) return { value: word };
  if (allowsType(node, "array") && node.minItems === 0) return { value: [] };
  return unfit(node, "absent", `${why}, and null is not allowed`);
}

/** A word in a free string, an empty list or a `no` would be a judgement. */
function fillUntold(why: string, node: Node): Filled {
  if (node.values === null ? node.types?.includes("null") : node.values.includes(null)) return { value: null };
  const unknown = node.values?.find((value) => value === "unknown");
  return unknown === undefined ? unfit(node, "untold", why) : { value: unknown };
}

function fillText(value: string, node: Node, scope: Scope): Filled {
  if (allowsType(node, "string")) return { value: node.format === "date" ? (isoDate(value) ?? value) : value };
  if (allowsType(node, "integer")) {
    const amount = numberIn(value);
    if (amount !== null && (node.types?.includes("number") || Number.isInteger(amount))) return { value: amount };
  }
  if (isObject(node)) return fillObject(scope, node);
  if (allowsType(node, "array")) return fillArray(value === "" ? [] : [text(value)], node, scope);
  return allowsType(node, "null") ? { value: null } : wrongType(node, "text");
}

function fillNumber({ value, fraction }: NativeOf<"number">, node: Node, scope: Scope): Filled {
  const exact = fraction ? Number(value.toFixed(3)) : value;
  if (node.types === null || node.types.includes("number")) return { value: exact };
  if (node.types.includes("integer")) return { value: Math.round(fraction ? value * 100 : value) };
  if (node.types.includes("string")) return { value: String(exact) };
  if (node.types.includes("boolean")) return { value: value > 0 };
  return isObject(node) ? fillObject(scope, node) : wrongType(node, "a number");
}

/** A box or a point: an object of edges, an array of numbers, or words. */
function fillPlace(numbers: readonly number[], box: Box, words: string, node: Node, scope: Scope): Filled {
  const view = "view" in scope ? scope.view : scope.type === "whole" ? scope.pictures[0].view : null;
  if (isObject(node)) return fillObject(view ? { type: "region", box, view } : scope, node);
  if (allowsType(node, "array")) return fillArray(numbers.map(number), node, scope);
  return allowsType(node, "string") ? { value: words } : wrongType(node, "a place");
}

function fillList(native: NativeOf<"list">, node: Node, scope: Scope): Filled {
  const { items, by } = native;
  if (allowsType(node, "array"))
    return fillArray(
      items.map((one) => ({ kind: "scope", scope: one, by })),
      node,
      scope,
    );
  if (allowsType(node, "integer")) return fillNumber({ kind: "number", value: items.length }, node, scope);
  if (allowsType(node, "boolean")) return { value: items.length > 0 };
  const main = mainOf(items);
  if (!main) return fillNothing(NOT_THERE, node);
  if (isObject(node)) return fillObject(main, node);
  const words = items.map((one) => nativeOf(by, one, new Set())).map((one) => (one?.kind === "text" ? one.value : ""));
  return allowsType(node, "string")
    ? { value: listed([...new Set(words.filter((word) => word !== ""))]) }
    : wrongType(node, "a list");
}

function fillArray(natives: readonly Native[], node: Node, scope: Scope): Filled {
  const item = itemNode(node);
  const value: unknown[] = [];
  for (const entry of entriesFor(natives, item)) {
    const filled = fill(entry, item, scope);
    if ("value" in filled) value.push(filled.value);
    else if (!mayBeLeftOut(filled.unfit, entry)) return filled;
  }
  // An empty list must not hide that its entries could never be filled.
  const strange = item.properties.find((one) => one.required && !isEntryProperty(one.name));
  const place = strange ? propertyNode(item, strange.name, strange.schema) : null;
  if (place && value.length === 0 && place.values?.length !== 1 && !isObject(place)) return unknownName(place);
  return value.length < node.minItems
    ? unfit(node, "absent", "there is nothing to put into it, and it may not be empty")
    : { value };
}

/** A bicycle where the schema allows cats and dogs; a change in words where it wants boxes. */
function mayBeLeftOut({ cause }: Unfit, entry: Native): boolean {
  return cause === "value" || (entry.kind === "scope" && entry.scope.type === "note");
}

/** The one value that stands for a list or an object where the schema wants a scalar. */
function singleOf(native: Native): Native {
  if (native.kind !== "list" && native.kind !== "scope") return native;
  const scope = native.kind === "list" ? mainOf(native.items) : native.scope;
  return (scope && nativeOf(native.by, scope, new Set())) ?? NOT_THERE;
}
