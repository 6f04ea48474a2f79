// The sha256 of a body that is about to be sent, read piece by piece: never the whole of it at once.
import { createHash } from "node:crypto";
import type { UpstreamRequest } from "./upstream.ts";

/** In hex. @throws TypeError for a body that can be read only once; what reading it throws; the signal's reason when aborted */
export async function hashOfBody({ length, rehearse, signal }: UpstreamRequest): Promise<string> {
  const hash = createHash("sha256");
  if (length !== 0) {
    if (rehearse === undefined) throw new TypeError("a body that can be read only once cannot be signed");
    for await (const piece of rehearse()) {
      signal.throwIfAborted();
      hash.update(piece);
    }
  }
  return hash.digest("hex");
}
