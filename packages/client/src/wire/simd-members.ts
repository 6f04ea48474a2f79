// Counting members of JSON in its bytes: colons behind a quote that no backslash escapes. 64 bytes in a round, without a branch for what they have.
import * as w from "./wasm.ts";

/** The globals, by their index in the module: what was counted is added to it. */
export const MEMBERS_GLOBALS = ["counted"] as const;
/** Bytes in front of those to count that are read too. */
export const BEFORE = 16;
/** Bytes counted in a round. */
export const ROUND = 64;
/** Most rounds at a time: each adds at most 4 to a counter of 8 bits. */
export const MOST_ROUNDS = 63;

const AT = 0;
const STOP = 1;
const COLONS = 2;
const FRONT = 3;
const QUOTED = 4;
const ESCAPED = 5;
const PLAIN = 6;
const DOUBTFUL = 7;
const COLON = 8;
const QUOTE = 9;
const BACKSLASH = 10;
const SPACE = 11;
/** In registers as locals, see simd-letters.ts. */
const CONSTANTS: readonly (readonly [local: number, byte: number])[] = [
  [COLON, 0x3a],
  [QUOTE, 0x22],
  [BACKSLASH, 0x5c],
  [SPACE, 0x20],
];

const load = (offset: number): w.Code => w.join(w.get(AT), w.load16Bytes(offset));

// `at` is two bytes in front of the round.
const count = (offset: number): w.Code =>
  w.join(
    ...[load(offset + 2), w.get(COLON), w.bytesEqual, w.set(COLONS)],
    ...[load(offset + 1), w.tee(FRONT), w.get(QUOTE), w.bytesEqual, w.get(COLONS), w.bytesAnd, w.set(QUOTED)],
    ...[load(offset), w.get(BACKSLASH), w.bytesEqual, w.set(ESCAPED)],
    // Those that match are -1.
    ...[w.get(PLAIN), w.get(QUOTED), w.get(ESCAPED), w.bytesAndNot, w.bytesSubtract, w.set(PLAIN)],
    // Doubtful: the quote may be escaped, or white space stands between it and the colon.
    ...[w.get(QUOTED), w.get(ESCAPED), w.bytesAnd],
    ...[w.get(COLONS), w.get(FRONT), w.get(SPACE), w.bytesAtMost, w.bytesAnd, w.bytesOr],
    ...[w.get(DOUBTFUL), w.bytesOr, w.set(DOUBTFUL)],
  );

/**
 * `members(at, stop)`: counts from round to round, at most MOST_ROUNDS, and gives 0. After a round with something doubtful, which it does not count,
 * it gives the place behind that round.
 * @param counted the index of the global that what is counted is added to
 */
export function membersFunction(counted: number): w.Fn {
  const sums = COLONS;
  const flush = w.join(
    ...[w.get(PLAIN), w.addBytesInPairs, w.addPairsInPairs, w.set(sums), w.getGlobal(counted)],
    ...[0, 1, 2, 3].flatMap((index) => [w.get(sums), w.lane(index), w.add]),
    w.setGlobal(counted),
  );
  const behindRound = w.join(w.get(AT), w.i32(2), w.add);
  return {
    name: "members",
    takes: 2,
    i32s: 0,
    v128s: CONSTANTS.length + 6,
    code: w.join(
      ...CONSTANTS.flatMap(([local, byte]) => [w.splat(byte), w.set(local)]),
      ...[w.get(AT), w.i32(2), w.subtract, w.set(AT)],
      w.loop(
        ...[count(0), count(16), count(32), count(48)],
        ...[w.get(AT), w.i32(ROUND), w.add, w.set(AT)],
        ...[w.get(DOUBTFUL), w.anyBit, w.when(flush, behindRound, w.giveBack)],
        ...[behindRound, w.get(STOP), w.lessUnsigned, w.branchIf(0)],
      ),
      ...[flush, w.i32(0)],
    ),
  };
}
