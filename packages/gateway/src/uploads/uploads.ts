// The upload ledger: the same bytes of a workspace are put on a platform once, and found there again until the platform forgets them.
import { StoreError } from "@fovea/client/internal/errors/errors";
import { UPLOAD_MARGIN_MS } from "@fovea/client/internal/files/create-uploads";
import { createJoinedCalls } from "@fovea/client/internal/files/joined-calls";
import type { FileStore } from "../store/file-store.ts";
import type { UploadKey, UploadRow, UploadRows } from "../store/upload-rows.ts";
import type { Upstream } from "../upstream/upstream.ts";
import { type FileToPut, goneFiles, putFile, removeFile } from "./platform-files.ts";

/** Longest wait for a deletion on a platform, in ms. */
const DELETE_TIMEOUT_MS = 60_000;

/** A workspace on a platform. */
export interface Where {
  readonly workspace: string;
  readonly upstream: Upstream;
  /** What expires within this time counts as gone, in ms. Default UPLOAD_MARGIN_MS. */
  readonly marginMs?: number;
}

export interface Wanted extends FileToPut {
  /** True where the bytes are in the memory of the request that wants them. */
  readonly onMemory: boolean;
}

export interface Uploads {
  /** The platform's id of bytes that are there already; null where they are not, or not for long. */
  find(where: Where, file: { readonly sha256: string; readonly mediaType: string }): Promise<string | null>;
  /**
   * The platform's id of the bytes, which are put there unless they are. Whoever wants the same meanwhile waits for the same upload; who leaves does
   * not end it for the others.
   *
   * @throws UploadRefusedError, EngineError; StoreError for the ledger; the signal's reason
   */
  upload(
    where: Where,
    wanted: Wanted,
    signal: AbortSignal,
  ): Promise<{ readonly fileId: string; readonly found: boolean }>;
  /** Those of the ids that the platform does not have any more; empty when it cannot be asked. */
  gone(where: Where, ids: readonly string[], signal: AbortSignal): Promise<ReadonlySet<string>>;
  /** The platform does not have this id any more. */
  forget(where: Where, fileId: string): Promise<void>;
  /** Whether another workspace put this id there: it is not to be used by this one, whoever guessed it. */
  isOthers(where: Where, fileId: string): Promise<boolean>;
  /** A file of these bytes was deleted by its owner. When it was the last one, what was put on platforms goes too, in the background. */
  dropped(workspace: string, sha256: string): Promise<void>;
  /** Resolves when nothing is under way in the background. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

export interface UploadsOptions {
  readonly rows: UploadRows;
  readonly files: Pick<FileStore, "holds">;
  /** For deletions: where rows may lead. */
  readonly upstreams: readonly Upstream[];
  /** ms since 1970. */
  readonly now: () => number;
  /** Told what happened in the background. */
  readonly report: (event: string, facts: Readonly<Record<string, string | number>>) => void;
}

export function createUploads({ rows, files, upstreams, now, report }: UploadsOptions): Uploads {
  const calls = createJoinedCalls<{ fileId: string; found: boolean }>();
  const background = new Set<Promise<void>>();
  const closing = new AbortController();

  async function put(
    key: UploadKey,
    { upstream, marginMs = UPLOAD_MARGIN_MS }: Where,
    wanted: Wanted,
    signal: AbortSignal,
  ) {
    const there = await rows.find(key, now() + marginMs);
    if (there !== null) return { fileId: there.fileId, found: true };
    signal.throwIfAborted();
    const createdAt = now();
    const { fileId, expiresAt } = await putFile(upstream, wanted, createdAt, signal);
    try {
      await rows.put({ ...key, fileId, createdAt, expiresAt });
    } catch (error) {
      // Nobody would know of it any more.
      inBackground(() => remove(upstream, fileId));
      throw error;
    }
    return { fileId, found: false };
  }

  function lasts({ expiresAt }: Wanted, marginMs: number): boolean {
    return expiresAt === null || expiresAt > now() + marginMs;
  }

  function inBackground(work: () => Promise<void>): void {
    const running = work()
      .catch((error: unknown) => report("upload.cleanup-failed", { error: (error as Error | null)?.name ?? "unknown" }))
      .finally(() => background.delete(running));
    background.add(running);
  }

  async function remove(upstream: Upstream | undefined, fileId: string): Promise<void> {
    if (upstream === undefined)
      return report("upload.left-behind", { fileId, reason: "its platform is not configured" });
    const platform = upstream.name;
    try {
      await removeFile(upstream, fileId, AbortSignal.any([AbortSignal.timeout(DELETE_TIMEOUT_MS), closing.signal]));
      report("upload.deleted", { platform, fileId });
    } catch (error) {
      report("upload.left-behind", { platform, fileId, reason: (error as Error).name });
    }
  }

  async function take(workspace: string, sha256: string): Promise<readonly UploadRow[]> {
    return (await files.holds(workspace, sha256)) ? [] : rows.take(workspace, sha256);
  }

  async function removeAll(taken: readonly UploadRow[]): Promise<void> {
    for (const { credential, fileId } of taken)
      await remove(
        upstreams.find(({ credentialId }) => credentialId === credential),
        fileId,
      );
  }

  return {
    async find({ workspace, upstream, marginMs = UPLOAD_MARGIN_MS }, { sha256, mediaType }) {
      const key = { workspace, credential: upstream.credentialId, sha256, mediaType };
      return (await rows.find(key, now() + marginMs))?.fileId ?? null;
    },
    async upload(where, wanted, signal) {
      const { workspace, upstream, marginMs } = where;
      const { sha256, mediaType, onMemory } = wanted;
      const key: UploadKey = { workspace, credential: upstream.credentialId, sha256, mediaType };
      const run = () => {
        closing.signal.throwIfAborted();
        return calls.run(nameOf(key), {
          signal,
          // One that lives on a caller's memory ends with the last caller.
          mayStop: () => onMemory,
          call: (shared) => put(key, where, wanted, shared),
        });
      };
      const got = await run();
      // Those it joined may have needed it for less long.
      const short = marginMs !== undefined && (await rows.find(key, now() + marginMs)) === null;
      return short && lasts(wanted, marginMs) ? run() : got;
    },
    async gone({ upstream }, ids, signal) {
      try {
        return await goneFiles(upstream, ids, now(), signal);
      } catch (error) {
        signal.throwIfAborted();
        report("upload.look-failed", { platform: upstream.name, reason: (error as Error).name });
        return new Set();
      }
    },
    async forget({ workspace, upstream }, fileId) {
      await rows.forget(workspace, upstream.credentialId, fileId);
    },
    async isOthers({ workspace, upstream }, fileId) {
      const owner = await rows.ownerOf(upstream.credentialId, fileId);
      return owner !== null && owner !== workspace;
    },
    async dropped(workspace, sha256) {
      const taken = await take(workspace, sha256);
      inBackground(async () => {
        await removeAll(taken);
        // What was on its way there when the file was deleted.
        await calls.settled((name) => isOf(name, workspace, sha256));
        await removeAll(await take(workspace, sha256));
      });
    },
    async settled() {
      while (background.size > 0) await Promise.all(background);
    },
    async close() {
      closing.abort(new StoreError("store.closed", {}));
      await calls.close(closing.signal.reason);
      await Promise.all(background);
    },
  };
}

function nameOf({ workspace, credential, sha256, mediaType }: UploadKey): string {
  return JSON.stringify([workspace, sha256, credential, mediaType]);
}

function isOf(name: string, workspace: string, sha256: string): boolean {
  return name.startsWith(JSON.stringify([workspace, sha256]).slice(0, -1));
}
