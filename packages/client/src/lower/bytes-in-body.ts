// The bytes of the base64 blocks of a request that is held as an object: a `bytes` resolver for `lower`, for blocks that are on the wire.
import type { BytesRef } from "../content/edit.ts";
import { decodedLength, decodePrefix, readBase64 } from "../media/base64.ts";

/** Characters of base64 that are decoded at a time: 192 KiB of bytes. A multiple of four. */
const CHUNK_CHARS = 4 * 65_536;

/** @throws TypeError (the resolver, when called) when there is no base64 text at that block, or none that can be decoded. */
export function bytesInBody(body: unknown): (at: string) => BytesRef {
  return (at) => {
    const text = [...at.split("."), "source", "data"].reduce<unknown>((value, key) => below(value, key), body);
    const reading = typeof text === "string" ? readBase64(text) : null;
    if (reading === null || !reading.ok) throw new TypeError(`there is no base64 text at ${at}`);
    const clean = reading.clean();
    return { length: decodedLength(clean), open: () => decode(clean) };
  };
}

async function* decode(clean: string): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < clean.length; from += CHUNK_CHARS)
    yield decodePrefix(clean.slice(from, from + CHUNK_CHARS), CHUNK_CHARS);
}

// An index printed in a path finds its element, and a key that has a dot in it is none that leads to a block.
function below(value: unknown, key: string): unknown {
  const there = typeof value === "object" && value !== null && Object.hasOwn(value, key);
  return there ? (value as Record<string, unknown>)[key] : undefined;
}
