// How deep a body may nest, checked twice: before the parser, which takes 45 bytes of memory a level (30 MB of `[`: 1.3 GB and two
// seconds on Node 24), and on what came out of it. How many values a long one may have is counted on the way to the parser, too: a request is
// long because of its texts, and each value costs what a hundred bytes of text cost.
import { InputError } from "../errors/errors.ts";
import type { Lexer } from "./lexer.ts";
import { OPEN_ARRAY, OPEN_OBJECT, QUOTE } from "./lexer.ts";

/** Most objects and arrays inside each other. Our own bound: requests have about ten, tool schemas some dozens. */
export const MAX_BODY_DEPTH = 512;

const COMMA = 0x2c;

/** Bodies up to this many bytes, spans not counted, go to the parser at once: all brackets, they cost it 100 MB for a moment. */
export const GUARDED_BYTES = 2 * 1024 * 1024;

/**
 * Most keys of the request itself. Our own bound: the Messages API knows some thirty. What is shorter than `GUARDED_BYTES` is left to whoever
 * has it parsed.
 */
export const MAX_BODY_KEYS = 1_000;

/**
 * Most values of a body, those inside others counted too. Our own bound: 100,000 messages, the most there may be, have 600,000 when each is
 * one block.
 */
export const MAX_BODY_VALUES = 1_000_000;

/** Goes along bytes that may be no JSON. @throws InputError `input.body-too-deep`, `input.body-too-many-keys`, `input.body-too-many-values` */
export function guardDepth({ bytes, valueEnd }: Lexer): void {
  let depth = 0;
  let keys = 1;
  // Every value but the first of a list or object stands behind a comma.
  let values = 1;
  for (let at = 0; at < bytes.length; ) {
    const byte = bytes[at] as number;
    if (byte === QUOTE) {
      at = valueEnd(at);
      continue;
    }
    if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) {
      if (++depth > MAX_BODY_DEPTH) throw tooDeep();
      if (++values > MAX_BODY_VALUES) throw tooManyValues();
    } else if (byte === COMMA) {
      if (depth === 1 && ++keys > MAX_BODY_KEYS) throw tooManyKeys();
      if (++values > MAX_BODY_VALUES) throw tooManyValues();
    } else if (byte === OPEN_OBJECT + 2 || byte === OPEN_ARRAY + 2) depth--;
    at++;
  }
}

export function tooDeep(): InputError {
  return new InputError("input.body-too-deep", { limit: MAX_BODY_DEPTH });
}

export function tooManyKeys(): InputError {
  return new InputError("input.body-too-many-keys", { limit: MAX_BODY_KEYS });
}

function tooManyValues(): InputError {
  return new InputError("input.body-too-many-values", { limit: MAX_BODY_VALUES });
}
