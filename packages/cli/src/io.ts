// The world as a command sees it; tests hand in their own.

import type { GuardedFetch } from "@fovea/client";

/** A stream to write to; `once` is there where it may be full. */
export interface Writable {
  write(text: string | Uint8Array): unknown;
  once?(event: "drain", listener: () => void): unknown;
  readonly isTTY?: boolean | undefined;
}

export interface Io {
  readonly stdin: AsyncIterable<Uint8Array> & { readonly isTTY?: boolean | undefined };
  readonly stdout: Writable;
  readonly stderr: Writable;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Fetches URLs instead of the guarded fetch as it comes; tests name a resolver. */
  readonly fetchUrl?: GuardedFetch;
  /** Values that must never be printed; what reads a secret adds it. */
  readonly secrets?: Set<string>;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

/** The part of the world that `createFovea` takes. */
export function fetchFrom({ fetchUrl }: Io): { fetchUrl?: GuardedFetch } {
  return fetchUrl === undefined ? {} : { fetchUrl };
}
