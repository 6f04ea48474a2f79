// What callers hold, and what it is once it is opened: bytes with proven facts, or a reference that stays one.
import type { BytesRef } from "../content/edit.ts";
import type { Facts } from "../media/facts.ts";

/**
 * What callers may hold. A string is, in this order: `-` (standard input); a `data:`, `file:`, `https:` or `http:` URL; a file id (`file_` and then only
 * letters and digits); else a path. A file that is named like one of them is written with `./` in front.
 */
export type Input =
  | string
  | URL
  | Uint8Array
  | ArrayBuffer
  | Blob
  | ReadableStream<Uint8Array>
  | AsyncIterable<Uint8Array>
  | { readonly fileId: string };

/** An input once it is opened: bytes with what they prove, a url that nobody has fetched, or a file by its id. */
export type Opened = OpenedBytes | OpenedUrl | OpenedFile;

/** Bytes in hand, whole, and known to be a format that Fovea recognises. */
export interface OpenedBytes {
  readonly kind: "bytes";
  readonly bytes: BytesRef;
  /** Proven by the bytes; `byteLength` and `sha256` are set. */
  readonly facts: Facts;
  /** A media type someone claimed (a data URL, a Blob, a server), lower case and without parameters. */
  readonly declared: string | null;
  /** For messages and labels: the file's name, `standard input`, ... Never a secret. */
  readonly name: string;
  /** Stands before the picture instead of `Image 1`: `report.pdf page 3`. Default none. */
  readonly label?: string;
  /** Its end is missing, which was allowed: so many bytes at least, null where that is not told. */
  readonly truncated?: { readonly missing: number | null };
}

/** A text file, read. */
export interface OpenedText {
  readonly kind: "text";
  readonly text: string;
  readonly name: string;
}

/** An `https:` or `http:` URL, as it was given. Nothing was fetched; whether it may be sent is the plan's question. */
export interface OpenedUrl {
  readonly kind: "url";
  readonly url: string;
  /** Last segment of the path, or the host. */
  readonly name: string;
}

/** A file of the Files API. Nothing was asked about it. */
export interface OpenedFile {
  readonly kind: "file";
  readonly fileId: string;
  readonly name: string;
}
