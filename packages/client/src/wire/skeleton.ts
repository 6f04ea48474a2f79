// The JSON text of a body with parts of it left out: every base64 span stands there as an empty string.
import { InputError } from "../errors/errors.ts";
import { notUtf8At } from "./utf8.ts";

/** Bytes that are left out, from `start` to before `end`. */
export interface Part {
  readonly start: number;
  readonly end: number;
}

const MARKS = [
  ["UTF-8", [0xef, 0xbb, 0xbf]],
  ["UTF-16", [0xff, 0xfe]],
  ["UTF-16", [0xfe, 0xff]],
] as const;

/**
 * `instead` stands where a part was left out.
 *
 * @throws InputError `input.body-byte-order-mark`, `input.body-not-utf8`.
 */
export function skeletonText(bytes: Uint8Array, parts: readonly Part[], instead = ""): string {
  for (const [encoding, mark] of MARKS)
    if (mark.every((byte, index) => bytes[index] === byte))
      throw new InputError("input.body-byte-order-mark", { encoding });
  // Cut at quotes and brackets, so that no letter is cut in two.
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const pieces: string[] = [];
  let from = 0;
  try {
    for (const { start, end } of parts) {
      pieces.push(decoder.decode(bytes.subarray(from, start)));
      from = end;
    }
    pieces.push(decoder.decode(bytes.subarray(from)));
  } catch (cause) {
    const offset = notUtf8At(bytes, from);
    // All of it is UTF-8: it was too long for a string.
    if (offset === bytes.length) throw cause;
    throw new InputError("input.body-not-utf8", { offset }, { cause });
  }
  return pieces.length === 1 ? (pieces[0] as string) : pieces.join(instead);
}
