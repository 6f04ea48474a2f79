// Bytes of an edit as base64 while they are read: pieces of any size in, whole groups of three out.
import type { BytesRef } from "../content/edit.ts";
import { formatPath, type JsonPath } from "../content/path.ts";
import { InputError } from "../errors/errors.ts";
import type { ByteTools } from "./byte-tools.ts";

/**
 * Most bytes encoded at a time: 90 KiB, so that a source that gives all at once is not held twice, and its letters take memory that is at hand: what
 * is longer than 128 KiB the usual allocators fetch from the system. A multiple of three.
 */
const CHUNK_BYTES = 3 * 30_720;

/** Length in bytes of the base64 text of `length` bytes. */
export function encodedLength(length: number): number {
  return Math.ceil(length / 3) * 4;
}

/**
 * The base64 text of `ref`, as bytes. `at` is for the error.
 *
 * @throws InputError `input.length-changed` when there are more or fewer bytes than `ref.length`; never more text than announced is given.
 */
export async function* encodeStream(ref: BytesRef, at: JsonPath, tools: ByteTools): AsyncGenerator<Uint8Array> {
  const { encode } = tools;
  const expected = ref.length;
  let actual = 0;
  /** Bytes that do not fill a group yet: never more than two. */
  let carry = new Uint8Array();
  for await (const chunk of ref.open()) {
    actual += chunk.length;
    if (actual > expected) throw lengthChanged(expected, actual, true, at);
    let rest = chunk;
    if (carry.length > 0) {
      const missing = 3 - carry.length;
      const group = new Uint8Array([...carry, ...rest.subarray(0, missing)]);
      carry = group;
      rest = rest.subarray(missing);
      if (group.length < 3) continue;
      yield encode(group);
    }
    const whole = rest.length - (rest.length % 3);
    for (let from = 0; from < whole; from += CHUNK_BYTES)
      yield encode(rest.subarray(from, Math.min(whole, from + CHUNK_BYTES)));
    // Copied, which the `slice` of a Buffer does not: whoever gave the piece may use its memory again.
    carry = new Uint8Array(rest.subarray(whole));
    tools.forget?.(chunk);
  }
  if (actual !== expected) throw lengthChanged(expected, actual, false, at);
  if (carry.length > 0) yield encode(carry);
}

function lengthChanged(expected: number, actual: number, more: boolean, at: JsonPath): InputError {
  return new InputError("input.length-changed", { expected, actual, more }, { at: formatPath(at) });
}
