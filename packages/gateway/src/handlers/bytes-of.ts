// The bytes of base64 blocks on the wire, decoded when lowering asks for them.
import type { BytesRef } from "@fovea/client/internal/content/edit";
import { formatPath } from "@fovea/client/internal/content/path";
import type { WalkedBlock } from "@fovea/client/internal/content/walk";
import { bytesRef } from "@fovea/client/internal/input/bytes";
import { readBase64 } from "@fovea/client/internal/media/base64";

/** A resolver for `lower`: printed path of a block to its bytes. */
export function bytesOf(blocks: readonly WalkedBlock[]): (at: string) => BytesRef {
  const texts = new Map(
    blocks.flatMap(({ at, source }) => (source.method === "base64" ? [[formatPath(at), source.text] as const] : [])),
  );
  return (at) => {
    const reading = readBase64(texts.get(at) ?? "");
    if (!reading.ok) throw new TypeError(`${at} has no base64 text that can be decoded`);
    return bytesRef(Buffer.from(reading.clean(), "base64"));
  };
}

/** Node's encoder, several times faster than the portable one. */
export function encode({ buffer, byteOffset, length }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, length).toString("base64");
}
