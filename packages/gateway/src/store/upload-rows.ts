// What was put on platforms, and under which id it is there: one row for the same bytes of a workspace on one credential. Every method is one
// transaction. Workspaces never share a row, though they share a platform's credential.

/** Bytes of a workspace, on the files that one credential of a platform sees. */
export interface UploadKey {
  readonly workspace: string;
  /** The upstream's `credentialId`. */
  readonly credential: string;
  /** Of the bytes, in hex. */
  readonly sha256: string;
  /** As it was told to the platform, which looks at it when the file is used. */
  readonly mediaType: string;
}

export interface UploadRow extends UploadKey {
  /** The platform's id of it. */
  readonly fileId: string;
  /** ms since 1970, as `expiresAt`. */
  readonly createdAt: number;
  /** When the platform forgets it; null: never. */
  readonly expiresAt: number | null;
}

export interface UploadRows {
  /** The row, unless it expires before `livingAt` (ms since 1970) or then. */
  find(key: UploadKey, livingAt: number): Promise<UploadRow | null>;
  /** Takes the place of a row of the same key. */
  put(row: UploadRow): Promise<void>;
  /** Removes the row that stands for this id; one that was put in its place meanwhile stays. False where there is none. */
  forget(workspace: string, credential: string, fileId: string): Promise<boolean>;
  /** Removes all rows of these bytes, on every credential, and gives them. */
  take(workspace: string, sha256: string): Promise<readonly UploadRow[]>;
  /** The workspace that a platform's file was uploaded for; null where it was none of ours. */
  ownerOf(credential: string, fileId: string): Promise<string | null>;
  /** Removes what has expired by `now`; how many rows. */
  prune(now: number): Promise<number>;
}
