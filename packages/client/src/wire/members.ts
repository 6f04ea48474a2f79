// Whether JSON has a key twice somewhere, told without reading it again: the members written in the bytes are counted against those
// that the parser kept. Only where the two differ does someone look closer.
import { MAX_BODY_DEPTH, tooDeep } from "./depth.ts";
import { type Simd, simd } from "./simd.ts";
import { BEFORE, MOST_ROUNDS, ROUND } from "./simd-members.ts";

const COLON = 0x3a;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** Bodies up to this many bytes are counted in JavaScript at once. */
const FEW = 1024;

/**
 * The members of all objects of bytes that are JSON, or more: a string that begins with a colon counts too. Never less, for in front of the colon
 * of every member stands a quote that no backslash escapes. Spans, which have no colons, are left out.
 */
export function membersWritten(
  bytes: Uint8Array,
  spans: readonly { readonly start: number; readonly end: number }[],
): number {
  let count = 0;
  let from = 0;
  for (const { start, end } of spans) {
    count += countBetween(bytes, from, start);
    from = end;
  }
  return count + countBetween(bytes, from, bytes.length);
}

function countBetween(bytes: Uint8Array, start: number, end: number): number {
  const fast = end - start > FEW ? simd() : null;
  return fast === null ? countOneByOne(bytes, start, end) : countBySimd(bytes, start, end, fast);
}

function countOneByOne(bytes: Uint8Array, start: number, end: number): number {
  let count = 0;
  for (let at = start; at < end; at++) if (bytes[at] === COLON && isBehindKey(bytes, at)) count++;
  return count;
}

function countBySimd(bytes: Uint8Array, start: number, end: number, { memory, members, counted }: Simd): number {
  const room = memory.length - BEFORE - ROUND;
  let more = 0;
  counted.value = 0;
  for (let from = start; from < end; from += room) {
    const to = Math.min(end, from + room);
    const stop = BEFORE + to - from;
    // What stands in front of the window is read, what stands behind it must not count.
    memory.set(bytes.subarray(Math.max(0, from - BEFORE), from), BEFORE - Math.min(from, BEFORE));
    memory.set(bytes.subarray(from, to), BEFORE);
    memory.fill(0, stop, stop + ROUND);
    for (let at = BEFORE; at < stop; ) {
      const next = Math.min(stop, at + MOST_ROUNDS * ROUND);
      const behind = members(at, next);
      if (behind > 0)
        more += countDoubtful(bytes, from + behind - ROUND - BEFORE, Math.min(end, from + behind - BEFORE));
      at = behind > 0 ? behind : next;
    }
  }
  return counted.value + more;
}

/** Those that the fast way leaves to be looked at. */
function countDoubtful(bytes: Uint8Array, start: number, end: number): number {
  let count = 0;
  for (let at = start; at < end; at++) {
    if (bytes[at] !== COLON) continue;
    const front = bytes[at - 1] as number;
    const doubtful = front <= 0x20 || (front === QUOTE && bytes[at - 2] === BACKSLASH);
    if (doubtful && isBehindKey(bytes, at)) count++;
  }
  return count;
}

/** Whether a quote that no backslash escapes stands in front of the colon at `colon`, white space aside. */
function isBehindKey(bytes: Uint8Array, colon: number): boolean {
  let at = colon - 1;
  for (;;) {
    const byte = bytes[at];
    if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) break;
    at--;
  }
  if (bytes[at] !== QUOTE) return false;
  let slashes = at;
  while (bytes[slashes - 1] === BACKSLASH) slashes--;
  return ((at - slashes) & 1) === 0;
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
