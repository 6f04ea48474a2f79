// An input once it is opened: bytes with proven facts, or a reference that stays one.
import type { BytesRef } from "../content/edit.ts";
import type { Facts } from "../media/facts.ts";

/** What callers may hold. A string is a path, `-`, a `file:`, `http(s):` or `data:` URL, or a `file_...` id. */
export type Input =
  | string
  | URL
  | Uint8Array
  | ArrayBuffer
  | Blob
  | ReadableStream<Uint8Array>
  | AsyncIterable<Uint8Array>
  | { readonly fileId: string };

export type Opened =
  | {
      readonly kind: "bytes";
      readonly bytes: BytesRef;
      readonly facts: Facts;
      /** A media type someone claimed: a data URL's, a Blob's. */
      readonly declared: string | null;
      /** For messages and labels: the file's name, `standard input`, ... */
      readonly name: string;
    }
  | { readonly kind: "url"; readonly url: string; readonly name: string }
  | { readonly kind: "file"; readonly fileId: string; readonly name: string };
