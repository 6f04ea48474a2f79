// The form that puts a file on a platform: `multipart/form-data` whose bytes are read while they are sent, and can be read once more for signatures.
// Source: npm @anthropic-ai/sdk 1.12.0, resources/files.ts and internal/uploads.ts; the part names its media type, which the platform keeps.
import { randomBytes } from "node:crypto";
import type { BytesRef } from "../content/edit.ts";

export interface UploadForm extends BytesRef {
  readonly contentType: string;
}

export interface FormParts {
  readonly bytes: BytesRef;
  readonly mediaType: string;
  /** As `platformFilename` gives it. */
  readonly filename: string;
  /** Null: the platform keeps the file until it is deleted. */
  readonly expiresInSeconds: number | null;
  /** Told how many bytes of the file were handed over. */
  readonly onProgress?: ((sentBytes: number) => void) | undefined;
}

/** @throws Error (the bytes, when read) when there are more or fewer of them than was said: the platform never sees a whole form then */
export function formOf({ bytes, mediaType, filename, expiresInSeconds, onProgress }: FormParts): UploadForm {
  // 144 random bits: what is in the bytes cannot end its part.
  const boundary = `fovea-${randomBytes(18).toString("hex")}`;
  const field = (head: string, value = ""): string =>
    `--${boundary}\r\ncontent-disposition: form-data; ${head}\r\n\r\n${value}`;
  const expiry = expiresInSeconds === null ? "" : `${field('name="expires_in_seconds"', String(expiresInSeconds))}\r\n`;
  const file = field(`name="file"; filename="${filename}"\r\ncontent-type: ${mediaType}`);
  const head = new TextEncoder().encode(expiry + file);
  const tail = new TextEncoder().encode(`\r\n--${boundary}--\r\n`);
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    length: head.length + bytes.length + tail.length,
    async *open() {
      yield head;
      let count = 0;
      for await (const piece of bytes.open()) {
        count += piece.length;
        if (count > bytes.length) break;
        yield piece;
        onProgress?.(count);
      }
      if (count !== bytes.length) throw new Error(`${count} bytes came of a file of ${bytes.length}`);
      yield tail;
    },
  };
}
