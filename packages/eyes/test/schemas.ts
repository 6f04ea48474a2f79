// Short ways to write JSON schemas in tests.

export type Schema = Readonly<Record<string, unknown>>;

export const STRING = { type: "string" };
export const NUMBER = { type: "number" };
export const INTEGER = { type: "integer" };
export const BOOLEAN = { type: "boolean" };
export const NULL = { type: "null" };

/** An object whose properties are required, unless their name ends in `?`. */
export function object(properties: Schema): Schema {
  const names = Object.keys(properties);
  return {
    type: "object",
    properties: Object.fromEntries(names.map((name) => [name.replace(/\?$/, ""), properties[name]])),
    required: names.filter((name) => !name.endsWith("?")),
    additionalProperties: false,
  };
}

export function array(items: Schema): Schema {
  return { type: "array", items };
}

export const EDGES = object({ x1: INTEGER, y1: INTEGER, x2: INTEGER, y2: INTEGER });
