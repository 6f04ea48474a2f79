// How many bytes a block's source takes in the request body. Counted: the JSON of the source object, keys in the order of the API's
// documentation, without white space, UTF-8. Everything around it (the block, the messages) belongs to the caller's `otherBytes`.
import type { Block } from "../content/block.ts";

const BASE64_FRAME = '{"type":"base64","media_type":"","data":""}'.length;

/** A typical file id is `file_` and 24 characters (Files API documentation, read 2026-09-26); a file not yet uploaded is counted as one. */
const TYPICAL_FILE_ID = "file_".padEnd(29, "0");

/** Characters of the base64 text of a file of `byteLength` bytes, padding included. */
export function base64LengthOf(byteLength: number): number {
  return 4 * Math.ceil(byteLength / 3);
}

/** Most bytes a file may have for its base64 text to be at most `base64Length` characters. */
export function bytesInBase64(base64Length: number): number {
  return 3 * Math.floor(base64Length / 4);
}

export function base64SourceBytes(mediaType: string, base64Length: number): number {
  return BASE64_FRAME + mediaType.length + base64Length;
}

export function urlSourceBytes(url: string): number {
  return jsonBytes({ type: "url", url });
}

export function fileSourceBytes(fileId: string | null): number {
  return jsonBytes({ type: "file", file_id: fileId ?? TYPICAL_FILE_ID });
}

/** Bytes of the source as it stands in the request; 0 where its text is counted with the rest, or it is not on the wire. */
export function sourceBytesNow({ source }: Pick<Block, "source">): number {
  if (source.method === "base64") return base64SourceBytes(source.declared ?? "", source.base64Length);
  if (source.method === "url") return urlSourceBytes(source.url);
  return source.method === "file" ? fileSourceBytes(source.fileId) : 0;
}

function jsonBytes(value: object): number {
  return new TextEncoder().encode(JSON.stringify(value)).length;
}
