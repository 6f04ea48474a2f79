// The blocks of a request that go to the platform as files of its own: found there or uploaded, and once more when the platform has forgotten one.
import { createHash } from "node:crypto";
import type { BytesRef, Edit } from "@fovea/client/internal/content/edit";
import { createPointed } from "@fovea/client/internal/lower/pointed";
import type { UploadWork } from "@fovea/client/internal/lower/resolvers";
import type { Uploads, Wanted } from "../../uploads/uploads.ts";
import type { Upstream } from "../../upstream/upstream.ts";
import type { FoundFile } from "./stored-files.ts";
import { uploadFailure } from "./upload-failure.ts";

/** How long the platform keeps what nobody sent as a file, in ms: a day. */
const AUTOMATIC_EXPIRY_MS = 24 * 3600 * 1000;

export interface References {
  /** Puts the bytes on the platform, or finds them there; its id of them. */
  upload(work: UploadWork): Promise<string>;
  /** Takes down that a block points to what was found there when it was planned. */
  found(work: UploadWork, fileId: string): void;
  /** The platform's ids that the request points to, but for those that were uploaded again for it. */
  readonly ids: ReadonlySet<string>;
  /** What was done for each block, by printed path. */
  readonly done: ReadonlyMap<string, "upload" | "reference">;
  /**
   * The edits once more, with what the platform no longer has uploaded again. It tells of one file at a time, so it is asked for the others.
   */
  renew(edits: readonly Edit[], missing: ReadonlySet<string>): Promise<readonly Edit[]>;
}

export interface ReferencesOptions {
  readonly workspace: string;
  readonly upstream: Upstream;
  readonly uploads: Uploads;
  /** Files of the store, by the printed path of the block that names them. */
  readonly files: ReadonlyMap<string, FoundFile>;
  readonly signal: AbortSignal;
  /** ms since 1970. */
  readonly now: () => number;
}

export function createReferences(options: ReferencesOptions): References {
  const { workspace, upstream, uploads, files, signal, now } = options;
  const where = { workspace, upstream };
  const pointed = createPointed();

  async function wantedOf({ at, bytes, mediaType, sha256 }: UploadWork): Promise<Wanted> {
    const file = files.get(at)?.file;
    // Pixels that were written anew are no longer the file's.
    if (file !== undefined && file.sha256 === sha256)
      return { bytes, mediaType, sha256, expiresAt: file.expiresAt, onMemory: false };
    const expiresAt = now() + AUTOMATIC_EXPIRY_MS;
    return { bytes, mediaType, sha256: sha256 ?? (await hashOf(bytes)), expiresAt, onMemory: true };
  }

  async function upload(work: UploadWork): Promise<string> {
    const { at } = work;
    try {
      const { fileId, found } = await uploads.upload(where, await wantedOf(work), signal);
      pointed.point(work, fileId, found ? "reference" : "upload");
      return fileId;
    } catch (error) {
      throw uploadFailure(error, at);
    }
  }

  return {
    upload,
    found: (work, fileId) => pointed.point(work, fileId, "reference"),
    get ids() {
      return pointed.ids;
    },
    done: pointed.done,
    async renew(edits, missing) {
      const others = [...pointed.ids].filter((id) => !missing.has(id));
      const gone = new Set([...missing, ...(others.length === 0 ? [] : await uploads.gone(where, others, signal))]);
      for (const fileId of gone) await uploads.forget(where, fileId);
      return pointed.renew(edits, gone, upload);
    },
  };
}

async function hashOf(bytes: BytesRef): Promise<string> {
  const hash = createHash("sha256");
  for await (const piece of bytes.open()) hash.update(piece);
  return hash.digest("hex");
}
