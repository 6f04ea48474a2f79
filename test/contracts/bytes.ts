// Bytes for edits, given in pieces.
import type { Base64Value } from "../../packages/client/src/content/edit.ts";

export const bytesOf = (...bytes: number[]): Uint8Array => Uint8Array.from(bytes);

/** A value whose bytes come in pieces of `step` bytes; `opened` counts the readings. */
export function base64(bytes: Uint8Array, step = 1, length = bytes.length): Base64Value & { opened: number } {
  const value = {
    type: "base64" as const,
    mediaType: "image/png",
    opened: 0,
    bytes: {
      length,
      async *open() {
        value.opened++;
        for (let at = 0; at < bytes.length; at += step) yield bytes.subarray(at, at + step);
      },
    },
  };
  return value;
}
