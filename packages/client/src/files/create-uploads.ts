// Uploading once: the ledger is asked first, whoever wants the same meanwhile joins, and what the platform has forgotten is forgotten here.

import { filenameOf } from "./filename.ts";
import type { FilesApi } from "./files-api.ts";
import { createJoinedCalls } from "./joined-calls.ts";
import { prune, removeQuietly } from "./prune.ts";
import type { UploadKey, UploadLedger } from "./upload-ledger.ts";
import { nameOfKey } from "./upload-rows.ts";
import type { Upload, Uploads, UploadWish } from "./uploads.ts";

/** What expires within this time counts as gone, in ms: a request that waits in a queue should still find it. */
export const UPLOAD_MARGIN_MS = 5 * 60_000;

/** How long the answer to an upload is waited for that was sent when its last caller left, in ms: it may be there, and should be known of. */
const LINGER_MS = 30_000;

export interface UploadsOptions {
  readonly api: FilesApi;
  readonly ledger: UploadLedger;
  /** ms since 1970. Default: the clock. */
  readonly now?: () => number;
  /** What expires within this time counts as gone, in ms. Default 300000. */
  readonly marginMs?: number;
}

type Told = (sentBytes: number) => void;

/** How far an upload is, and who wants to know. */
interface Sending {
  sentBytes: number;
  readonly told: Set<Told>;
}

export function createUploads({ api, ledger, now = Date.now, marginMs = UPLOAD_MARGIN_MS }: UploadsOptions): Uploads {
  const { account } = api;
  const calls = createJoinedCalls<Upload>();
  const sendings = new Map<string, Sending>();

  async function found(key: UploadKey, validAt: number): Promise<Upload | null> {
    const row = await ledger.find(key, validAt);
    if (row === null) return null;
    // That it was used matters to `prune` alone: no reason to lose a file that is there.
    await ledger.touch(key, now()).catch(() => undefined);
    return { fileId: row.fileId, found: true, expiresAt: row.expiresAt };
  }

  const find: Uploads["find"] = ({ sha256, mediaType }) => found({ account, sha256, mediaType }, now() + marginMs);

  /** A file that would be gone before half the time asked for is no answer to the wish; nor is one that expires to a wish for one that stays. */
  function validAt({ expiresInSeconds }: UploadWish): number {
    if (expiresInSeconds === null) return Number.POSITIVE_INFINITY;
    return now() + Math.max(marginMs, expiresInSeconds * 500);
  }

  async function put(key: UploadKey, wish: UploadWish, sending: Sending, signal: AbortSignal): Promise<Upload> {
    const { bytes, sha256, mediaType, expiresInSeconds, filename = filenameOf(sha256, mediaType) } = wish;
    const there = await found(key, validAt(wish));
    if (there !== null) return there;
    signal.throwIfAborted();
    const createdAt = now();
    const onProgress = (sentBytes: number): void => {
      sending.sentBytes = sentBytes;
      for (const told of sending.told) told(sentBytes);
    };
    const { fileId, expiresAt } = await api.upload(
      { bytes, sha256, mediaType, filename, expiresInSeconds },
      { signal, onProgress },
    );
    try {
      await ledger.put({ ...key, fileId, bytes: bytes.length, createdAt, usedAt: createdAt, expiresAt });
    } catch (error) {
      // Nobody would know of it any more.
      await removeQuietly(api, fileId);
      throw error;
    }
    return { fileId, found: false, expiresAt };
  }

  /** Joins who uploads the same, or begins. */
  async function join(
    wish: UploadWish,
    { signal, onProgress }: { signal?: AbortSignal | undefined; onProgress?: Told | undefined },
  ): Promise<{ readonly upload: Upload; readonly began: boolean }> {
    const key: UploadKey = { account, sha256: wish.sha256, mediaType: wish.mediaType };
    const name = nameOfKey(key);
    let began = false;
    const sending = sendings.get(name) ?? { sentBytes: 0, told: new Set<Told>() };
    sendings.set(name, sending);
    const broken = new AbortController();
    // Each caller's own: what it throws ends that caller's call, and nobody else's.
    const told: Told = (sentBytes) => {
      try {
        onProgress?.(sentBytes);
      } catch (error) {
        broken.abort(error);
      }
    };
    sending.told.add(told);
    if (sending.sentBytes > 0) told(sending.sentBytes);
    try {
      const upload = await calls.run(name, {
        signal: signal === undefined ? broken.signal : AbortSignal.any([signal, broken.signal]),
        // The end of the form has not been sent: the platform cannot have it.
        mayStop: () => sending.sentBytes < wish.bytes.length,
        lingerMs: LINGER_MS,
        call: (shared) => {
          began = true;
          return ledger.exclusive(key, () => put(key, wish, sending, shared), shared);
        },
      });
      return { upload, began };
    } finally {
      sending.told.delete(told);
      if (sending.told.size === 0 && sendings.get(name) === sending) sendings.delete(name);
    }
  }

  return {
    find,
    async known(files) {
      const wanted = new Map(files.map((file) => [`${file.sha256} ${file.mediaType}`, file]));
      // At the same time: a ledger writes down together that they were used.
      const found = await Promise.all(
        [...wanted.values()].map(async (file) => [file.sha256, await find(file)] as const),
      );
      return Object.fromEntries(found.flatMap(([sha256, there]) => (there === null ? [] : [[sha256, there.fileId]])));
    },
    async upload(wish, call = {}) {
      call.signal?.throwIfAborted();
      const there = await found({ account, sha256: wish.sha256, mediaType: wish.mediaType }, validAt(wish));
      if (there !== null) return there;
      const { upload, began } = await join(wish, call);
      // Those it joined may have wanted it for less long.
      const short = !began && upload.expiresAt !== null && upload.expiresAt <= validAt(wish);
      return short ? (await join(wish, call)).upload : upload;
    },
    async forget(fileId) {
      await ledger.forget(account, fileId);
    },
    async gone(fileIds, signal) {
      signal?.throwIfAborted();
      if (fileIds.length === 0) return new Set();
      let gone: ReadonlySet<string>;
      try {
        gone = await api.gone(fileIds, signal);
      } catch {
        signal?.throwIfAborted();
        return new Set();
      }
      for (const fileId of gone) await ledger.forget(account, fileId);
      return gone;
    },
    prune: ({ keep = [], before = now(), signal } = {}) => prune({ api, ledger, keep, before, signal }),
  };
}
