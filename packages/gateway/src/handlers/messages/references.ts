// The blocks of a request that go to the platform as files of its own: found there or uploaded, and once more when the platform has forgotten one.
import { createHash } from "node:crypto";
import type { BytesRef, Edit } from "@fovea/client/internal/content/edit";
import { formatPath, type JsonPath } from "@fovea/client/internal/content/path";
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
  /** The platform's ids that the request points to. */
  readonly ids: ReadonlySet<string>;
  /** What was done for each block, by printed path. */
  readonly done: ReadonlyMap<string, "upload" | "reference">;
  /** The edits once more, with what the platform no longer has uploaded again. */
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

interface Reference {
  readonly work: UploadWork;
  readonly fileId: string;
}

export function createReferences(options: ReferencesOptions): References {
  const { workspace, upstream, uploads, files, signal, now } = options;
  const where = { workspace, upstream };
  const references = new Map<string, Reference>();
  const done = new Map<string, "upload" | "reference">();

  async function wantedOf({ at, bytes, mediaType, sha256 }: UploadWork): Promise<Wanted> {
    const file = files.get(at)?.file;
    if (file !== undefined)
      return { bytes, mediaType, sha256: file.sha256, expiresAt: file.expiresAt, onMemory: false };
    const expiresAt = now() + AUTOMATIC_EXPIRY_MS;
    return { bytes, mediaType, sha256: sha256 ?? (await hashOf(bytes)), expiresAt, onMemory: true };
  }

  async function upload(work: UploadWork): Promise<string> {
    const { at } = work;
    try {
      const { fileId, found } = await uploads.upload(where, await wantedOf(work), signal);
      references.set(at, { work, fileId });
      if (done.get(at) !== "upload") done.set(at, found ? "reference" : "upload");
      return fileId;
    } catch (error) {
      throw uploadFailure(error, at);
    }
  }

  return {
    upload,
    found(work, fileId) {
      references.set(work.at, { work, fileId });
      done.set(work.at, "reference");
    },
    get ids() {
      return new Set([...references.values()].map(({ fileId }) => fileId));
    },
    done,
    async renew(edits, missing) {
      for (const fileId of missing) await uploads.forget(where, fileId);
      const renewed = new Map<string, Edit>();
      for (const { work, fileId } of [...references.values()]) {
        if (!missing.has(fileId)) continue;
        const path = `${work.at}.source`;
        const edit = edits.find(({ at }) => formatPath(at) === path);
        if (edit === undefined) throw new TypeError(`${path} was not pointed to a file`);
        renewed.set(path, toFile(edit.at, await upload(work)));
      }
      return edits.map((edit) => renewed.get(formatPath(edit.at)) ?? edit);
    },
  };
}

/** The edit that points a source to a platform's file. */
export function toFile(at: JsonPath, fileId: string): Edit {
  return { at, op: "replace", value: { type: "file", file_id: fileId } };
}

async function hashOf(bytes: BytesRef): Promise<string> {
  const hash = createHash("sha256");
  for await (const piece of bytes.open()) hash.update(piece);
  return hash.digest("hex");
}
