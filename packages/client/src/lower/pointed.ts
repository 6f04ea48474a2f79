// The blocks of a request that point to files of the platform: which, and the edits once more when it has forgotten some of them.
import type { Edit } from "../content/edit.ts";
import { formatPath, type JsonPath } from "../content/path.ts";
import type { UploadWork } from "./resolvers.ts";

export interface Pointed {
  /** Takes down that a block points to a file. What was uploaded once for it stays told as uploaded. */
  point(work: UploadWork, fileId: string, did: "upload" | "reference"): void;
  /** The file that the block at a printed path points to. */
  at(path: string): string | undefined;
  /** Files that the request points to, but for those that were uploaded again for it. */
  readonly ids: ReadonlySet<string>;
  /** What was done for each block, by printed path. */
  readonly done: ReadonlyMap<string, "upload" | "reference">;
  /** The edits, with what is gone put there again: `upload` does it, and takes it down. */
  renew(
    edits: readonly Edit[],
    gone: ReadonlySet<string>,
    upload: (work: UploadWork) => Promise<string>,
  ): Promise<readonly Edit[]>;
}

export function createPointed(): Pointed {
  const references = new Map<string, { readonly work: UploadWork; readonly fileId: string }>();
  const done = new Map<string, "upload" | "reference">();
  const renewed = new Set<string>();
  return {
    point(work, fileId, did) {
      references.set(work.at, { work, fileId });
      if (done.get(work.at) !== "upload") done.set(work.at, did);
    },
    at: (path) => references.get(path)?.fileId,
    get ids() {
      const ids = new Set([...references.values()].map(({ fileId }) => fileId));
      for (const id of renewed) ids.delete(id);
      return ids;
    },
    done,
    async renew(edits, gone, upload) {
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

/** The edit that points a source to a file of the platform. */
export function toFile(at: JsonPath, fileId: string): Edit {
  return { at, op: "replace", value: { type: "file", file_id: fileId } };
}
