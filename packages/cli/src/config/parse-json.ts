// Reads JSON and remembers where everything stands, so that a wrong setting is named with its line. The text of a configuration may hold
// secrets, and JSON.parse quotes it in its errors; here an error says what was expected and where, and nothing of what stands there.

/** Keys and indexes from the top. */
export type Path = readonly (string | number)[];

export interface ParsedJson {
  readonly value: unknown;
  /** The line, from 1, of what stands at the path, or of the nearest thing above it. */
  lineOf(path: Path): number;
}

export class JsonError extends Error {
  readonly line: number;
  readonly column: number;

  constructor(message: string, line: number, column: number) {
    super(message);
    this.name = "JsonError";
    this.line = line;
    this.column = column;
  }
}

/** Deeper than any configuration is. */
const MAX_DEPTH = 32;

/** @throws JsonError for what is no JSON, a name that stands twice in one object, and the name `__proto__` */
export function parseJson(text: string): ParsedJson {
  const offsets = new Map<string, number>();
  let at = 0;

  const fail = (message: string, where = at): never => {
    const before = text.slice(0, where);
    const line = before.split("\n").length;
    throw new JsonError(message, line, where - before.lastIndexOf("\n"));
  };

  function space(): void {
    while (at < text.length && " \t\r\n".includes(text.charAt(at))) at++;
    if (text.startsWith("//", at) || text.startsWith("/*", at)) fail("a comment, which JSON does not have");
  }

  function value(path: Path): unknown {
    space();
    offsets.set(keyOf(path), at);
    if (path.length > MAX_DEPTH) fail("nested too deeply");
    const first = text[at];
    if (first === "{") return object(path);
    if (first === "[") return array(path);
    if (first === '"') return string();
    const [word = ""] = /^[^\s,:{}[\]"]+/.exec(text.slice(at, at + 64)) ?? [];
    if (Object.hasOwn(WORDS, word)) {
      at += word.length;
      return WORDS[word];
    }
    if (!/^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(word))
      fail(at >= text.length ? "the text ends here, and is not finished" : "a value is expected here");
    at += word.length;
    return Number(word);
  }

  function object(path: Path): unknown {
    const made: Record<string, unknown> = {};
    at++;
    for (let first = true; ; first = false) {
      space();
      if (text[at] === "}" && first) break;
      if (text[at] === "}") fail("a name is expected after the comma");
      if (text[at] !== '"') fail("a name in double quotes is expected here");
      const where = at;
      const name = string();
      if (name === "__proto__") fail("the name __proto__ is not allowed", where);
      if (Object.hasOwn(made, name)) fail(`the name ${JSON.stringify(name.slice(0, 60))} stands twice`, where);
      space();
      if (text[at] !== ":") fail("a colon is expected here");
      at++;
      made[name] = value([...path, name]);
      // What is said of an entry is said at its name.
      offsets.set(keyOf([...path, name]), where);
      space();
      if (text[at] === "}") break;
      if (text[at] !== ",") fail("a comma, or the end of the object, is expected here");
      at++;
    }
    at++;
    return made;
  }

  function array(path: Path): unknown {
    const made: unknown[] = [];
    at++;
    for (let first = true; ; first = false) {
      space();
      if (text[at] === "]" && first) break;
      made.push(value([...path, made.length]));
      space();
      if (text[at] === "]") break;
      if (text[at] !== ",") fail("a comma, or the end of the list, is expected here");
      at++;
    }
    at++;
    return made;
  }

  function string(): string {
    const from = at++;
    for (; text[at] !== '"'; at++) {
      if (at >= text.length || text.charCodeAt(at) < 32) fail("a text that begins here does not end on its line", from);
      if (text[at] === "\\") at++;
    }
    at++;
    try {
      return JSON.parse(text.slice(from, at)) as string;
    } catch {
      return fail("a text with a wrong escape begins here", from);
    }
  }

  const whole = value([]);
  space();
  if (at < text.length) fail("something follows the end");
  return {
    value: whole,
    lineOf(path) {
      for (let length = path.length; length > 0; length--) {
        const offset = offsets.get(keyOf(path.slice(0, length)));
        if (offset !== undefined) return text.slice(0, offset).split("\n").length;
      }
      return 1;
    },
  };
}

const WORDS: Readonly<Record<string, unknown>> = { true: true, false: false, null: null };

const keyOf = (path: Path): string => JSON.stringify(path);
