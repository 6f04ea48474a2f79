// From inside an object or array to its end, or past so many of its commas, without a look at what it holds.
import { type Simd, simd } from "./simd.ts";

/** Long base64 texts that are jumped over, in order. */
export type Jumps = readonly { readonly start: number; readonly end: number }[];

/** More commas than a body can have. */
export const TO_THE_END = 0x7fff_ffff;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
/** What is passed over first, in bytes, in JavaScript: most values are shorter. */
const FEW = 192;
/** Room behind a window for what the search reads beyond it. */
const ROOM = 32;

/** Where the search is. */
interface State {
  at: number;
  depth: number;
  inString: boolean;
  commas: number;
}

/**
 * `at` stands in the object or array, outside of strings. Gives the byte behind the `commas`th comma of its own, or its closing bracket where
 * that comes before; the length of the bytes where they end.
 */
export function seek(bytes: Uint8Array, at: number, commas: number, jumps: Jumps): number {
  const state: State = { at, depth: 1, inString: false, commas };
  if (goOn(bytes, state, Math.min(bytes.length, at + FEW), jumps)) return state.at;
  const fast = simd();
  if (fast === null) return goOn(bytes, state, bytes.length, jumps) ? state.at : bytes.length;
  return bySimd(bytes, state, jumps, fast);
}

/** In JavaScript. Whether it found what it was sent for. */
function goOn(bytes: Uint8Array, state: State, stop: number, jumps: Jumps): boolean {
  let { at, depth, inString, commas } = state;
  let next = firstBehind(jumps, at);
  let found = false;
  while (at < stop) {
    const byte = bytes[at] as number;
    if (inString) {
      if (byte === BACKSLASH) at++;
      else if (byte === QUOTE) inString = false;
    } else if (byte === QUOTE) {
      inString = true;
      const jump = jumps[next];
      if (jump !== undefined && jump.start === at + 1) {
        at = jump.end;
        next++;
        continue;
      }
    } else if (byte === COMMA) {
      found = depth === 1 && --commas === 0;
      if (found) at++;
    } else {
      const bracket = byte | 0x20;
      if (bracket === 0x7b) depth++;
      else if (bracket === 0x7d) found = --depth === 0;
    }
    if (found) break;
    at++;
  }
  Object.assign(state, { at, depth, inString, commas });
  return found;
}

function bySimd(bytes: Uint8Array, state: State, jumps: Jumps, fast: Simd): number {
  let { at } = state;
  let next = firstBehind(jumps, at);
  let size = 2048;
  fast.depth.value = state.depth;
  fast.inString.value = state.inString ? 1 : 0;
  fast.commas.value = state.commas;
  while (at < bytes.length) {
    const jump = jumps[next];
    const length = Math.min(size, (jump?.start ?? bytes.length) - at);
    fast.memory.set(bytes.subarray(at, at + length));
    at += fast.seek(0, length);
    if (fast.depth.value === 0 || fast.commas.value === 0) return at;
    if (jump !== undefined && at >= jump.start) {
      at = jump.end;
      next++;
    }
    size = Math.min(2 * size, fast.memory.length - ROOM);
  }
  return bytes.length;
}

/** The index of the first text that begins behind `at`. */
function firstBehind(jumps: Jumps, at: number): number {
  let low = 0;
  let high = jumps.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((jumps[middle] as Jumps[number]).start <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}
