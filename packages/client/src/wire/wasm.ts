// WebAssembly written as its instructions: just those that the searches of this folder need. So no binary has to be believed, and none is built.
// Source of the codes: WebAssembly core specification 2.0, section 5.4.

/** A part of a function: instructions as bytes. */
export type Code = readonly number[];

export const I32 = 0x7f;
export const V128 = 0x7b;
const NOTHING = 0x40;

export const join = (...parts: readonly Code[]): Code => parts.flat();
export const get = (local: number): Code => [0x20, local];
export const set = (local: number): Code => [0x21, local];
export const tee = (local: number): Code => [0x22, local];
export const getGlobal = (index: number): Code => [0x23, index];
export const setGlobal = (index: number): Code => [0x24, index];

export const block = (...parts: readonly Code[]): Code => [0x02, NOTHING, ...join(...parts), 0x0b];
export const loop = (...parts: readonly Code[]): Code => [0x03, NOTHING, ...join(...parts), 0x0b];
export const when = (...parts: readonly Code[]): Code => [0x04, NOTHING, ...join(...parts), 0x0b];
/** Out of so many blocks, or to the beginning of a loop. */
export const branch = (levels: number): Code => [0x0c, levels];
export const branchIf = (levels: number): Code => [0x0d, levels];
export const giveBack: Code = [0x0f];

/** From -64 to 8191. */
export const i32 = (value: number): Code =>
  value < 64 ? [0x41, value & 127] : [0x41, (value & 127) | 128, value >> 7];
export const equalZero: Code = [0x45];
export const equal: Code = [0x46];
export const lessUnsigned: Code = [0x49];
export const greaterOrEqualUnsigned: Code = [0x4f];
export const trailingZeros: Code = [0x68];
export const ones: Code = [0x69];
export const add: Code = [0x6a];
export const subtract: Code = [0x6b];
export const and: Code = [0x71];
export const or: Code = [0x72];
/** The byte at an address, plus `offset`. */
export const load8 = (offset = 0): Code => [0x2d, 0, offset];

const simd = (code: number, ...more: number[]): Code => [0xfd, code, ...more];
/** The 16 bytes at an address, plus `offset`. */
export const load16Bytes = (offset = 0): Code => simd(0x00, 0, offset);
export const splat = (byte: number): Code => simd(0x0c, ...new Array<number>(16).fill(byte));
// On 16 bytes at once, each by itself.
export const bytesEqual = simd(0x23);
export const bytesAtMost = simd(0x2a);
export const bytesAnd = simd(0x4e);
export const bytesAndNot = simd(0x4f);
export const bytesOr = simd(0x50);
export const bytesXor = simd(0x51);
export const bytesSubtract = simd(0x71);
/** Nothing below zero. */
export const bytesSubtractToZero = simd(0x73);
export const bytesLeast = simd(0x77);
/** Whether any bit is set. */
export const anyBit = simd(0x53);
/** The first bit of each of the 16 bytes. */
export const bits = simd(0x64);

// Sums of neighbours: 16 bytes to eight numbers, eight to four i32, and one of those.
export const addBytesInPairs = simd(0x7d);
export const addPairsInPairs = simd(0x7f);
export const lane = (index: number): Code => simd(0x1b, index);

export interface Fn {
  readonly name: string;
  /** How many i32 it takes; it gives one. */
  readonly takes: number;
  /** Locals behind the parameters: i32, then v128. */
  readonly i32s: number;
  readonly v128s: number;
  readonly code: Code;
}

/** A module with one memory of a page (64 KiB, exported as `memory`), and i32 globals that can be written (exported by their names). */
export function moduleOf(functions: readonly Fn[], globals: readonly string[]): Uint8Array<ArrayBuffer> {
  const takes = [...new Set(functions.map((fn) => fn.takes))];
  const exported = [
    ...functions.map(({ name }, index) => join(text(name), [0, index])),
    join(text("memory"), [2, 0]),
    ...globals.map((name, index) => join(text(name), [3, index])),
  ];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(
      1,
      takes.map((count) => [0x60, count, ...new Array<number>(count).fill(I32), 1, I32]),
    ),
    ...section(
      3,
      functions.map((fn) => [takes.indexOf(fn.takes)]),
    ),
    ...section(5, [[0, 1]]),
    ...section(
      6,
      globals.map(() => [I32, 1, ...i32(0), 0x0b]),
    ),
    ...section(7, exported),
    ...section(10, functions.map(body)),
  ]);
}

function body({ i32s, v128s, code }: Fn): Code {
  const all = [2, i32s, I32, v128s, V128, ...code, 0x0b];
  return [...length(all.length), ...all];
}

function section(id: number, entries: readonly Code[]): Code {
  const content = [...length(entries.length), ...join(...entries)];
  return [id, ...length(content.length), ...content];
}

function text(name: string): Code {
  return [name.length, ...Array.from(name, (letter) => letter.charCodeAt(0))];
}

/** Up to 16,383, as WebAssembly writes numbers. */
function length(value: number): Code {
  return value < 128 ? [value] : [(value & 127) | 128, value >> 7];
}
