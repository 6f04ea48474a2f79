// The bytes of an edit as text: read whole, counted, and encoded. No Buffer: this runs in browsers too.
import { InputError } from "../errors/errors.ts";
import type { BytesRef } from "./edit.ts";
import { formatPath, type JsonPath } from "./path.ts";

/** A multiple of 3, so that the pieces' texts join without padding between them; small enough to be arguments of one call. */
const CHUNK_BYTES = 3 * 8192;

/** Base64 of `bytes`, standard alphabet, padded. */
export function base64Of(bytes: Uint8Array): string {
  // TypeScript's es2023 does not know it yet; Node has it from 25 on, browsers since 2025.
  const { toBase64 } = bytes as { toBase64?: () => string };
  if (toBase64 !== undefined) return toBase64.call(bytes);
  let text = "";
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES)
    text += btoa(String.fromCharCode(...bytes.subarray(at, at + CHUNK_BYTES)));
  return text;
}

/**
 * All bytes of `ref` in one piece. `at` is for the error.
 *
 * @throws InputError `input.length-changed` when there are more or fewer than `ref.length`; reading ends at the first byte too many.
 */
export async function readAll(ref: BytesRef, at: JsonPath): Promise<Uint8Array> {
  const expected = ref.length;
  const bytes = new Uint8Array(expected);
  let actual = 0;
  for await (const chunk of ref.open()) {
    if (actual + chunk.length > expected) throw lengthChanged(expected, actual + chunk.length, true, at);
    bytes.set(chunk, actual);
    actual += chunk.length;
  }
  if (actual !== expected) throw lengthChanged(expected, actual, false, at);
  return bytes;
}

function lengthChanged(expected: number, actual: number, more: boolean, at: JsonPath): InputError {
  return new InputError("input.length-changed", { expected, actual, more }, { at: formatPath(at) });
}
