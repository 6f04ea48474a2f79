// What a disk's failure is called.
import { StoreError } from "@fovea/client/internal/errors/errors";

const FULL = new Set(["ENOSPC", "EDQUOT"]);

/** Runs work on the disk; the errors of the system become StoreErrors, others stay what they are. */
export async function onDisk<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw diskFailure(error);
  }
}

export function diskFailure(error: unknown): unknown {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (!(error instanceof Error) || code === undefined || syscall === undefined) return error;
  if (FULL.has(code)) return new StoreError("store.full", {}, { cause: error });
  return new StoreError("store.unreadable", { what: "directory", reason: `${syscall} gave ${code}` }, { cause: error });
}
