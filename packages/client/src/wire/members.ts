// Whether a JSON text has a key twice somewhere, told without reading it again: the members written in the text are counted against those
// that the parser kept. Only where the two differ does someone look closer.
import { MAX_BODY_DEPTH, tooDeep } from "./depth.ts";

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * The members of all objects of a text that is JSON, or more: a string that begins with a colon counts too. Never less, for in front of the
 * colon of every member stands a quote that no backslash escapes.
 */
export function membersWritten(text: string): number {
  let count = 0;
  for (let colon = text.indexOf(":"); colon >= 0; colon = text.indexOf(":", colon + 1)) {
    let at = colon - 1;
    let code = text.charCodeAt(at);
    while (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09) code = text.charCodeAt(--at);
    if (code !== QUOTE) continue;
    let slashes = at;
    while (text.charCodeAt(slashes - 1) === BACKSLASH) slashes--;
    if (((at - slashes) & 1) === 0) count++;
  }
  return count;
}

/** What a parsed body has. */
export interface Tally {
  /** The members of all its objects. */
  readonly members: number;
  /** Where an image or document block can be: in `system`, and in the messages of these indexes, in order. */
  readonly media: MediaPlaces;
}

export interface MediaPlaces {
  readonly system: boolean;
  readonly messages: ReadonlySet<number>;
}

/**
 * @throws InputError `input.body-too-deep`.
 */
export function tally(body: unknown): Tally {
  const counter = createCounter();
  const messages = new Set<number>();
  let system = false;
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    counter.count(body, 0);
    return { members: counter.members(), media: { system, messages } };
  }
  let keys = 0;
  for (const [key, value] of Object.entries(body)) {
    keys++;
    if (key === "messages" && Array.isArray(value)) {
      for (let index = 0; index < value.length; index++) if (counter.count(value[index], 2)) messages.add(index);
    } else if (counter.count(value, 1) && key === "system") system = true;
  }
  return { members: keys + counter.members(), media: { system, messages } };
}

/** `count` says whether anything in the value calls itself an image or a document. */
function createCounter(): { count(value: unknown, depth: number): boolean; members(): number } {
  let members = 0;
  let media = 0;
  return {
    count(value, depth) {
      const before = media;
      go(value, depth);
      return media > before;
    },
    members: () => members,
  };

  function go(value: unknown, depth: number): void {
    if (typeof value !== "object" || value === null) return;
    if (depth >= MAX_BODY_DEPTH) throw tooDeep();
    if (Array.isArray(value)) {
      for (let index = 0; index < value.length; index++) go(value[index], depth + 1);
      return;
    }
    // Twice as fast as Object.keys. It would find the members of a prototype too: then the count is wrong, and someone looks closer.
    for (const key in value) {
      members++;
      const one = (value as Record<string, unknown>)[key];
      if (typeof one === "object") go(one, depth + 1);
      else if (key === "type" && (one === "image" || one === "document")) media++;
    }
  }
}
