// The subset of JSON schema that `output_config.format` takes, read from loose JSON: references resolved, `allOf` merged, and every
// keyword refused that the eyes could not keep. Source of the subset: Claude structured outputs documentation, read 2026-06-21.
import { EyesError } from "../../errors.ts";

export type TypeName = "object" | "array" | "string" | "number" | "integer" | "boolean" | "null";
export type Scalar = string | number | boolean | null;
export type Loose = Readonly<Record<string, unknown>>;

/** One place of a schema, with everything about it at hand. */
export interface Node {
  /** Where it stands in the value: `objects[].label`; an empty string for the whole. */
  readonly at: string;
  /** Null when any type will do. */
  readonly types: readonly TypeName[] | null;
  readonly values: readonly Scalar[] | null;
  /** In the order in which they are written out: required ones first, as the platform does. */
  readonly properties: readonly { readonly name: string; readonly required: boolean; readonly schema: unknown }[];
  readonly extraAllowed: boolean;
  readonly items: unknown;
  readonly minItems: number;
  readonly format: string | null;
  readonly anyOf: readonly unknown[];
  readonly root: Root;
  /** References that were followed to come here. */
  readonly refs: readonly string[];
}

/** The whole schema, for references, and how many more places may be read: schemas that unfold without end are refused. */
interface Root {
  readonly schema: Loose;
  placesLeft: number;
}

const TYPES: ReadonlySet<unknown> = new Set(["object", "array", "string", "number", "integer", "boolean", "null"]);
/** Keywords that bind values and are not of the subset: silently not keeping them would be a lie. */
const REFUSED =
  `minimum maximum exclusiveMinimum exclusiveMaximum multipleOf minLength maxLength pattern maxItems uniqueItems contains prefixItems
  patternProperties propertyNames minProperties maxProperties dependentRequired dependentSchemas oneOf not if then else $dynamicRef`.split(
    /\s+/,
  );
const MAX_PLACES = 200_000;

/** @throws EyesError `eyes.schema` when it is no schema of the subset */
export function readSchema(schema: unknown): Node {
  if (!isLoose(schema)) throw refused("", "is not an object");
  return nodeAt(schema, "", { schema, placesLeft: MAX_PLACES }, ["#"]);
}

export function propertyNode(node: Node, name: string, schema: unknown): Node {
  return nodeAt(schema, node.at === "" ? name : `${node.at}.${name}`, node.root, node.refs);
}

export function itemNode(node: Node): Node {
  return nodeAt(node.items, `${node.at}[]`, node.root, node.refs);
}

/** The alternatives of `anyOf`, each with what stands beside it. */
export function alternatives(node: Node): Node[] {
  return node.anyOf.map((schema) => nodeAt(schema, node.at, node.root, node.refs));
}

export function allowsType(node: Node, type: TypeName): boolean {
  return node.types === null || node.types.includes(type) || (type === "integer" && node.types.includes("number"));
}

export function isObject({ types, properties }: Node): boolean {
  return types?.includes("object") ?? properties.length > 0;
}

function nodeAt(schema: unknown, at: string, root: Root, before: readonly string[]): Node {
  if (schema === true) return nodeAt({}, at, root, before);
  if (!isLoose(schema)) throw refused(at, "is not an object");
  const refs = [...before];
  const whole = merged(schema, at, root, refs);
  const keyword = REFUSED.find((name) => whole[name] !== undefined);
  if (keyword !== undefined) throw refused(at, `uses "${keyword}", which structured outputs do not support`);
  const required = new Set(listOf(whole.required, at, "required"));
  const properties = Object.entries(objectOf(whole.properties, at, "properties")).map(([name, property]) => ({
    name,
    required: required.has(name),
    schema: property,
  }));
  for (const name of required)
    if (!properties.some((property) => property.name === name))
      throw refused(at, `requires "${String(name)}" without describing it`);
  const minItems = whole.minItems ?? 0;
  if (minItems !== 0 && minItems !== 1) throw refused(at, 'has a "minItems" other than 0 and 1');
  return {
    at,
    types: typesOf(whole, at, properties.length > 0),
    values: valuesOf(whole, at),
    properties: [...properties.filter((one) => one.required), ...properties.filter((one) => !one.required)],
    extraAllowed: whole.additionalProperties !== false,
    items: whole.items ?? {},
    minItems,
    format: typeof whole.format === "string" ? whole.format : null,
    anyOf: listOf(whole.anyOf, at, "anyOf"),
    root,
    refs,
  };
}

/** The schema with its reference followed and its `allOf` taken in. Adds the references it follows to `refs`. */
function merged(schema: Loose, at: string, root: Root, refs: string[]): Loose {
  if (--root.placesLeft < 0) throw refused(at, "is too complex");
  if (schema.$ref !== undefined) {
    const { $ref, ...beside } = schema;
    const target = followed($ref, at, root.schema);
    if (refs.includes(String($ref))) throw refused(at, "is recursive");
    refs.push(String($ref));
    return merged({ ...target, ...beside }, at, root, refs);
  }
  const { allOf, ...rest } = schema;
  const parts = [rest];
  for (const part of listOf(allOf, at, "allOf")) {
    if (!isLoose(part)) throw refused(at, 'has an "allOf" of something that is no schema');
    parts.push(merged(part, at, root, [...refs]));
  }
  if (parts.length === 1) return rest;
  const whole: Record<string, unknown> = Object.assign({}, ...parts);
  whole.properties = Object.assign({}, ...parts.map((part) => objectOf(part.properties, at, "properties")));
  whole.required = parts.flatMap((part) => listOf(part.required, at, "required"));
  return whole;
}

/** `#/$defs/name`; nothing outside the schema. */
function followed(ref: unknown, at: string, root: Loose): Loose {
  if (typeof ref !== "string" || !ref.startsWith("#")) throw refused(at, "refers to a schema outside itself");
  let found: unknown = root;
  for (const part of ref.slice(1).split("/").slice(1)) {
    const key = part.replaceAll("~1", "/").replaceAll("~0", "~");
    found = isLoose(found) && Object.hasOwn(found, key) ? found[key] : undefined;
  }
  if (!isLoose(found)) throw refused(at, `refers to "${ref}", which is not there`);
  return found;
}

function typesOf({ type }: Loose, at: string, hasProperties: boolean): TypeName[] | null {
  if (type === undefined) return hasProperties ? ["object"] : null;
  const types = Array.isArray(type) ? type : [type];
  if (types.length === 0 || !types.every((one) => TYPES.has(one))) throw refused(at, "has an unknown type");
  return types as TypeName[];
}

function valuesOf(schema: Loose, at: string): Scalar[] | null {
  if (schema.const !== undefined) return [schema.const as Scalar];
  if (schema.enum === undefined) return null;
  const values = listOf(schema.enum, at, "enum");
  if (values.length === 0 || !values.every((value) => value === null || typeof value !== "object"))
    throw refused(at, 'has an "enum" of other than strings, numbers, booleans and null');
  return values as Scalar[];
}

function listOf(value: unknown, at: string, keyword: string): readonly unknown[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw refused(at, `has a "${keyword}" that is no array`);
  return value;
}

function objectOf(value: unknown, at: string, keyword: string): Loose {
  if (value === undefined) return {};
  if (!isLoose(value)) throw refused(at, `has "${keyword}" that are no object`);
  return value;
}

export function isLoose(value: unknown): value is Loose {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function refused(at: string, problem: string): EyesError<"eyes.schema"> {
  return new EyesError("eyes.schema", { at, problem });
}
