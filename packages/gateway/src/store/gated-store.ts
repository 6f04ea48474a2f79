// The door of a store: what was begun ends before the store closes, and nothing begins afterwards.
import { StoreError } from "@fovea/client/internal/errors/errors";
import type { BatchRows } from "./batch-rows.ts";
import type { FileStore } from "./file-store.ts";
import type { KeyStore } from "./key-store.ts";
import type { Store } from "./store.ts";
import type { UploadRows } from "./upload-rows.ts";

/** `close` runs once, when uploads have been stopped and everything else has ended. */
export function gatedStore(
  files: FileStore,
  keys: KeyStore,
  uploads: UploadRows,
  batches: BatchRows,
  check: () => Promise<void>,
  close: () => Promise<void>,
): Store {
  const closing = new AbortController();
  const running = new Set<Promise<unknown>>();
  let closed: Promise<void> | null = null;

  async function run<T>(work: () => Promise<T>): Promise<T> {
    closing.signal.throwIfAborted();
    const result = work();
    running.add(result);
    try {
      return await result;
    } finally {
      running.delete(result);
    }
  }

  async function add(...[workspace, upload, signal]: Parameters<FileStore["add"]>) {
    const stop = new AbortController();
    const abort = () => stop.abort(signal.aborted ? signal.reason : closing.signal.reason);
    const signals = [signal, closing.signal];
    for (const one of signals) one.addEventListener("abort", abort);
    if (signal.aborted) abort();
    try {
      return await run(() => files.add(workspace, upload, stop.signal));
    } finally {
      for (const one of signals) one.removeEventListener("abort", abort);
    }
  }

  return {
    files: {
      add,
      get: (...args) => run(() => files.get(...args)),
      list: (...args) => run(() => files.list(...args)),
      pick: (...args) => run(() => files.pick(...args)),
      open: (...args) => run(() => files.open(...args)),
      holds: (...args) => run(() => files.holds(...args)),
      delete: (...args) => run(() => files.delete(...args)),
    },
    keys: {
      addWorkspace: (...args) => run(() => keys.addWorkspace(...args)),
      workspaces: () => run(() => keys.workspaces()),
      addKey: (...args) => run(() => keys.addKey(...args)),
      keys: () => run(() => keys.keys()),
      find: (...args) => run(() => keys.find(...args)),
      revoke: (...args) => run(() => keys.revoke(...args)),
    },
    uploads: {
      find: (...args) => run(() => uploads.find(...args)),
      put: (...args) => run(() => uploads.put(...args)),
      forget: (...args) => run(() => uploads.forget(...args)),
      take: (...args) => run(() => uploads.take(...args)),
      ownerOf: (...args) => run(() => uploads.ownerOf(...args)),
      prune: (...args) => run(() => uploads.prune(...args)),
    },
    batches: {
      add: (...args) => run(() => batches.add(...args)),
      get: (...args) => run(() => batches.get(...args)),
      list: (...args) => run(() => batches.list(...args)),
      remove: (...args) => run(() => batches.remove(...args)),
      prune: (...args) => run(() => batches.prune(...args)),
    },
    check: () => run(check),
    close: () => {
      closed ??= (async () => {
        closing.abort(new StoreError("store.closed", {}));
        await Promise.allSettled([...running]);
        await close();
      })();
      return closed;
    },
  };
}
