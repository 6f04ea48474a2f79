// The sha256 of a body that is about to be sent, read piece by piece: never the whole of it at once.
import { createHash } from "node:crypto";
import { setImmediate as others } from "node:timers/promises";
import type { UpstreamRequest } from "./upstream.ts";

/** Hashed in one go, about a millisecond: an untouched body is one piece of many MiB, and streams of others wait meanwhile. */
const SLICE_BYTES = 1024 * 1024;

/** In hex. @throws TypeError for a body that can be read only once; what reading it throws; the signal's reason when aborted */
export async function hashOfBody({ length, rehearse, signal }: UpstreamRequest): Promise<string> {
  const hash = createHash("sha256");
  if (length !== 0) {
    if (rehearse === undefined) throw new TypeError("a body that can be read only once cannot be signed");
    let inOneGo = 0;
    for await (const piece of rehearse()) {
      for (let at = 0; at < piece.length; at += SLICE_BYTES) {
        signal.throwIfAborted();
        const slice = piece.subarray(at, at + SLICE_BYTES);
        hash.update(slice);
        inOneGo += slice.length;
        if (inOneGo < SLICE_BYTES) continue;
        // Also between small pieces: what is read from memory never waits by itself.
        await others();
        inOneGo = 0;
      }
    }
  }
  return hash.digest("hex");
}
