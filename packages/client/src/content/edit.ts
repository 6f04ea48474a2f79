// What lowering yields: edits on a request, as data. Two appliers carry them out, one on objects and one on bytes.
import type { JsonPath } from "./path.ts";

/** Bytes that can be read more than once, without holding them as one piece. */
export interface BytesRef {
  /** Length in bytes. */
  readonly length: number;
  open(): AsyncIterable<Uint8Array>;
}

/** A base64 source whose bytes are written when the edit is applied. */
export interface Base64Value {
  readonly type: "base64";
  readonly mediaType: string;
  readonly bytes: BytesRef;
}

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Tells bytes to be encoded from JSON, which has no functions. */
export function isBase64Value(value: Json | Base64Value): value is Base64Value {
  return (
    typeof value === "object" &&
    value !== null &&
    "bytes" in value &&
    typeof (value.bytes as { open?: unknown } | null)?.open === "function"
  );
}

/**
 * One change. `replace` and `remove` need an existing target; `insert` adds a key that is not there, or puts a value before an
 * array index (an index equal to the length appends). Paths are those of the original request; edits do not shift each other.
 * No two edits have one path, and none lies below what another replaces, removes or inserts as a key; below the index of an insert,
 * edits are of the element that stood there before.
 */
export type Edit =
  | { readonly at: JsonPath; readonly op: "replace" | "insert"; readonly value: Json | Base64Value }
  | { readonly at: JsonPath; readonly op: "remove" };
