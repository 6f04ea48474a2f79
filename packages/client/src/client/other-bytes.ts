// How long a request is beside the sources of its blocks: what the plan adds their own lengths to.
import type { Block } from "../content/block.ts";
import type { JsonPath } from "../content/path.ts";

/** In bytes of JSON. Blocks whose text stands in the request have no source of their own. */
export function otherBytes(body: unknown, blocks: readonly Block[]): number {
  const sources = blocks
    .filter(({ source }) => source.method !== "text")
    .map(({ at }) => size(valueAt(body, [...at, "source"])));
  return size(body) - sources.reduce((sum, bytes) => sum + bytes, 0);
}

function size(value: unknown): number {
  return new TextEncoder().encode(JSON.stringify(value)).length;
}

function valueAt(body: unknown, path: JsonPath): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<string | number, unknown>)[key], body);
}
