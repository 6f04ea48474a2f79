// Files of a conversation that are put on the platform again, and whether what enters is put there at all.
import type { BytesRef } from "../../content/edit.ts";
import { CapabilityError } from "../../errors/errors.ts";
import type { Uploads } from "../../files/uploads.ts";
import type { Lane } from "../lane.ts";
import type { SentUpload } from "./conversation.ts";

export interface FileBytes {
  readonly bytes: BytesRef;
  readonly sha256: string;
  readonly mediaType: string;
}

export interface Uploading {
  /** False where the policy says never: then not even what was there before goes up again. */
  readonly allowed: boolean;
  /** For `lowered`: as the lane's, and what it throws is remembered. */
  uploads(): Promise<Uploads | null>;
  /**
   * Whether the error is the platform's refusal of an upload: no Files API after all, no right to it, no room. Then the conversation goes on without
   * files, since nobody asked for them.
   */
  refused(error: unknown): boolean;
  upload(file: FileBytes, at: string, signal: AbortSignal | undefined): Promise<SentUpload>;
}

/** Refusals that will be the same next time. */
const LASTING: ReadonlySet<unknown> = new Set([400, 403, 404, 405, 501]);

export function createUploading(lane: Lane, allowed: boolean): Uploading {
  let thrown: unknown;
  async function uploads(): Promise<Uploads | null> {
    const found = await lane.uploads();
    return (
      found && {
        ...found,
        upload: (wish, call) =>
          found.upload(wish, call).catch((error: unknown) => {
            thrown = error;
            throw error;
          }),
      }
    );
  }
  return {
    allowed,
    uploads,
    refused: (error) =>
      error === thrown &&
      typeof error === "object" &&
      error !== null &&
      LASTING.has((error as { status?: unknown }).status),
    async upload({ bytes, sha256, mediaType }, at, signal) {
      if (!allowed) {
        const facts = { platform: lane.platform.title, capability: "uploading", alternatives: ["base64"] };
        throw new CapabilityError("capability.uploads", facts, { at });
      }
      const place = await uploads();
      if (place === null) {
        const facts = {
          platform: lane.platform.title,
          capability: `uploading ${at}`,
          alternatives: ['method "base64"'],
        };
        throw new CapabilityError("capability.step", facts, { at });
      }
      const wish = { bytes, sha256, mediaType, expiresInSeconds: lane.uploadsExpireInSeconds };
      const { fileId, found, expiresAt } = await place.upload(wish, { signal });
      return { sha256, fileId, found, bytes: bytes.length, expiresAt };
    },
  };
}
