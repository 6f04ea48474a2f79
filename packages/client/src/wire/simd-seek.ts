// Passing over JSON: objects and arrays to their end, or so many elements. Inside strings 16 bytes at a time.
import * as w from "./wasm.ts";

/** The globals it begins with and leaves behind, by their index in the module. */
export const SEEK_GLOBALS = ["depth", "inString", "commas"] as const;
const DEPTH = 0;
const IN_STRING = 1;
const COMMAS = 2;

const AT = 0;
const STOP = 1;
const BYTE = 2;
const MASK = 3;
const BYTES = 4;
const QUOTES = 5;
const BACKSLASHES = 6;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;

const forward = (bytes: number): w.Code => w.join(w.get(AT), w.i32(bytes), w.add, w.set(AT));
const addTo = (global: number, value: number): w.Code =>
  w.join(w.getGlobal(global), w.i32(value), w.add, w.setGlobal(global));
const isByte = (value: number): w.Code => w.join(w.get(BYTE), w.i32(value), w.equal);

// Inside a string: to the next quote or backslash. Levels of branches: 0 the `when`, 1 the loop.
const inString = w.join(
  ...[w.get(AT), w.load16Bytes(), w.tee(BYTES), w.get(QUOTES), w.bytesEqual],
  ...[w.get(BYTES), w.get(BACKSLASHES), w.bytesEqual, w.bytesOr, w.bits, w.tee(MASK), w.equalZero],
  w.when(forward(16), w.get(AT), w.get(STOP), w.lessUnsigned, w.branchIf(2), w.get(STOP), w.giveBack),
  ...[w.get(AT), w.get(MASK), w.trailingZeros, w.add, w.tee(AT)],
  // What stands behind the stop is not meant.
  ...[w.get(STOP), w.greaterOrEqualUnsigned, w.when(w.get(STOP), w.giveBack)],
  ...[w.get(AT), w.load8(), w.i32(BACKSLASH), w.equal, w.when(forward(2), w.branch(2))],
  ...[w.i32(0), w.setGlobal(IN_STRING), forward(1), w.branch(1)],
);

// Brackets differ from braces by one bit.
const between = w.join(
  ...[w.get(AT), w.load8(), w.set(BYTE)],
  ...[isByte(QUOTE), w.when(w.i32(1), w.setGlobal(IN_STRING), forward(1), w.branch(1))],
  ...[w.get(BYTE), w.i32(0x20), w.or, w.tee(MASK), w.i32(0x7b), w.equal, w.when(addTo(DEPTH, 1))],
  w.get(MASK),
  w.i32(0x7d),
  w.equal,
  w.when(addTo(DEPTH, -1), w.getGlobal(DEPTH), w.equalZero, w.when(w.get(AT), w.giveBack)),
  ...[isByte(COMMA), w.getGlobal(DEPTH), w.i32(1), w.equal, w.and],
  w.when(addTo(COMMAS, -1), w.getGlobal(COMMAS), w.equalZero, w.when(forward(1), w.get(AT), w.giveBack)),
  ...[forward(1), w.branch(0)],
);

/**
 * `seek(at, stop)`: from `at`, which stands `depth` deep and is `inString` or not, to the bracket that brings the depth to 0, or to the byte
 * behind the comma on depth 1 that brings `commas` to 0; else to `stop`, or one byte farther where an escape reaches beyond it.
 */
export const SEEK: w.Fn = {
  name: "seek",
  takes: 2,
  i32s: 2,
  v128s: 3,
  code: w.join(
    ...[w.splat(QUOTE), w.set(QUOTES), w.splat(BACKSLASH), w.set(BACKSLASHES)],
    w.loop(
      ...[w.get(AT), w.get(STOP), w.greaterOrEqualUnsigned, w.when(w.get(AT), w.giveBack)],
      ...[w.getGlobal(IN_STRING), w.when(inString)],
      between,
    ),
    w.get(AT),
  ),
};
