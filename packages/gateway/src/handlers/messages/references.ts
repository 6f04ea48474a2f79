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

interface Reference {
  readonly work: UploadWork;
  readonly fileId: string;
}

export function createReferences(options: ReferencesOptions): References {
  const { workspace, upstream, uploads, files, signal, now } = options;
  const where = { workspace, upstream };
  const references = new Map<string, Reference>();
  const done = new Map<string, "upload" | "reference">();
  const renewed = new Set<string>();

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
      references.set(at, { work, fileId });
      if (done.get(at) !== "upload") done.set(at, found ? "reference" : "upload");
      return fileId;
    } catch (error) {
      throw uploadFailure(error, at);
    }
  }

  function idsOf(): ReadonlySet<string> {
    const ids = new Set([...references.values()].map(({ fileId }) => fileId));
    for (const id of renewed) ids.delete(id);
    return ids;
  }

  return {
    upload,
    found(work, fileId) {
      references.set(work.at, { work, fileId });
      done.set(work.at, "reference");
    },
    get ids() {
      return idsOf();
    },
    done,
    async renew(edits, missing) {
      const others = [...idsOf()].filter((id) => !missing.has(id));
      const gone = new Set([...missing, ...(others.length === 0 ? [] : await uploads.gone(where, others, signal))]);
      for (const fileId of gone) await uploads.forget(where, fileId);
      const changed = new Map<string, Edit>();
      for (const { work, fileId } of [...references.values()]) {
        if (!gone.has(fileId)) continue;
        const path = `${work.at}.source`;
        const edit = edits.find(({ at }) => formatPath(at) === path);
        if (edit === undefined) throw new TypeError(`${path} was not pointed to a file`);
        const again = await upload(work);
        renewed.add(again);
        changed.set(path, toFile(edit.at, again));
      }
      return edits.map((edit) => changed.get(formatPath(edit.at)) ?? edit);
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
