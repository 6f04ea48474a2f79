// One reading of a batch's body: the requests in it are found, and each one's `params` is then a body of its own, to be scanned like any other.
//
// Why that is sound: the bytes around the params are parsed with an empty list in the place of each, and those lists must come out where they were
// put in. Each params is parsed by itself. A JSON text in which a value is exchanged for another value is JSON still, so the whole was, and the
// places are those that any parser finds.
import { isObject } from "../content/source.ts";
import { FoveaError, InputError } from "../errors/errors.ts";
import { type ByteTools, PORTABLE } from "./byte-tools.ts";
import { GUARDED_BYTES, guardDepth, tooDeep } from "./depth.ts";
import { skipSpace } from "./find-spans.ts";
import { createLexer, OPEN_ARRAY, OPEN_OBJECT } from "./lexer.ts";
import { tally } from "./members.ts";
import { notJson } from "./not-json.ts";
import { type Scan, scan } from "./scan.ts";
import { type Part, skeletonText } from "./skeleton.ts";
import { duplicateKey } from "./survey.ts";

/** The bytes of one request's `params`. */
export interface ParamsPlace extends Part {
  /** Of the request in `requests`. */
  readonly index: number;
}

export interface BatchScan {
  /** The body as it came. Not to be changed while the scan is in use. */
  readonly bytes: Uint8Array;
  readonly tools: ByteTools;
  /** The JSON value, with an empty list in the place of every `params`. */
  readonly body: unknown;
  /** In the order of the bytes; requests without params, or that are no objects, have none. */
  readonly params: readonly ParamsPlace[];
}

/**
 * Reads the body of a batch, but for the params of its requests: `scanParams` reads those, one by one. `onRequest` is told of every request before
 * any is read, and may throw.
 *
 * @throws InputError as `scan`; `input.body-duplicate-key` for a key that stands twice at the top level or in a request.
 */
export function scanBatch(
  bytes: Uint8Array,
  tools: ByteTools = PORTABLE,
  onRequest: (index: number) => void = () => undefined,
): BatchScan {
  const params = findParams(bytes, tools, onRequest);
  const text = skeletonText(bytes, params, "[]");
  if (text.length > GUARDED_BYTES) guardDepth(createLexer(new TextEncoder().encode(text), tools, []));
  const body = parse(text, bytes);
  tally(body);
  if (!params.every(({ index }) => standsAt(body, index))) throw notJsonAt(bytes);
  return { bytes, tools, body, params };
}

/**
 * One request's params, as `scan` reads a body. Paths of the scan begin at the params.
 *
 * @throws InputError as `scan`, with offsets in the whole body and paths from its root.
 */
export function scanParams({ bytes, tools }: BatchScan, { index, start, end }: ParamsPlace): Scan {
  try {
    return scan(bytes.subarray(start, end), tools);
  } catch (error) {
    throw FoveaError.isInstance(error) ? inWhole(error, index, start) : error;
  }
}

function findParams(bytes: Uint8Array, tools: ByteTools, onRequest: (index: number) => void): ParamsPlace[] {
  const lexer = createLexer(bytes, tools, []);
  const { valueEnd } = lexer;
  const found: ParamsPlace[] = [];
  const root = skipSpace(bytes, 0);
  if (bytes[root] !== OPEN_OBJECT) return found;
  members(root, [], (key, start) => {
    if (key !== "requests" || bytes[start] !== OPEN_ARRAY) return valueEnd(start);
    return lexer.elements(start, request) + 1;
  });
  return found;

  function request(start: number, index: number): number {
    onRequest(index);
    if (bytes[start] !== OPEN_OBJECT) return valueEnd(start);
    const close = members(start, ["requests", index], (key, value) => {
      const end = valueEnd(value);
      if (key === "params") found.push({ index, start: value, end });
      return end;
    });
    return close + 1;
  }

  function members(start: number, at: (string | number)[], each: (key: string, value: number) => number): number {
    const keys = new Set<string>();
    return lexer.members(start, (keyStart, keyEnd, value) => {
      const key = textOf(keyStart, keyEnd);
      if (keys.has(key)) throw duplicateKey(key, at);
      keys.add(key);
      return each(key, value);
    });
  }

  /** Nobody has parsed the bytes yet: what is no string is told as what it is. */
  function textOf(start: number, end: number): string {
    try {
      return lexer.text(start, end);
    } catch {
      throw notJsonAt(bytes);
    }
  }
}

function parse(text: string, bytes: Uint8Array): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    // Parsers that recurse run out of stack before they are done.
    throw cause instanceof SyntaxError ? notJsonAt(bytes) : tooDeep();
  }
}

function standsAt(body: unknown, index: number): boolean {
  const requests = isObject(body) ? body.requests : null;
  const request: unknown = Array.isArray(requests) ? requests[index] : null;
  return isObject(request) && Array.isArray(request.params) && request.params.length === 0;
}

function notJsonAt(bytes: Uint8Array): InputError {
  return new InputError("input.body-not-json", notJson(bytes) ?? { offset: null, reason: "the parser refused it" });
}

function inWhole(error: FoveaError, index: number, start: number): FoveaError {
  const path = `requests.${index}.params`;
  const { offset } = error.facts as { readonly offset?: unknown };
  const facts = typeof offset === "number" ? { ...error.facts, offset: offset + start } : error.facts;
  return new InputError(error.code as "input.body-not-json", facts as never, {
    at: error.at === null ? path : `${path}.${error.at}`,
    cause: error.cause,
  });
}
