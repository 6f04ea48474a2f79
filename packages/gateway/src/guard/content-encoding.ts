// Which content-encodings are undone here. zstd came to Node with 22.15; an older one refuses it by name.
import type { Transform } from "node:stream";
import * as zlib from "node:zlib";
import { ReplyError } from "../reply/envelope.ts";

export type Encoding = "gzip" | "deflate" | "br" | "zstd";

/** A stream that undoes an encoding. `bytesWritten`: what it took of what it was given. */
export type Decoder = Transform & { readonly bytesWritten: number };

// Looked up by name, so that a Node without zstd can still load this file.
const zstd = (zlib as { createZstdDecompress?: () => Decoder }).createZstdDecompress;

const DECODERS: ReadonlyMap<Encoding, () => Decoder> = new Map<Encoding, () => Decoder>([
  ["gzip", zlib.createGunzip],
  ["deflate", zlib.createInflate],
  ["br", zlib.createBrotliDecompress],
  ...(zstd ? [["zstd", zstd] as const] : []),
]);

/** The encoding to undo; null when there is none. @throws ReplyError 400 with the name of an encoding, or list of them, not undone here */
export function encodingOf(header: string | undefined): Encoding | null {
  const name = (header ?? "").trim().toLowerCase();
  if (name === "" || name === "identity") return null;
  const asked = name === "x-gzip" ? "gzip" : name;
  for (const encoding of DECODERS.keys()) if (encoding === asked) return encoding;
  throw new ReplyError(
    400,
    `Request bodies compressed with ${name.slice(0, 40)} are not accepted here; send ${[...DECODERS.keys()].join(", ")}, or the body as it is.`,
    { error_code: "request_body_encoding_unsupported" },
  );
}

export function createDecoder(encoding: Encoding): Decoder {
  const make = DECODERS.get(encoding);
  if (!make) throw new TypeError(`no decoder for ${encoding}`);
  return make();
}
