// Reads what a refused client still sends and throws it away, so that it can finish and read its reply. Up to a bound: then the connection
// is cut, whatever the client has seen.
import type { IncomingMessage } from "node:http";

/** Twice the largest message: clients that write all before they read get their answer. In bytes. */
const MAX_BYTES = 64 * 1024 * 1024;
const MAX_MS = 10_000;

/** Resolves at the end of the body, when the client is gone, or at a bound. */
export function discard(req: IncomingMessage): Promise<void> {
  if (req.complete || req.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    let bytes = 0;
    const settle = (): void => {
      clearTimeout(timer);
      req.off("data", count);
      req.off("end", settle);
      req.off("close", settle);
      req.off("error", settle);
      req.pause();
      resolve();
    };
    const count = (piece: Uint8Array): void => {
      bytes += piece.length;
      if (bytes > MAX_BYTES) settle();
    };
    const timer = setTimeout(settle, MAX_MS);
    req.on("end", settle);
    req.on("close", settle);
    req.on("error", settle);
    req.on("data", count);
    req.resume();
  });
}
