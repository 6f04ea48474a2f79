// Whether a value obeys a schema of the subset. The last gate before an answer leaves as JSON.
import {
  allowsType,
  alternatives,
  isLoose,
  itemNode,
  type Node,
  propertyNode,
  type Scalar,
  type TypeName,
} from "./json-schema.ts";

/** @returns what is wrong first, `objects[0].label is not a string`; null when nothing is */
export function faultOf(value: unknown, node: Node, at = ""): string | null {
  const here = at === "" ? "the value" : at;
  if (node.anyOf.length > 0 && alternatives(node).every((one) => faultOf(value, one, at) !== null))
    return `${here} fits no alternative`;
  if (node.values !== null && !node.values.includes(value as Scalar)) return `${here} is none of the allowed values`;
  if (node.types !== null && !allowsType(node, typeOf(value))) return `${here} is not ${node.types.join(" or ")}`;
  if (Array.isArray(value)) return faultInArray(value, node, at);
  if (isLoose(value)) return faultInObject(value, node, at);
  if (typeof value === "string" && node.format !== null && !hasFormat(value, node.format))
    return `${here} is not in the format ${node.format}`;
  return null;
}

function faultInArray(value: readonly unknown[], node: Node, at: string): string | null {
  if (value.length < node.minItems) return `${at || "the value"} is empty`;
  const item = itemNode(node);
  for (const [index, one] of value.entries()) {
    const fault = faultOf(one, item, `${at}[${index}]`);
    if (fault !== null) return fault;
  }
  return null;
}

function faultInObject(value: Readonly<Record<string, unknown>>, node: Node, at: string): string | null {
  for (const { name, required, schema } of node.properties) {
    const place = at === "" ? name : `${at}.${name}`;
    if (!Object.hasOwn(value, name)) {
      if (required) return `${place} is missing`;
      continue;
    }
    const fault = faultOf(value[name], propertyNode(node, name, schema), place);
    if (fault !== null) return fault;
  }
  const extra = Object.keys(value).find((key) => !node.properties.some(({ name }) => name === key));
  return extra !== undefined && !node.extraAllowed ? `${at === "" ? extra : `${at}.${extra}`} is not described` : null;
}

function typeOf(value: unknown): TypeName {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  if (typeof value === "string" || typeof value === "boolean") return typeof value as "string" | "boolean";
  return "object";
}

/** The formats of the subset; forms only, as far as an answer needs them. Formats that are not of the subset bind nothing. */
const FORMATS: Readonly<Record<string, RegExp>> = {
  "date-time": /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/i,
  date: /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/,
  time: /^(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})?$/i,
  duration: /^P(?=.)(?:\d+Y)?(?:\d+M)?(?:\d+W)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?$/,
  email: /^[^\s@]+@[^\s@]+$/,
  hostname: /^(?=.{1,253}$)[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?)*$/i,
  uri: /^[a-z][a-z\d+.-]*:\S+$/i,
  ipv4: /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/,
  ipv6: /^[\da-f:.]*:[\da-f:.]*$/i,
  uuid: /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i,
};

function hasFormat(value: string, format: string): boolean {
  return FORMATS[format]?.test(value) ?? true;
}
