// Puts a picture of a request on the platform, once, and tells how far it is.
import { createHash } from "node:crypto";
import type { BytesRef } from "../content/edit.ts";
import type { Upload, Uploads } from "../files/uploads.ts";
import type { UploadWork } from "../lower/resolvers.ts";
import type { Wish } from "./prepare.ts";

type Uploading = Pick<Wish, "signal" | "teller" | "uploadsExpireInSeconds" | "filename">;

/** What is on the platform now. */
export interface UploadedPart extends Upload {
  /** In hex, of what is there. */
  readonly sha256: string;
  readonly mediaType: string;
  /** Length in bytes. */
  readonly bytes: number;
}

export function uploader(
  uploads: Uploads,
  { signal, teller, uploadsExpireInSeconds, filename }: Uploading,
  nameOf: (at: string) => string | null,
): (work: UploadWork) => Promise<UploadedPart> {
  return async ({ at, bytes, mediaType, sha256 }) => {
    const name = nameOf(at);
    const totalBytes = bytes.length;
    const onProgress = (sentBytes: number): void => teller.tell({ type: "uploading", name, sentBytes, totalBytes });
    const hash = sha256 ?? (await hashOf(bytes));
    const wish = { bytes, sha256: hash, mediaType, filename, expiresInSeconds: uploadsExpireInSeconds };
    const upload = await uploads.upload(wish, { signal, onProgress });
    return { ...upload, sha256: hash, mediaType, bytes: totalBytes };
  };
}

export async function hashOf(bytes: BytesRef): Promise<string> {
  const hash = createHash("sha256");
  for await (const piece of bytes.open()) hash.update(piece);
  return hash.digest("hex");
}
