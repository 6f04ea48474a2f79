// Frees the pieces that bodies arrived in. Node hands a body over in pieces of 64 KiB that nobody needs once they are copied. V8 sees of each the
// hundred bytes of its object alone, fills its young generation for a long time, and then, for the memory behind the objects, looks through the
// whole heap: with large bodies ten times a second, for half of all processor time. So the young generation is swept once in a while, which takes
// a fraction of a millisecond and frees the same.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** Bytes that arrive between two sweeps: a quarter of what makes V8 look through everything. */
const SWEEP_BYTES = 16 * 1024 * 1024;

type Collect = (options: { readonly type: "minor" }) => void;

/** Made when first needed. */
let collect: Collect | null = null;
let arrived = 0;

/** To be called with the bytes of pieces that nobody holds any more. */
export function forgotPieces(bytes: number): void {
  arrived += bytes;
  if (arrived < SWEEP_BYTES) return;
  arrived = 0;
  collect ??= sweeper();
  collect({ type: "minor" });
}

/** V8 gives its collector to contexts that are made while a flag is set. */
function sweeper(): Collect {
  setFlagsFromString("--expose-gc");
  const found: unknown = runInNewContext("globalThis.gc");
  setFlagsFromString("--no-expose-gc");
  // A runtime that is not Node may have none; nothing is lost then but time.
  return typeof found === "function" ? (found as Collect) : () => undefined;
}
