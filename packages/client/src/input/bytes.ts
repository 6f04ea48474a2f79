// Bytes in memory as the reference that edits carry, and back.
import type { BytesRef } from "../content/edit.ts";

/** A reference to bytes in memory. They are not copied: do not change them afterwards. */
export function bytesRef(bytes: Uint8Array): BytesRef {
  return {
    length: bytes.length,
    async *open() {
      yield bytes;
    },
  };
}

/** All bytes of a reference in one piece; those of `bytesRef` come back without a copy. */
export async function readBytes(ref: BytesRef): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of ref.open()) pieces.push(piece);
  const [first] = pieces;
  return pieces.length === 1 && first !== undefined ? first : Buffer.concat(pieces);
}
