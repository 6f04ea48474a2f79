// Where, and why, bytes are no JSON. Asked only after JSON.parse has refused them: engines differ in what they say, and may quote the body.
import { skipSpace } from "./find-spans.ts";

export interface NotJson {
  /** Byte of the body. */
  readonly offset: number;
  /** Without a full stop. */
  readonly reason: string;
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORDS = ["true", "false", "null"];
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** The first fault; null when the bytes are JSON (RFC 8259). Walks without recursion. */
export function notJson(bytes: Uint8Array): NotJson | null {
  /** The closing byte of every object and array that is open. */
  const open: number[] = [];
  let at = skipSpace(bytes, 0);
  if (at >= bytes.length) return { offset: at, reason: "there is nothing in it" };
  const fault = (reason: string): NotJson => ({
    offset: Math.min(at, bytes.length),
    reason: at >= bytes.length ? "it ends too early" : reason,
  });

  for (;;) {
    // A value is due.
    const first = bytes[at];
    if (first === 0x7b || first === 0x5b) {
      const close = first + 2;
      at = skipSpace(bytes, at + 1);
      if (bytes[at] !== close) {
        open.push(close);
        if (close === 0x5d) continue;
        const wrong = key();
        if (wrong !== null) return wrong;
        continue;
      }
      at++;
    } else if (first === QUOTE) {
      const wrong = string();
      if (wrong !== null) return wrong;
    } else {
      const length = wordLength(bytes, at);
      if (length === 0) return fault("a value is missing");
      at += length;
    }

    // A value has ended: so may what is around it.
    for (;;) {
      at = skipSpace(bytes, at);
      const close = open.at(-1);
      if (close === undefined) return at >= bytes.length ? null : fault("something stands behind the value");
      if (bytes[at] === close) {
        open.pop();
        at++;
        continue;
      }
      if (bytes[at] !== 0x2c) return fault(`a comma or ${String.fromCharCode(close)} is missing`);
      at = skipSpace(bytes, at + 1);
      const wrong = close === 0x7d ? key() : null;
      if (wrong !== null) return wrong;
      break;
    }
  }

  function key(): NotJson | null {
    if (bytes[at] !== QUOTE) return fault("a key in quotes is missing");
    const wrong = string();
    if (wrong !== null) return wrong;
    at = skipSpace(bytes, at);
    if (bytes[at] !== 0x3a) return fault("a colon is missing");
    at = skipSpace(bytes, at + 1);
    return null;
  }

  function string(): NotJson | null {
    for (at++; bytes[at] !== QUOTE; at++) {
      if (at >= bytes.length || (bytes[at] as number) < 0x20) return fault("a control character stands in a string");
      if (bytes[at] !== BACKSLASH) continue;
      const spelled = String.fromCharCode(...bytes.subarray(at, at + 6));
      if (!/^\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4})/.test(spelled)) return fault("an escape is none that JSON has");
      at += spelled[1] === "u" ? 5 : 1;
    }
    at++;
    return null;
  }
}

function wordLength(bytes: Uint8Array, at: number): number {
  let end = at;
  while (end < bytes.length && isWordByte(bytes[end] as number)) end++;
  // A number may be of any length, and is read in one go.
  const word = new TextDecoder().decode(bytes.subarray(at, end));
  if (WORDS.includes(word)) return word.length;
  NUMBER.lastIndex = 0;
  return NUMBER.exec(word)?.[0].length ?? 0;
}

function isWordByte(byte: number): boolean {
  const lower = byte | 0x20;
  return (
    (byte >= 0x30 && byte <= 0x39) ||
    byte === 0x2b ||
    byte === 0x2d ||
    byte === 0x2e ||
    (lower >= 0x61 && lower <= 0x7a)
  );
}
