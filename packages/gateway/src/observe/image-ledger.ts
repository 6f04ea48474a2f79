// The image ledger: one line a request that says what happened to each of its images. No base64, no key, no URL query ever stands in it.

export interface ImageLine {
  /** Path of the block: `messages.0.content.1`. */
  readonly at: string;
  /** As the caller sent it. */
  readonly method: "base64" | "url" | "file" | "text";
  /** Proven; null when not known. */
  readonly mediaType: string | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly bytes: number | null;
  /** Null unless something needed it, or the ledger is full. */
  readonly sha256: string | null;
  /** Visual tokens of what was sent. */
  readonly tokens: number | null;
  /** What was sent instead, where pixels were written anew. Absent otherwise. */
  readonly sent?: { readonly mediaType: string; readonly width: number; readonly height: number };
  /** The plan's step: keep, inline, upload, reference, relabel, ...; `refuse` when the request was refused. */
  readonly step: string;
}

export interface LedgerLine {
  readonly requestId: string;
  readonly workspace: string;
  readonly model: string;
  /** Name of the upstream that answered; null where the engine did. */
  readonly platform: string | null;
  /** What was left out of the request because the platform does not take it. Absent where there was none. */
  readonly leftOut?: readonly string[];
  readonly status: number;
  /** Images counted by the scanner, and by what was really written or given to the eyes. */
  readonly in: number;
  readonly out: number;
  readonly images: readonly ImageLine[];
}
