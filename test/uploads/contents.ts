// Files to upload, told apart by a number.
import { createHash } from "node:crypto";
import type { UploadWish } from "@fovea/client/internal/files/uploads";

const LENGTH = 200_000;

export function contentOf(number: number): UploadWish {
  const bytes = Buffer.alloc(LENGTH, `content ${number} `);
  return {
    bytes: {
      length: LENGTH,
      async *open() {
        for (let at = 0; at < LENGTH; at += 20_000) yield bytes.subarray(at, at + 20_000);
      },
    },
    sha256: createHash("sha256").update(bytes).digest("hex"),
    mediaType: "text/plain",
    expiresInSeconds: 86_400,
  };
}
