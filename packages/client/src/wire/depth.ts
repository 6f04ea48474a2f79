// How deep a body may nest, checked twice: before the parser, which takes 45 bytes of memory a level (30 MB of `[`: 1.3 GB and two
// seconds on Node 24), and on what came out of it.
import { InputError } from "../errors/errors.ts";
import type { Lexer } from "./lexer.ts";
import { OPEN_ARRAY, OPEN_OBJECT, QUOTE } from "./lexer.ts";

/** Most objects and arrays inside each other. Our own bound: requests have about ten, tool schemas some dozens. */
export const MAX_BODY_DEPTH = 512;

/** Bodies up to this many bytes, spans not counted, go to the parser at once: all brackets, they cost it 100 MB for a moment. */
export const GUARDED_BYTES = 2 * 1024 * 1024;

/** Goes along bytes that may be no JSON. */
export function guardDepth({ bytes, valueEnd }: Lexer): void {
  let depth = 0;
  for (let at = 0; at < bytes.length; ) {
    const byte = bytes[at] as number;
    if (byte === QUOTE) {
      at = valueEnd(at);
      continue;
    }
    if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) {
      if (++depth > MAX_BODY_DEPTH) throw tooDeep();
    } else if (byte === OPEN_OBJECT + 2 || byte === OPEN_ARRAY + 2) depth--;
    at++;
  }
}

export function tooDeep(): InputError {
  return new InputError("input.body-too-deep", { limit: MAX_BODY_DEPTH });
}
