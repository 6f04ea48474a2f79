// The search of letters.ts for what is no letter of base64, 16 bytes at a time.
//
// Of a byte `b`, `or(b, 0x20)` is 0x61 to 0x7a for the letters alone, and `b` is 0x2f to 0x39 for the slash and the digits. Subtracting the first
// of a range, and then its span but not below zero, gives 0 exactly for bytes of the range. The least of the three differences is therefore 0 for
// what base64 has, and for nothing else.
import * as w from "./wasm.ts";

/** Bytes looked at in one round of the loop. */
export const ROUND_BYTES = 64;

const STOP = 0;
const AT = 1;
const WRONG = 2;
const BYTES = 3;
/** What each constant has in all of its 16 bytes. They are locals: only so does V8 keep them in registers, which halves the time. */
const CASE_BIT = 0x20;
const LETTER_FROM = 0x61;
const LETTER_SPAN = 25;
const DIGIT_FROM = 0x2f;
const DIGIT_SPAN = 10;
const PLUS = 0x2b;
const CONSTANTS = [CASE_BIT, LETTER_FROM, LETTER_SPAN, DIGIT_FROM, DIGIT_SPAN, PLUS];
const constant = (value: number): w.Code => w.get(BYTES + 1 + CONSTANTS.indexOf(value));

const look = (offset: number): w.Code =>
  w.join(
    ...[w.get(AT), w.load16Bytes(offset), w.tee(BYTES), constant(CASE_BIT), w.bytesOr],
    ...[constant(LETTER_FROM), w.bytesSubtract, constant(LETTER_SPAN), w.bytesSubtractToZero],
    ...[w.get(BYTES), constant(DIGIT_FROM), w.bytesSubtract, constant(DIGIT_SPAN), w.bytesSubtractToZero, w.bytesLeast],
    ...[w.get(BYTES), constant(PLUS), w.bytesXor, w.bytesLeast],
    ...[w.get(WRONG), w.bytesOr, w.set(WRONG)],
  );

/**
 * `letters(stop)`: where the first round begins that has a byte which is no letter; `stop` where all are letters. From 0 to `stop`, a multiple of
 * ROUND_BYTES, at least one.
 */
export const LETTERS: w.Fn = {
  name: "letters",
  takes: 1,
  i32s: 1,
  v128s: 2 + CONSTANTS.length,
  code: w.join(
    ...CONSTANTS.flatMap((byte) => [w.splat(byte), w.set(BYTES + 1 + CONSTANTS.indexOf(byte))]),
    w.loop(
      ...[look(0), look(16), look(32), look(48)],
      ...[w.get(WRONG), w.anyBit, w.when(w.get(AT), w.giveBack)],
      ...[w.get(AT), w.i32(ROUND_BYTES), w.add, w.tee(AT), w.get(STOP), w.lessUnsigned, w.branchIf(0)],
    ),
    w.get(STOP),
  ),
};
