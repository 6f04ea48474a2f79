// Everything that an error says, wherever it says it: platforms wrap the error of the API in their own, clients wrap that in theirs, and some put
// JSON into a message. Never throws, and goes only so far into what it is given: errors come from outside.

export type LooseObject = Readonly<Record<string, unknown>>;

export interface Said {
  /** Messages, the innermost of each chain before what quotes it. */
  readonly texts: readonly string[];
  /** `details` of errors of the Claude API. */
  readonly details: readonly LooseObject[];
  readonly statuses: readonly number[];
  readonly types: readonly string[];
}

/** Most objects and texts that are looked at; the longest known chain has about 10. */
const MAX_STEPS = 64;
/** Longest text that is read, in characters; the longest known texts have 400. */
const MAX_TEXT_CHARS = 16_384;
/** Where errors keep other errors, and texts: the official clients, AI SDK (`responseBody`, `data`, `lastError`), LangChain.js and clouds. */
const BELOW: readonly string[] = [
  "error",
  "body",
  "responseBody",
  "data",
  "response",
  "lastError",
  "errors",
  "cause",
  "message",
  "detail",
];
const STATUSES: readonly string[] = ["status", "statusCode", "code"];

export function saidBy(error: unknown): Said {
  const texts: string[] = [];
  const details: LooseObject[] = [];
  const statuses: number[] = [];
  const types: string[] = [];
  const seen = new Set<unknown>();
  let steps = 0;

  function go(value: unknown): void {
    if (steps++ >= MAX_STEPS || seen.has(value)) return;
    seen.add(value);
    if (typeof value === "string") text(value);
    else if (Array.isArray(value)) for (const one of value.slice(0, MAX_STEPS)) go(one);
    else if (typeof value === "object" && value !== null) object(value as LooseObject);
  }

  function object(value: LooseObject): void {
    const own = get(value, "details");
    if (typeof own === "object" && own !== null && !Array.isArray(own)) details.push(own as LooseObject);
    for (const key of STATUSES) {
      const one = get(value, key);
      if (typeof one === "number") statuses.push(one);
    }
    const type = get(value, "type");
    if (typeof type === "string") types.push(type);
    for (const key of BELOW) go(get(value, key));
  }

  function text(whole: string): void {
    const value = whole.slice(0, MAX_TEXT_CHARS);
    const inner = jsonIn(value);
    // What quotes is kept as well, behind what it quotes: its status says what kind of error it is.
    if (inner !== undefined) go(inner);
    const status = /(?:^|\bAPI Error: |\bstatus code:? ?)(4\d\d)\b/.exec(value)?.[1];
    if (status !== undefined) statuses.push(Number(status));
    // Terminals and logs break lines inside these texts.
    texts.push(value.replace(/\s+/g, " "));
  }

  go(error);
  return { texts, details, statuses, types };
}

/** A getter of somebody else's object may throw. */
function get(object: LooseObject, key: string): unknown {
  try {
    return object[key];
  } catch {
    return undefined;
  }
}

/** The JSON object in a text: all of it, or from its first brace to its last. */
function jsonIn(text: string): unknown {
  const start = text.indexOf("{");
  const end = text.lastIndexOf("}");
  if (start < 0 || end < start) return undefined;
  try {
    return JSON.parse(text.slice(start, end + 1));
  } catch {
    return undefined;
  }
}
