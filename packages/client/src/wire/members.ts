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

/**
 * The members of all objects of a value.
 *
 * @throws InputError `input.body-too-deep`.
 */
export function membersKept(value: unknown, depth = 0): number {
  if (typeof value !== "object" || value === null) return 0;
  if (depth === MAX_BODY_DEPTH) throw tooDeep();
  let count = 0;
  if (Array.isArray(value)) {
    for (const one of value) if (typeof one === "object") count += membersKept(one, depth + 1);
    return count;
  }
  const keys = Object.keys(value);
  count = keys.length;
  for (const key of keys) {
    const one = (value as Record<string, unknown>)[key];
    if (typeof one === "object") count += membersKept(one, depth + 1);
  }
  return count;
}
